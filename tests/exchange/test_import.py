"""Importing a folder: fields, pairs, reports, and running it again."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from PIL import Image

from blog.exchange import Report, importer
from blog.exchange.importer import import_folder
from blog.models import ArticlePage, Author, Tag
from parvis.media.models import Picture
from tests import factories

pytestmark = pytest.mark.django_db

FRENCH = """---
title: "Un pavé : le premier"
slug: premier-pave
date: 2024-03-05T08:30:00+01:00
cover: /img/place.png
cover_alt: Une place
tags: [Voirie, "Communs numériques"]
authors:
  - name: Aline Dubois
meta_title: Le premier pavé
meta_description: Pourquoi commencer petit.
summary: Une phrase.
translationKey: stone
licence: CC-BY-4.0
canonical: https://example.org/ailleurs
---
# Un pavé : le premier

Un **pavé** posé, voir [le second](second.md) et [rien](perdu.md).
"""
ENGLISH = """---
title: A first stone
translationKey: stone
tags: Roads
---
A stone.
"""


LAUGHS = (
    b"---\ntitle: x\na: &a [1,1,1,1,1,1,1,1,1]\n"
    + b"".join(
        b"%c: &%c [%s]\n" % (n, n, b",".join([b"*%c" % (n - 1)] * 9)) for n in range(98, 110)
    )
    + b"---\nx"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small blog: a French article with its English translation, and a second one."""
    root = tmp_path / "carnet"
    for name in ("fr", "en", "static/img"):
        (root / name).mkdir(parents=True)
    (root / "fr/premier.md").write_text(FRENCH, encoding="utf-8")
    (root / "en/first.md").write_text(ENGLISH, encoding="utf-8")
    (root / "fr/second.md").write_text("---\ntitle: Le second\n---\nSuite.\n", encoding="utf-8")
    Image.new("RGB", (8, 8), "#2c4759").save(root / "static/img/place.png")
    return root


def statuses(report: Report) -> dict[str, str]:
    """Return the status of each file."""
    return {found.path: found.status for found in report.files}


def messages(report: Report, path: str) -> str:
    """Return what was said of a file."""
    return "\n".join(next(found for found in report.files if found.path == path).messages)


def test_every_field_of_the_front_matter_arrives(folder: Path) -> None:
    import_folder(folder)
    page = ArticlePage.objects.get(slug="premier-pave")
    assert page.live
    assert page.title == "Un pavé : le premier"
    assert page.date.isoformat().startswith("2024-03-05T07:30:00")
    assert (page.seo_title, page.search_description) == (
        "Le premier pavé",
        "Pourquoi commencer petit.",
    )
    assert page.summary == "Une phrase."
    assert [tag.name for tag in page.published_tags] == ["Voirie", "Communs numériques"]
    assert [author.name for author in page.authors] == ["Aline Dubois"]
    assert page.cover is not None
    assert page.cover_alt == "Une place"
    assert page.original_url == "https://example.org/ailleurs"
    assert page.licence == "CC-BY-4.0"
    assert page.front_matter["translationKey"] == "stone"


def test_files_that_share_a_translation_key_become_a_pair(folder: Path) -> None:
    import_folder(folder)
    french = ArticlePage.objects.get(slug="premier-pave")
    english = ArticlePage.objects.get(title="A first stone")
    assert english.locale.language_code == "en"
    assert english.translation_key == french.translation_key
    assert [tag.locale.language_code for tag in english.published_tags] == ["en"]


def test_links_between_files_lead_to_pages_and_dead_ones_keep_their_words(folder: Path) -> None:
    report = import_folder(folder)
    page = ArticlePage.objects.get(slug="premier-pave")
    second = ArticlePage.objects.get(title="Le second")
    text = page.body[0].value.source
    assert f'<a linktype="page" id="{second.pk}">le second</a>' in text
    assert "et rien." in text
    assert "perdu.md" in messages(report, "fr/premier.md")


def test_a_second_run_changes_nothing(folder: Path) -> None:
    import_folder(folder)
    before = {page.pk: page.latest_revision_id for page in ArticlePage.objects.all()}
    report = import_folder(folder)
    assert set(statuses(report).values()) == {"unchanged"}
    assert {page.pk: page.latest_revision_id for page in ArticlePage.objects.all()} == before
    assert Picture.objects.count() == 1


