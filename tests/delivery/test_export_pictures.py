"""Pictures in the export: in every format pages name, whether or not a worker has been there."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from parvis.media.models import Picture, PictureRendition
from tests import factories
from tests.delivery.export import BASE, files, run, text

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

PAGE = "fr/blog/un-pave/index.html"


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE


@pytest.fixture
def cover() -> Picture:
    """A picture that is shown, and of which nothing has been made."""
    picture = factories.picture()
    factories.article("Un pavé", cover=picture, cover_alt="Une place")
    assert not PictureRendition.objects.exists()
    return picture


def test_every_format_a_page_names_is_a_file_beside_it(tmp_path: Path, cover: Picture) -> None:
    run(tmp_path)
    picture = BeautifulSoup(text(tmp_path, PAGE), "html.parser").select_one("main picture")
    assert picture is not None
    kinds = [source["type"] for source in picture.select("source")]
    assert kinds == ["image/avif", "image/webp"]
    named = {
        part.split()[0]
        for one in picture.select("source, img")
        for part in f"{one.get('srcset') or ''},{one.get('src') or ''}".split(",")
        if part
    }
    assert {Path(name).suffix for name in named} == {".avif", ".webp", ".png"}
    missing = [name for name in named if not (tmp_path / PAGE).parent.joinpath(name).is_file()]
    assert missing == []
    assert not [file for file in files(tmp_path) if file.startswith("media/original_images/")]


def test_a_picture_that_is_broken_is_named_and_shown_as_it_is(
    tmp_path: Path, cover: Picture
) -> None:
    Path(cover.file.path).write_bytes(b"no picture")
    said = run(tmp_path)
    assert f"Shown as it was uploaded: picture {cover.pk} ({cover.title}): " in said
    image = BeautifulSoup(text(tmp_path, PAGE), "html.parser").select_one("main img")
    assert image is not None
    shown = (tmp_path / PAGE).parent.joinpath(str(image["src"]))
    assert shown.read_bytes() == b"no picture"


def test_a_link_of_the_site_says_its_public_address_on_paper(tmp_path: Path) -> None:
    factories.article("Un pavé", body=[("text", '<p><a href="/fr/blog/">x</a></p>')])
    run(tmp_path)
    (link,) = BeautifulSoup(text(tmp_path, PAGE), "html.parser").select(".prose p a[data-address]")
    assert (link["href"], link["data-address"]) == ("../index.html", f"{BASE}/fr/blog/")
