"""What a first visit to an article loads: few files, and light."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import Client
from django.utils.html import escape

from parvis.pages.bundles import BUNDLES, BundleFinder, bundled
from tests import factories
from tests.conftest import PROJECT

STATIC = PROJECT / "static"
MOST_FILES, MOST_BYTES = 4, 30_000
LONG = 14_000


def test_each_file_for_readers_is_in_one_bundle() -> None:
    parts = [part.path for parts in BUNDLES.values() for part in parts]
    written = [
        str(path.relative_to(STATIC))
        for folder in ("css", "js")
        for path in (STATIC / "parvis" / folder).iterdir()
    ]
    assert sorted(parts) == sorted(written)


def test_paper_has_its_own_rules_and_scripts_keep_their_names_apart() -> None:
    style, script = bundled("parvis/css/reader.css"), bundled("parvis/js/reader.js")
    paper = (STATIC / "parvis/css/print.css").read_text(encoding="utf-8")
    assert f"@media print {{\n{paper}}}\n" in style
    assert style.count("{") == style.count("}")
    assert script.count("{\n// ") == len(BUNDLES["parvis/js/reader.js"])
    assert "import " not in script


def test_a_bundle_is_found_where_static_files_are_and_made_anew_after_a_change() -> None:
    path = finders.find("parvis/css/reader.css")
    assert isinstance(path, str)
    Path(path).write_text("old", encoding="utf-8")
    assert finders.find("parvis/css/reader.css") == path
    assert Path(path).read_text(encoding="utf-8") == bundled("parvis/css/reader.css")
    assert isinstance(finders.find("parvis/css/parvis.css"), str)
    assert BundleFinder().find("parvis/css/none.css") == []


def test_collectstatic_collects_it(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    for name in BUNDLES:
        assert (tmp_path / name).read_text(encoding="utf-8") == bundled(name)


def words(code: str) -> str:
    """Return all that the demo's articles say in a language, of which no part is like another."""
    folder = PROJECT / "site" / "parvis" / "demo" / "content" / code
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.md"))]
    return "".join(f"<p>{escape(part)}</p>" for text in texts for part in text.split("\n\n"))


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["fr", "en"])
def test_an_article_without_its_pictures_is_four_requests_and_thirty_kilobytes(
    client: Client, code: str
) -> None:
    # Ten minutes to read: text that repeats itself would be packed to nothing.
    text = words(code)[:LONG]
    tags = [factories.tag("Voirie", code)]
    page = factories.article("Un pavé", code, body=[("text", text)], tags=tags)
    answer = client.get(page.url)
    soup = BeautifulSoup(answer.content, "html.parser")
    files = [
        *(link["href"] for link in soup.select("link[rel=stylesheet], link[rel=icon]")),
        *(script["src"] for script in soup.select("script[src]")),
    ]
    assert len(files) + 1 <= MOST_FILES
    contents = [answer.content]
    for address in files:
        found = finders.find(str(address).removeprefix("/static/"))
        assert isinstance(found, str)
        contents.append(Path(found).read_bytes())
    assert len(answer.content) > LONG
    assert sum(len(gzip.compress(content)) for content in contents) <= MOST_BYTES