def test_a_changed_file_updates_its_page_and_its_tags(folder: Path) -> None:
    import_folder(folder)
    changed = FRENCH.replace("[Voirie, ", "[").replace("Une phrase.", "Une autre.")
    (folder / "fr/premier.md").write_text(changed, encoding="utf-8")
    report = import_folder(folder)
    assert statuses(report)["fr/premier.md"] == "updated"
    page = ArticlePage.objects.get(slug="premier-pave")
    assert page.summary == "Une autre."
    assert [tag.name for tag in page.published_tags] == ["Communs numériques"]


def test_what_an_editor_has_changed_since_is_not_written_over(folder: Path, person: Any) -> None:
    import_folder(folder)
    page = ArticlePage.objects.get(slug="premier-pave")
    page.title = "Mieux dit"
    page.save_revision(user=person()).publish()
    (folder / "fr/premier.md").write_text(FRENCH.replace("Une phrase.", "X."), encoding="utf-8")
    report = import_folder(folder)
    assert statuses(report)["fr/premier.md"] == "skipped"
    assert ArticlePage.objects.get(pk=page.pk).title == "Mieux dit"


def test_a_dry_run_reports_and_changes_nothing(folder: Path) -> None:
    report = import_folder(folder, dry_run=True)
    assert set(statuses(report).values()) == {"imported"}
    counts = [model.objects.count() for model in (ArticlePage, Tag, Author, Picture)]
    assert counts == [0, 0, 0, 0]


def test_killed_half_way_it_is_run_again_and_completes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    real = importer._Import.import_one
    done: list[Any] = []

    def one_then_killed(self: Any, plan: Any) -> None:
        if done:
            raise Killed
        done.append(plan)
        real(self, plan)

    monkeypatch.setattr(importer._Import, "import_one", one_then_killed)
    with pytest.raises(Killed):
        import_folder(folder)
    assert ArticlePage.objects.filter(live=True).count() == 1
    monkeypatch.undo()
    report = import_folder(folder)
    assert sorted(statuses(report).values()) == ["imported", "imported", "unchanged"]
    assert ArticlePage.objects.filter(live=True).count() == 3
    assert ArticlePage.objects.get(slug="premier-pave").body


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("yaml", b"---\ntitle: [never closed\n---\nx", "not YAML"),
        ("open", b"---\ntitle: x\nno end", "never closed"),
        ("scalar", b"---\njust words\n---\nx", "keys and values"),
        ("latin", "---\ntitle: Été\n---\nx".encode("latin-1"), "UTF-8"),
        ("nul", b"---\ntitle: x\n---\na\0b", "NUL"),
        ("empty", b"", "empty"),
        ("toml", b"+++\ntitle = \n+++\nx", "not TOML"),
        ("deep", b"---\ntitle: x\n---\n" + b"> " * 400 + b"x", "nested more than"),
        ("laughs", LAUGHS, "more than 10000 values"),
        ("endless", b"---\ntitle: x\nloop: &a [*a]\n---\nx", "more than 10000 values"),
    ],
)
def test_a_bad_file_is_explained_and_stops_nothing(
    folder: Path, name: str, content: bytes, reason: str
) -> None:
    (folder / f"fr/{name}.md").write_bytes(content)
    report = import_folder(folder)
    assert statuses(report)[f"fr/{name}.md"] == "failed"
    assert reason in messages(report, f"fr/{name}.md")
    assert statuses(report)["fr/second.md"] == "imported"
    assert ArticlePage.objects.count() == 3, "a file that failed leaves no page"


@pytest.mark.parametrize("kind", [OverflowError, TypeError, KeyError, DatabaseError])
@pytest.mark.parametrize("step", ["plan", "make_page", "import_one"])
def test_no_fault_in_one_file_stops_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], step: str
) -> None:
    name = {"plan": "language_of", "make_page": "free_slug", "import_one": "fill"}[step]
    real = getattr(importer, name)

    def fault(*args: Any) -> Any:
        if any(getattr(getattr(a, "place", a), "relative", "") == "fr/second.md" for a in args):
            raise kind("no")
        return real(*args)

    monkeypatch.setattr(importer, name, fault)
    report = import_folder(folder)
    assert statuses(report)["fr/premier.md"] == "imported"
    assert statuses(report)["fr/second.md"] == "failed"
    assert f"a fault of ours: {kind.__name__}" in messages(report, "fr/second.md")
    assert not ArticlePage.objects.filter(title="Le second").exists()


def test_a_fault_in_one_page_leaves_nothing_of_it_and_stops_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importer.fill

    def fault(article: Any, plan: Any) -> None:
        if plan.place.relative == "fr/second.md":
            raise ValueError("a fault")
        real(article, plan)

    monkeypatch.setattr(importer, "fill", fault)
    report = import_folder(folder)
    assert statuses(report)["fr/second.md"] == "failed"
    assert statuses(report)["fr/premier.md"] == "imported"
    assert not ArticlePage.objects.filter(title="Le second").exists()
    text = ArticlePage.objects.get(slug="premier-pave").body[0].value.source
    assert "voir le second et" in text, "a link may not lead to the page that is no more"
    assert "a fault of ours: ValueError: a fault" in messages(report, "fr/second.md")


