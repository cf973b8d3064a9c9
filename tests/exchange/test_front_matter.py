"""What front matter says, and what it does not."""

import datetime as dt
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from blog.exchange import Report
from blog.exchange.frontmatter import jsonable, list_of, moment_of, text_of
from blog.exchange.importer import import_folder
from blog.models import ArticlePage, Tag
from tests import factories

pytestmark = pytest.mark.django_db


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file below a folder and return it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def one(folder: Path, front_matter: str, **options: Any) -> tuple[ArticlePage, str]:
    """Import one article with this front matter; return it and what was said of it."""
    write(folder, "fr/un.md", f"---\ntitle: Un\n{front_matter}\n---\nTexte.\n")
    report = import_folder(folder, **options)
    return ArticlePage.objects.get(import_path__endswith="fr/un.md"), said(report, "fr/un.md")


def said(report: Report, path: str) -> str:
    """Return the status of a file and what was said of it."""
    found = next(found for found in report.files if found.path == path)
    return "\n".join([found.status, *found.messages])


@pytest.mark.parametrize(
    "date",
    [
        "9999-12-31T23:59:59-12:00",
        "0001-01-01",
        "0001-01-01T00:00:00Z",
        "'2024-02-30'",
        "'2024-02-03T99:00:00'",
        "soon",
        "12",
    ],
)
def test_a_date_that_cannot_be_is_said_and_stops_nothing(tmp_path: Path, date: str) -> None:
    write(tmp_path, "fr/zwei.md", "---\ntitle: Deux\n---\nx")
    page, message = one(tmp_path, f"date: {date}")
    assert message.startswith("imported\ndate not understood: ")
    assert page.date.year > 2000
    assert ArticlePage.objects.filter(title="Deux").exists()


def test_moments_are_those_a_database_can_hold() -> None:
    assert (
        moment_of(dt.datetime(9999, 12, 31, 23, tzinfo=dt.timezone(-dt.timedelta(hours=12))))
        is None
    )
    assert moment_of(dt.date(999, 1, 1)) is None
    assert moment_of("1000-01-02") is not None


def test_no_text_keeps_what_a_database_refuses() -> None:
    assert text_of("a\0b\ud800c") == "abc"
    assert list_of(["a\0b"]) == ["ab"]
    assert jsonable({"a\0": ["b\0", {"c": "\udfff"}]}) == {"a": ["b", {"c": ""}]}


def test_nul_in_front_matter_does_not_stop_the_article(tmp_path: Path) -> None:
    page, message = one(tmp_path, 'summary: "a\\0b"\ntags: ["c\\0d"]\nx: "\\0"')
    assert message.startswith("imported")
    assert page.summary == "ab"


def test_nobody_gives_a_licence_by_saying_nothing(tmp_path: Path) -> None:
    page, message = one(tmp_path, "")
    assert page.licence == ""
    assert "no licence said: none is shown" in message


def test_a_licence_may_be_given_for_files_that_name_none(tmp_path: Path) -> None:
    write(tmp_path, "fr/deux.md", "---\ntitle: Deux\nlicence: CC0-1.0\n---\nx")
    page, message = one(tmp_path, "", licence="etalab-2.0")
    assert page.licence == "etalab-2.0"
    assert "licence" not in message
    assert ArticlePage.objects.get(title="Deux").licence == "CC0-1.0"


def test_an_unknown_licence_is_said_and_never_replaced(tmp_path: Path) -> None:
    page, message = one(tmp_path, "licence: WTFPL", licence="etalab-2.0")
    assert page.licence == ""
    assert "unknown licence: WTFPL" in message


def test_the_article_follows_what_its_file_no_longer_says(tmp_path: Path) -> None:
    picture = factories.picture().file
    (tmp_path / "place.png").write_bytes(picture.read())
    page, _message = one(
        tmp_path,
        "date: 2020-02-03\ncover: place.png\ncover_alt: Une place\nsummary: a\nmeta_title: b\n"
        "canonical: https://a.be",
    )
    assert page.cover_id
    page, message = one(tmp_path, "")
    assert message.startswith("updated")
    assert (page.cover_id, page.cover_alt, page.cover_is_decorative) == (None, "", False)
    assert (page.summary, page.seo_title, page.original_url) == ("", "", "")
    assert page.date.year == 2020


@pytest.mark.parametrize(
    ("front_matter", "what"),
    [
        (f"meta_title: {'x' * 300}", "title for search engines cut to 255"),
        (f"tags: [{'x' * 130}]", "tag cut to 120"),
        (f"canonical: https://a.be/{'x' * 500}", "original address longer than 500"),
        (f"cover: place.png\ncover_alt: {'x' * 300}", "text alternative of the cover cut to 255"),
        (f"cover: place.png\ncover_caption: {'x' * 600}", "caption of the cover cut to 500"),
    ],
)
def test_what_is_cut_is_said(tmp_path: Path, front_matter: str, what: str) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr/place.png").write_bytes(factories.picture().file.read())
    assert what in one(tmp_path, front_matter)[1]


def test_a_title_too_long_is_cut_and_said(tmp_path: Path) -> None:
    write(tmp_path, "fr/long.md", f"---\ntitle: {'x' * 300}\n---\na")
    assert "title cut to 255" in said(import_folder(tmp_path), "fr/long.md")


def test_a_tag_without_an_address_is_said_and_left_out(tmp_path: Path) -> None:
    page, message = one(tmp_path, 'tags: ["!!!", "★", Voirie]')
    assert [tag.name for tag in page.published_tags] == ["Voirie"]
    assert "tag without letters to make an address of left out: !!!" in message
    assert Tag.objects.count() == 1


