"""The importer on real blogs, where they are beside the checkout."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from blog.exchange import Report
from blog.exchange.importer import import_folder
from blog.models import ArticlePage, Tag
from parvis.media.models import Picture
from tests.conftest import PROJECT
from tests.exchange.words import lost_words

pytestmark = pytest.mark.django_db
CORPORA = Path(os.environ.get("PARVIS_CORPORA", PROJECT.parent / "shared" / "corpora"))


@pytest.fixture
def corpus(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of the corpus a test names."""
    source = CORPORA / request.param
    if not source.is_dir():
        pytest.skip(f"corpora absent: {request.param}")
    return Path(shutil.copytree(source, tmp_path / request.param))


def import_as_rehearsed(corpus: Path) -> Report:
    """Import a folder, first dry, and check that both say the same and that no word is lost."""
    dry = import_folder(corpus, dry_run=True)
    assert not ArticlePage.objects.exists()
    assert not Picture.objects.exists()
    report = import_folder(corpus)
    assert dry.as_data() == report.as_data()
    for page in ArticlePage.objects.exclude(import_path=""):
        text = (corpus.parent / page.import_path).read_text(encoding="utf-8")
        assert not lost_words(text, page), page.import_path
        raw = json.dumps(list(page.body.raw_data), ensure_ascii=False)
        anchors = {block["value"]["anchor"] for block in raw_headings(page)} | {"top"}
        for name in re.findall(r'href=\\"#([^"\\]+)\\"', raw):
            assert name in anchors or name.startswith("note-"), (page.import_path, name)
    return report


def raw_headings(page: ArticlePage) -> list[Any]:
    """Return the raw heading blocks of an article."""
    return [block for block in page.body.raw_data if block["type"] == "heading"]


@pytest.mark.parametrize("corpus", ["seed"], indirect=True)
def test_every_field_of_the_seed_article_arrives_and_its_missing_cover_is_reported(
    corpus: Path,
) -> None:
    report = import_as_rehearsed(corpus)
    page = ArticlePage.objects.get(slug="le-commun-numerique")
    assert page.title == "C'est quoi un Commun Numérique ?"
    assert page.seo_title == page.title
    assert page.search_description.startswith("Un commun numérique peut être défini")
    assert page.date.isoformat() == "2020-04-14T08:09:14.256000+00:00"
    assert [tag.name for tag in page.published_tags] == ["français", "beta.gouv.fr"]
    assert page.front_matter["cover"] == "/img/people-woman-coffee-meeting.jpg"
    assert report.files[0].messages == [
        "no licence said: none is shown",
        "cover not found: /img/people-woman-coffee-meeting.jpg",
    ]
    assert page.licence == ""
    assert "incommensurablement plus riche" in str(page.body)


@pytest.mark.parametrize("corpus", ["communs-numeriques"], indirect=True)
def test_a_french_blog_arrives_with_its_tags_and_images(corpus: Path) -> None:
    report = import_as_rehearsed(corpus)
    assert report.count("failed") == 0
    skipped = [found.path for found in report.files if found.status == "skipped"]
    assert skipped == ["LICENSES/LICENSE.Etalab-2.0.md", "LICENSES/LICENSE.MIT.md"]
    assert ArticlePage.objects.filter(live=True, locale__language_code="fr").count() >= 58
    assert ArticlePage.objects.filter(article_tags__isnull=False).distinct().count() > 40
    kinds = {block.block_type for page in ArticlePage.objects.all() for block in page.body}
    assert kinds >= {"heading", "text", "image"}
    again = {found.status for found in import_folder(corpus).files if found.path not in skipped}
    assert again == {"unchanged"}


@pytest.mark.one_engine
@pytest.mark.parametrize("corpus", ["gcds-docs"], indirect=True)
def test_pairs_of_two_languages_are_linked_by_their_key(corpus: Path) -> None:
    report = import_as_rehearsed(corpus)
    assert report.count("failed") == 0
    french = ArticlePage.objects.filter(locale__language_code="fr", live=True)
    english = ArticlePage.objects.filter(locale__language_code="en", live=True)
    keys = set(french.values_list("translation_key")) & set(english.values_list("translation_key"))
    assert len(keys) == 58
    for slug in ("code", "design", "usage", "templates"):
        assert Tag.objects.filter(slug=slug).values("translation_key").distinct().count() == 1
    assert Tag.objects.filter(slug="breadcrumbsfr").exists()
    said = {message for found in report.files for message in found.messages}
    assert any(message.startswith("git does not know it; date of the last") for message in said)
    assert "{%" not in "".join(str(page.title) + page.summary for page in french)
