"""What is made of a picture, and what becomes of it when the picture changes."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from parvis.media import making
from parvis.media.making import make, missing
from parvis.media.models import Picture, PictureRendition
from parvis.media.roles import ROLES
from parvis.media.showing import shown
from parvis.media.signals import renditions_ready
from tests.media.drawing import SVG, encoded, moving, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[int]]:
    """Return the keys of the pictures that were said to be ready."""
    keys: list[int] = []

    def hear(picture: int, **_signal: Any) -> None:
        keys.append(picture)

    renditions_ready.connect(hear)
    yield keys
    renditions_ready.disconnect(hear)


def fresh(known: Picture) -> Picture:
    return Picture.objects.get(pk=known.pk)


def images(known: Picture) -> dict[str, Image.Image]:
    """Return what was made of a picture, opened, by filter."""
    found: dict[str, Image.Image] = {}
    for rendition in PictureRendition.objects.filter(image=known):
        with rendition.file.open("rb") as file:
            found[rendition.filter_spec] = Image.open(io.BytesIO(file.read()))
    return found


def test_each_size_is_made_in_each_format_and_one_for_those_who_know_neither() -> None:
    known = picture()
    assert make(known, ["body"]) == 7
    made = images(known)
    assert {(image.format, image.width) for image in made.values()} == {
        *(("AVIF", width) for width in (480, 800, 1280)),
        *(("WEBP", width) for width in (480, 800, 1280)),
        ("PNG", 800),
    }
    assert all(image.height == round(image.width * 2 / 3) for image in made.values())
    assert make(known, ["body"]) == 0


def test_nothing_is_enlarged_nor_made_twice_alike() -> None:
    small = picture(encoded((600, 400)))
    assert make(small, ["cover"]) == 3
    assert {image.width for image in images(small).values()} == {600}
    between = picture(encoded((700, 500)))
    make(between, ["body"])
    assert {image.width for image in images(between).values()} == {480, 700}


@pytest.mark.parametrize("role", [name for name, role in ROLES.items() if role.shape == "fill"])
def test_a_crop_smaller_than_its_place_is_made_once(role: str) -> None:
    low = picture(encoded((2000, 50)))
    make(low, [role])
    assert len({image.size for image in images(low).values()}) == 1
    assert missing(low, [role]) == []


def test_a_photograph_comes_upright_in_web_colours_and_without_what_the_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (50.0, 50.0, 0.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = encoded((900, 600), "JPEG", exif=exif.tobytes(), icc_profile=profile)
    taken = picture(content, "jpg")
    make(taken, ["body"])
    for image in images(taken).values():
        assert image.height > image.width
        assert dict(image.getexif()) == {}
        assert "icc_profile" not in image.info
    assert {image.format for image in images(taken).values()} == {"AVIF", "WEBP", "JPEG"}


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_a_picture_of_other_colours_is_made_too(mode: str) -> None:
    image = Image.new(mode, (900, 600), 128 if mode == "L" else (0, 200, 200, 0))
    out = io.BytesIO()
    image.save(out, "JPEG", icc_profile=b"not a profile")
    taken = picture(out.getvalue(), "jpg")
    make(taken, ["body"])
    red, green, blue = images(taken)["width-800|format-jpeg"].convert("RGB").getpixel((9, 9))  # type: ignore[misc]
    if mode == "L":
        assert red == green == blue
        assert 120 < red < 136
    else:
        assert red > 200 > 100 > green


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    out = io.BytesIO()
    Image.new("I;16", (600, 400), 32768).save(out, "PNG")
    deep = picture(out.getvalue())
    make(deep, ["body"])
    red = images(deep)["width-800|format-png"].convert("L").getpixel((9, 9))
    assert 120 < red < 136  # type: ignore[operator]


def test_what_can_be_seen_through_stays_so() -> None:
    clear = picture(encoded((600, 400), mode="RGBA"))
    make(clear, ["logo", "social"])
    made = images(clear)
    for name in ("avif", "webp", "png"):
        assert made[f"max-400x160|format-{name}"].convert("RGBA").getpixel((230, 9))[3] == 0  # type: ignore[index]
    assert made["fill-1200x630|format-jpeg"].getpixel((590, 9)) == (255, 255, 255)


def test_a_drawing_stays_a_drawing_and_a_moving_picture_moves() -> None:
    drawing, film = picture(SVG, "svg"), picture(moving(), "gif")
    assert make(drawing, ["body", "cover"]) == make(film, ["body", "cover"]) == 0
    assert fresh(film).is_animated
    for known, size in ((drawing, (400, 200)), (film, (300, 200))):
        there = shown(fresh(known), "body")
        assert (there.url, there.sources) == (known.file.url, ())
        assert (there.width, there.height) == size
    assert missing(fresh(film), ["body"]) == []
    film = fresh(film)
    film.file = ContentFile(encoded((600, 400)), name="still.png")
    film.save()
    assert make(fresh(film), ["body"]) == 5


def test_a_new_file_has_new_renditions_at_new_addresses() -> None:
    known = picture()
    make(known, ["body"])
    before = shown(fresh(known), "body")
    old_files = {default_storage.path(one.file.name) for one in known.renditions.all()}
    known.file = ContentFile(encoded((1800, 900)), name=Path(known.file.name).name)
    known.save()
    waiting = shown(fresh(known), "body")
    assert (waiting.url, waiting.sources) == (known.file.url, ())
    assert (waiting.width, waiting.height) == (1800, 900)
    make(fresh(known), ["body"])
    after = shown(fresh(known), "body")
    assert after.width == 2 * after.height
    assert not addresses(before) & addresses(after)
    kept = {default_storage.path(one.file.name) for one in known.renditions.all()}
    assert not kept & old_files


def test_a_new_focus_has_new_crops_at_new_addresses_and_keeps_the_rest() -> None:
    known = picture()
    make(known, ["row", "body"])
    row, body = shown(fresh(known), "row"), shown(fresh(known), "body")
    known.focal_point_x, known.focal_point_y = 1700, 600
    known.focal_point_width = known.focal_point_height = 100
    known.save()
    assert shown(fresh(known), "row").sources == ()
    assert shown(fresh(known), "body") == body
    assert make(fresh(known), ["row", "body"]) == 5
    assert not addresses(row) & addresses(shown(fresh(known), "row"))
    assert known.renditions.count() == 5 + 7


def test_whoever_listens_is_told_once_the_renditions_are_there(
    told: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    known = picture()
    with django_capture_on_commit_callbacks(execute=True):
        make(known, ["row"])
        assert told == []
    assert told == [known.pk]
    with django_capture_on_commit_callbacks(execute=True):
        make(known, ["row"])
    assert told == [known.pk]


def test_a_broken_file_is_told_and_the_original_shown() -> None:
    broken = picture()
    Path(broken.file.path).write_bytes(b"no picture")
    with pytest.raises(OSError, match="cannot identify"):
        make(broken, ["body"])
    assert "UnidentifiedImageError" in fresh(broken).problem
    there = shown(fresh(broken), "body")
    assert (there.url, there.width, there.height) == (broken.file.url, 1800, 1200)


def test_a_file_that_has_gone_is_told_and_a_new_one_clears_it() -> None:
    lost = picture()
    Path(lost.file.path).unlink()
    with pytest.raises(OSError, match="No such file"):
        make(lost, ["body"])
    assert "No such file" in fresh(lost).problem
    lost = fresh(lost)
    lost.file = ContentFile(encoded((600, 400)), name="found.png")
    lost.save()
    assert make(fresh(lost), ["body"]) == 5
    assert fresh(lost).problem == ""


def test_a_full_disk_keeps_what_was_made_and_the_rest_is_made_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known, real = picture(), PictureRendition.save
    saved: list[PictureRendition] = []

    def full(rendition: PictureRendition, *arguments: Any, **named: Any) -> None:
        if len(saved) == 3:
            raise OSError(28, "No space left on device")
        real(rendition, *arguments, **named)
        saved.append(rendition)

    with monkeypatch.context() as patch:
        patch.setattr(PictureRendition, "save", full)
        with pytest.raises(OSError, match="No space left"):
            make(known, ["body"])
    assert "No space left" in fresh(known).problem
    assert [source.type for source in shown(fresh(known), "body").sources] == ["image/avif"]
    assert make(fresh(known), ["body"]) == 4
    assert fresh(known).problem == ""


def test_another_worker_may_have_been_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    known, real = picture(), making._encoded

    def meanwhile(original: Image.Image, picture: Picture, spec: str) -> bytes:
        content = real(original, picture, spec)
        making._keep(picture, spec, content)
        return content

    monkeypatch.setattr(making, "_encoded", meanwhile)
    make(known, ["row"])
    names = [one.file.name for one in known.renditions.all()]
    assert len(names) == 5
    assert all(default_storage.exists(name) for name in names)


def addresses(there: Any) -> set[str]:
    """Return every address a picture is fetched from."""
    return {
        there.url,
        *(part.split()[0] for source in there.sources for part in source.srcset.split(", ")),
    }
