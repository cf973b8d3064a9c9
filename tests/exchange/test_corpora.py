"""The importer on real blogs, where they are beside the checkout."""

import os
import shutil
from pathlib import Path

import pytest

from blog.exchange.importer import import_folder
from blog.models import ArticlePage
from tests.conftest import PROJECT

pytestmark = pytest.mark.django_db
CORPORA = Path(os.environ.get("PARVIS_CORPORA", PROJECT.parent / "shared" / "corpora"))


@pytest.fixture
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of the corpus a test names."""
    source = CORPORA / request.param
    if not source.is_dir():
        pytest.skip(f"corpora absent: {request.param}")
    return Path(shutil.copytree(source, tmp_path / request.param))


@pytest.mark.parametrize("corpus", ["seed"], indirect=True)
def test_every_field_of_the_seed_article_arrives_and_its_missing_cover_is_reported(
    corpus: Path,
) -> None:
    report = import_folder(corpus)
    page = ArticlePage.objects.get(slug="le-commun-numerique")
    assert page.title == "C'est quoi un Commun Numérique ?"
    assert page.seo_title == page.title
    assert page.search_description.startswith("Un commun numérique peut être défini")
    assert page.date.isoformat() == "2020-04-14T08:09:14.256000+00:00"
    assert [tag.name for tag in page.published_tags] == ["français", "beta.gouv.fr"]
    assert page.front_matter["cover"] == "/img/people-woman-coffee-meeting.jpg"
    assert report.files[0].messages == ["cover not found: /img/people-woman-coffee-meeting.jpg"]
    assert "incommensurablement plus riche" in str(page.body)


@pytest.mark.parametrize("corpus", ["communs-numeriques"], indirect=True)
def test_a_french_blog_arrives_with_its_tags_and_images(corpus: Path) -> None:
    report = import_folder(corpus)
    assert report.count("failed") == 0
    assert ArticlePage.objects.filter(live=True, locale__language_code="fr").count() >= 58
    assert ArticlePage.objects.filter(article_tags__isnull=False).distinct().count() > 40
    kinds = {block.block_type for page in ArticlePage.objects.all() for block in page.body}
    assert kinds >= {"heading", "text", "image"}
    assert {found.status for found in import_folder(corpus).files} == {"unchanged"}


@pytest.mark.parametrize("corpus", ["gcds-docs"], indirect=True)
def test_pairs_of_two_languages_are_linked_by_their_key(corpus: Path) -> None:
    report = import_folder(corpus)
    assert report.count("failed") == 0
    french = ArticlePage.objects.filter(locale__language_code="fr", live=True)
    english = ArticlePage.objects.filter(locale__language_code="en", live=True)
    keys = set(french.values_list("translation_key")) & set(english.values_list("translation_key"))
    assert len(keys) == 58
    assert "{%" not in "".join(str(page.title) + page.summary for page in french)
