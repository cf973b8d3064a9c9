"""The demo's pictures are drawn by code, small, and the same every time."""

from pathlib import Path

import frontmatter
import pytest
from PIL import Image

from parvis.demo.loading import CONTENT
from parvis.demo.pictures import PICTURES, write_pictures

KILOBYTE = 1024


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Draw every picture once."""
    return write_pictures(tmp_path_factory.mktemp("pictures"))


def test_every_registered_picture_is_written(drawn: list[Path]) -> None:
    assert {path.stem for path in drawn} == set(PICTURES)


def test_pictures_have_the_shape_a_cover_needs(drawn: list[Path]) -> None:
    for path in drawn:
        with Image.open(path) as picture:
            assert picture.size == (1600, 900), path.name
            assert picture.format == "PNG", path.name


def test_pictures_are_light(drawn: list[Path]) -> None:
    heavy = {p.name: p.stat().st_size for p in drawn if p.stat().st_size > 120 * KILOBYTE}
    assert not heavy


def test_no_two_pictures_look_alike(drawn: list[Path]) -> None:
    seen: dict[bytes, str] = {}
    for path in drawn:
        with Image.open(path) as picture:
            thumbnail = picture.convert("L").resize((16, 9)).tobytes()
        for other, name in seen.items():
            apart = sum(abs(a - b) for a, b in zip(thumbnail, other, strict=True)) / len(other)
            assert apart > 12, f"{path.name} looks like {name}"
        seen[thumbnail] = path.name


@pytest.mark.parametrize("name", ["paved-square", "network", "two-streams"])
def test_a_picture_drawn_again_is_the_same(name: str, drawn: list[Path]) -> None:
    first, second = PICTURES[name]().finished(), PICTURES[name]().finished()
    assert first.tobytes() == second.tobytes()
    assert len(set(first.resize((80, 45)).getdata())) > 20, "nothing was drawn"


def test_every_picture_an_article_shows_can_be_drawn() -> None:
    shown = set()
    for path in CONTENT.glob("??/*.md"):
        post = frontmatter.load(str(path))
        shown.add(Path(str(post["cover"])).stem)
        shown |= {
            Path(part.split(".png")[0]).stem
            for part in post.content.split("](../")[1:]
            if part.startswith("pictures/")
        }
    assert len(shown) >= 10
    assert shown <= set(PICTURES)
    assert set(PICTURES) <= shown, "a picture is drawn that nobody sees"
