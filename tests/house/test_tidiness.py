"""What a newcomer finds: names that say something, migrations that stay small, files in git."""

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.browser.test_standards import KINDS
from tests.tools import PROJECT

JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "core", "stuff", "tools_misc"}
LONGEST = 400  # lines; most files stay under 300, and a longer one has a reason
FOLDERS = ("site/parvis", "blog", "home", "tests", "bench")


def our_files(suffix: str = ".py") -> Iterator[Path]:
    for folder in FOLDERS:
        yield from (PROJECT / folder).rglob(f"*{suffix}")


def test_no_name_is_a_junk_drawer() -> None:
    named = {
        str(path.relative_to(PROJECT))
        for path in our_files()
        if JUNK & {path.stem, *path.relative_to(PROJECT).parts[:-1]}
    }
    assert named == set()


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in our_files()
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_package_says_what_lives_there() -> None:
    silent = {
        str(path.relative_to(PROJECT))
        for folder in ("site/parvis", "blog", "home")
        for path in (PROJECT / folder).rglob("__init__.py")
        if not {"migrations", "management", "commands", "templatetags"} & set(path.parts)
        and not path.read_text(encoding="utf-8").startswith('"""')
    }
    assert silent == set()


def test_no_migration_holds_the_definition_of_a_block() -> None:
    """They would be written again on every change of a label, and `migrate` pays for each."""
    migrations = [path for path in our_files() if path.parent.name == "migrations"]
    assert migrations
    heavy = {
        str(path.relative_to(PROJECT))
        for path in migrations
        if re.search(
            r"wagtail\.(contrib\.\w+\.|images\.)?blocks|parvis\.\w+\.blocks", path.read_text()
        )
    }
    assert heavy == set()


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    said = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_git_keeps_the_folder_that_stock_ignore_files_hide() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "site"], cwd=PROJECT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert "site/parvis/urls.py" in tracked


def test_the_readme_names_the_commands_the_makefile_has() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "dev"):
        assert f"make {target}" in readme
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_a_wheel_holds_what_the_site_needs(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "parvis/urls.py",
        "blog/models/article.py",
        "home/models/pages.py",
        "parvis/templates/base.html",
        "parvis/static/parvis/css/parvis.css",
        "parvis/locale/fr/LC_MESSAGES/django.po",
        "parvis/demo/content/site.yaml",
    } <= names
    assert not any(name.startswith(("site/", "tests/")) for name in names)


def test_every_picture_of_the_guides_is_there_and_used() -> None:
    guides = PROJECT / "docs" / "guides"
    shown = {
        (guide.parent / target).resolve()
        for guide in guides.rglob("*.md")
        for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", guide.read_text("utf-8"))
    }
    assert shown == {path.resolve() for path in guides.rglob("*.png")}


def test_every_type_of_public_page_has_its_picture() -> None:
    folder = PROJECT / "docs" / "guides" / "pictures" / "pages"
    page = (PROJECT / "docs" / "pages.md").read_text("utf-8")
    shown = [Path(target).name for target in re.findall(r"!\[[^\]]+\]\(([^)]+\.webp)\)", page)]
    assert sorted(shown) == sorted(path.name for path in folder.glob("*.webp"))
    kinds = {f"{kind.replace(' ', '-')}.webp" for kind in (*KINDS, "choose_language")}
    assert kinds - set(shown) == set()
