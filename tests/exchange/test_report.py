"""What an import says of itself: of every file, in a dry run as in a run, whatever happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from blog.exchange import importer
from blog.exchange.importer import import_folder
from blog.models import ArticlePage, Author, Tag
from parvis.media.models import Download, Picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Return a blog with something to say about each of its files."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    root = tmp_path / "carnet"
    (root / "LICENSES").mkdir(parents=True)
    (root / "_includes").mkdir()
    Image.new("RGB", (8, 8), "#2c4759").save(root / "place.png")
    (root / "guide.pdf").write_bytes(b"%PDF-1.4")
    files = {
        "a.md": "---\ntitle: A\nslug: pareil\ncover: place.png\ntags: [x, '!']\n---\n"
        "[b](b.md) [c](c.md) [guide](guide.pdf) [rien](rien.md) ![](place.png)",
        "b.md": "---\ntitle: B\nslug: pareil\ncover: perdue.png\n---\n[a](a.md)",
        "c.md": "---\ntitle: C\n---\n" + "> " * 400 + "x",
        "bad.md": "---\ntitle: [\n---\n",
        "LICENSES/MIT.md": "MIT",
        "_includes/x.md": "x",
        "README.md": "# Un dépôt",
        "LICENSE-MIT.md": "x",
        "security.md": "Écrivez-nous.",
        "Security.fr.md": "---\ntitle: La sécurité\n---\nUn article.",
        "licence-libre.md": "Choisir une licence libre.",
    }
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


def stored() -> set[str]:
    """Return the pictures kept, those of other tests too."""
    if not default_storage.exists("original_images"):
        return set()
    return set(default_storage.listdir("original_images")[1])


def test_every_file_is_reported_and_what_is_no_article_is_skipped(folder: Path) -> None:
    found = {file.path: file.status for file in import_folder(folder).files}
    assert found == {
        **dict.fromkeys(["a.md", "b.md", "Security.fr.md", "licence-libre.md"], "imported"),
        **dict.fromkeys(["c.md", "bad.md"], "failed"),
        **dict.fromkeys(
            ["LICENSES/MIT.md", "_includes/x.md", "README.md", "LICENSE-MIT.md", "security.md"],
            "skipped",
        ),
    }
    assert ArticlePage.objects.count() == 4


def test_a_dry_run_says_what_the_run_will_and_leaves_nothing(folder: Path) -> None:
    models = [ArticlePage, Tag, Author, Picture, Download, Revision, PageLogEntry, ModelLogEntry]
    before = [model.objects.count() for model in models]
    dry = import_folder(folder, dry_run=True).as_data()
    assert [model.objects.count() for model in models] == before
    assert not default_storage.exists("original_images")
    assert not default_storage.exists("documents")
    real = import_folder(folder).as_data()
    assert dry == real
    assert default_storage.exists("original_images")
    said = json.dumps(real, ensure_ascii=False)
    for words in ("is taken", "cover not found", "marked as decorative", "/fr/blog/pareil/"):
        assert words in said


def test_a_dry_run_of_a_blog_already_there_says_what_the_run_will(folder: Path) -> None:
    import_folder(folder)
    (folder / "b.md").write_text("---\ntitle: B\n---\nAutrement.", encoding="utf-8")
    dry = import_folder(folder, dry_run=True).as_data()
    assert "Autrement" not in str(ArticlePage.objects.get(title="B").body)
    assert dry == import_folder(folder).as_data()


def test_pictures_of_a_file_that_failed_are_not_left_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importer._Import._save

    def fault(self: Any, page: Any, plan: Any, is_new: bool) -> None:
        if plan.place.relative == "a.md":
            raise TypeError
        real(self, page, plan, is_new)

    monkeypatch.setattr(importer._Import, "_save", fault)
    before = stored()
    (folder / "b.md").write_text("---\ntitle: B\ncover: place.png\n---\nx", encoding="utf-8")
    report = import_folder(folder)
    assert {file.path: file.status for file in report.files}["b.md"] == "imported"
    picture = Picture.objects.get()
    assert ArticlePage.objects.get(title="B").cover == picture
    assert len(stored() - before) == 1


def test_the_report_is_written_when_the_import_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importer._Import.import_one

    def stopped(self: Any, plan: Any) -> None:
        if plan.place.relative == "b.md":
            raise KeyboardInterrupt
        real(self, plan)

    monkeypatch.setattr(importer._Import, "import_one", stopped)
    target = folder.parent / "report.json"
    with pytest.raises(KeyboardInterrupt):
        call_command("import_articles", str(folder), report=target, verbosity=0)
    files = json.loads(target.read_text(encoding="utf-8"))["files"]
    found = {file["path"]: (file["status"], file["messages"]) for file in files}
    assert found["a.md"][0] == "imported"
    assert found["b.md"] == ("failed", ["the import was stopped before it was done"])
    assert len(found) == 11


def test_a_report_that_cannot_be_written_is_said_before_anything_is_done(folder: Path) -> None:
    target = folder / "nowhere/report.json"
    with pytest.raises(CommandError, match="no folder for the report"):
        call_command("import_articles", str(folder), report=target)
    assert not ArticlePage.objects.exists()


def test_the_table_is_no_wider_for_one_long_path(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    name = "tres-long-" * 15
    (folder / f"{name}.md").write_text("x", encoding="utf-8")
    call_command("import_articles", str(folder))
    lines = capsys.readouterr().out.splitlines()
    assert next(line for line in lines if line.startswith("…")).index("imported") == 32
    assert next(line for line in lines if line.startswith("a.md")).index("imported") == 32


def test_one_file_is_said_in_the_singular(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_articles", str(folder / "b.md"))
    assert "1 file: 1 imported" in capsys.readouterr().out