def pair(folder: Path, name: str, french: str, english: str) -> None:
    """Write two files that are translations of one another, with these tags."""
    for code, tags in (("fr", french), ("en", english)):
        write(folder, f"{code}/{name}.md", f"---\ntitle: {name}\ntags: [{tags}]\n---\nx")


def tag(code: str, slug: str) -> Tag:
    """Return a tag of a language."""
    return Tag.objects.get(locale__language_code=code, slug=slug)


def test_tags_of_a_pair_with_one_slug_are_paired(tmp_path: Path) -> None:
    pair(tmp_path, "a", "code, voirie, eau", "roads, code")
    report = import_folder(tmp_path)
    assert tag("fr", "code").translation_key == tag("en", "code").translation_key
    assert tag("fr", "voirie").translation_key != tag("en", "roads").translation_key
    alone = "tags without a counterpart in the other language: voirie, eau"
    assert alone in said(report, "fr/a.md")


def test_tags_at_one_place_are_paired_where_no_other_pair_says_otherwise(tmp_path: Path) -> None:
    pair(tmp_path, "a", "voirie, code, eau", "roads, code, water")
    pair(tmp_path, "b", "gare, eau", "station, rivers")
    report = import_folder(tmp_path)
    assert tag("fr", "voirie").translation_key == tag("en", "roads").translation_key
    assert tag("fr", "gare").translation_key == tag("en", "station").translation_key
    others = {tag("en", slug).translation_key for slug in ("water", "rivers")}
    assert tag("fr", "eau").translation_key not in others
    assert "counterpart in the other language: eau" in said(report, "fr/a.md")


def test_an_article_in_one_language_is_not_blamed_for_its_tags(tmp_path: Path) -> None:
    assert "counterpart" not in one(tmp_path, "tags: [voirie]")[1]


def test_letters_that_are_not_on_every_keyboard_pair_tags_too(tmp_path: Path) -> None:
    pair(tmp_path, "a", "cœur, voirie", "heart, roads")
    pair(tmp_path, "b", "CŒUR, œuvres", "heart")
    report = import_folder(tmp_path)
    assert tag("fr", "coeur").translation_key == tag("en", "heart").translation_key
    assert Tag.objects.filter(locale__language_code="fr").count() == 3
    assert "counterpart in the other language: œuvres" in said(report, "fr/b.md")


@pytest.mark.parametrize(
    ("name", "front_matter", "slug"),
    [
        ("un", "slug: Cœur-de-Ville", "coeur-de-ville"),
        ("un", "permalink: /2020/cœur/", "coeur"),
        ("un", f"slug: {'x' * 200}", "x" * 200),
        ("au-cœur-de-la-ville", "", "au-coeur-de-la-ville"),
        ("日本", "", "loeuvre"),
    ],
)
def test_a_slug_keeps_its_letters(tmp_path: Path, name: str, front_matter: str, slug: str) -> None:
    write(tmp_path, f"fr/{name}.md", f"---\ntitle: L’œuvre\n{front_matter}\n---\nx")
    import_folder(tmp_path)
    assert ArticlePage.objects.get().slug == slug


def test_an_article_imported_before_keeps_its_address(tmp_path: Path) -> None:
    write(tmp_path, "fr/cœur.md", "---\ntitle: Le cœur\n---\nx")
    import_folder(tmp_path)
    ArticlePage.objects.update(slug="cur")
    write(tmp_path, "fr/cœur.md", "---\ntitle: Le cœur\n---\ny")
    import_folder(tmp_path)
    article = ArticlePage.objects.get()
    assert (article.slug, str(article.body[0].value)) == ("cur", "<p>y</p>")


def test_a_date_asked_of_git_is_that_of_the_commit(tmp_path: Path) -> None:
    write(tmp_path, "fr/un.md", "---\ntitle: Un\ndate: git Last Modified\n---\nTexte.\n")
    environment = os.environ | {
        **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "a"),
        **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "a@b.be"),
        **dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2019-05-06T07:08:09+02:00"),
    }
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=tmp_path, env=environment, check=True)
    report = import_folder(tmp_path)
    assert ArticlePage.objects.get().date == dt.datetime(2019, 5, 6, 5, 8, 9, tzinfo=dt.UTC)
    assert "date of its last commit in git: 2019-05-06" in said(report, "fr/un.md")


def test_without_git_it_is_that_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "fr/un.md", "---\ntitle: Un\ndate: git Created\n---\nTexte.\n")
    os.utime(path, (0, dt.datetime(2018, 3, 4, 12, tzinfo=dt.UTC).timestamp()))
    report = import_folder(tmp_path)
    assert ArticlePage.objects.get().date.date() == dt.date(2018, 3, 4)
    assert "git does not know it; date of the last change of its file" in said(report, "fr/un.md")


def test_a_list_shows_the_first_words_of_an_article_without_summary(
    tmp_path: Path, client: Any
) -> None:
    write(
        tmp_path, "fr/un.md", "---\ntitle: Un\n---\n## Titre\n\nLes *premiers* mots.\n\nD’autres."
    )
    write(tmp_path, "fr/deux.md", "---\ntitle: Deux\nmeta_description: Dite.\n---\nx")
    import_folder(tmp_path)
    assert ArticlePage.objects.get(title="Un").teaser == "Les premiers mots."
    page = client.get(factories.blog_index().url).content.decode()
    assert '<p class="card-summary">Les premiers mots.</p>' in page
    assert '<p class="card-summary">Dite.</p>' in page


def test_first_words_are_cut_between_two(tmp_path: Path) -> None:
    write(tmp_path, "fr/un.md", f"---\ntitle: Un\n---\n{'pierre ' * 60}")
    import_folder(tmp_path)
    excerpt = ArticlePage.objects.get().excerpt
    assert len(excerpt) <= 200
    assert excerpt.endswith("pierre…")