@pytest.mark.parametrize(
    "address", ["../../secret.png", "/../secret.png", "http://x.example/a.png"]
)
def test_pictures_outside_the_folder_are_never_read(
    folder: Path, tmp_path: Path, address: str
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "secret.png")
    (folder / "fr/second.md").write_text(f"---\ntitle: S\n---\n![x]({address})\n", encoding="utf-8")
    report = import_folder(folder)
    assert "image not found" in messages(report, "fr/second.md")
    assert not Picture.objects.filter(title="secret").exists()


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.md").write_text("---\ntitle: Dehors\n---\nx", encoding="utf-8")
    (folder / "fr/lien.md").symlink_to(tmp_path / "outside.md")
    report = import_folder(folder)
    assert statuses(report)["fr/lien.md"] == "skipped"
    assert not ArticlePage.objects.filter(title="Dehors").exists()


def test_a_file_that_only_claims_to_be_a_picture_is_refused(folder: Path) -> None:
    (folder / "static/img/place.png").write_text("<script>alert(1)</script>", encoding="utf-8")
    report = import_folder(folder)
    said = messages(report, "fr/premier.md")
    assert "not a picture" in said
    assert "cover not found" in said
    assert statuses(report)["fr/premier.md"] == "imported"


def test_two_files_with_one_slug_both_arrive(folder: Path) -> None:
    for name in ("a", "b"):
        (folder / f"fr/{name}.md").write_text(
            f"---\ntitle: {name}\nslug: pareil\n---\n{name}", encoding="utf-8"
        )
    report = import_folder(folder)
    assert ArticlePage.objects.filter(title__in=["a", "b"], live=True).count() == 2
    assert "taken" in messages(report, "fr/b.md")


def test_two_files_of_one_language_with_one_key_both_arrive(folder: Path) -> None:
    shutil.copy(folder / "fr/premier.md", folder / "fr/copie.md")
    report = import_folder(folder)
    assert "used by another file" in messages(report, "fr/copie.md")
    assert ArticlePage.objects.filter(title="Un pavé : le premier", live=True).count() == 2


def test_a_draft_arrives_as_a_draft(folder: Path) -> None:
    (folder / "fr/brouillon.md").write_text(
        "---\ntitle: Brouillon\ndraft: true\n---\nx", encoding="utf-8"
    )
    import_folder(folder)
    page = ArticlePage.objects.get(title="Brouillon")
    assert not page.live
    assert page.get_latest_revision_as_object().body[0].value.source == "<p>x</p>"


def test_conventions_of_hugo_and_jekyll_are_understood(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2021-05-06-un-titre.md").write_text("Un texte.\n", encoding="utf-8")
    (tmp_path / "guide").mkdir()
    for code, title in (("fr", "Le guide"), ("en", "The guide")):
        (tmp_path / f"guide/index.{code}.md").write_text(
            f'+++\ntitle = "{title}"\ndate = 2020-01-02\ncategories = ["Aide"]\n+++\nx',
            encoding="utf-8",
        )
    import_folder(tmp_path)
    jekyll = ArticlePage.objects.get(slug="un-titre")
    assert (jekyll.title, jekyll.date.date().isoformat()) == ("Un titre", "2021-05-06")
    french, english = (ArticlePage.objects.get(title=t) for t in ("Le guide", "The guide"))
    assert french.translation_key == english.translation_key
    assert (french.slug, english.slug) == ("guide", "guide")
    assert [tag.name for tag in french.published_tags] == ["Aide"]


def test_the_command_writes_its_report_and_prints_a_table(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "report.json"
    call_command("import_articles", str(folder), report=target)
    data = json.loads(target.read_text(encoding="utf-8"))
    assert [sorted(found) for found in data["files"]] == [
        ["messages", "page", "path", "status"]
    ] * 3
    printed = capsys.readouterr().out
    assert "fr/premier.md" in printed
    assert "3 files: 3 imported" in printed


def test_a_missing_folder_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is nothing at"):
        call_command("import_articles", str(tmp_path / "nowhere"))


def test_tags_already_there_are_used_again(folder: Path) -> None:
    tag = factories.tag("voirie")
    import_folder(folder)
    assert ArticlePage.objects.get(slug="premier-pave").published_tags[0] == tag
