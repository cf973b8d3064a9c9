"""Making the renditions of a picture: in the background, never while a reader waits."""

import io
import logging
from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import IMAGE_FORMAT_EXTENSIONS

from parvis.media.models import Picture, PictureRendition
from parvis.media.roles import QUALITY, ROLES, wagtail_filter
from parvis.media.signals import renditions_ready

logger = logging.getLogger(__name__)

OPTIONS: dict[str, dict[str, Any]] = {
    # Each step up halves the time for a few more bytes; one thread leaves the site the others.
    "avif": {"quality": QUALITY["avif"], "speed": 7, "max_threads": 1},
    "webp": {"quality": QUALITY["webp"], "method": 4},
    "jpeg": {"quality": QUALITY["jpeg"], "optimize": True, "progressive": True},
    "png": {"optimize": True},
}


def missing(picture: Picture, roles: Iterable[str]) -> list[str]:
    """Return the filters of some roles that a picture has no rendition for, as it is now."""
    wanted = [
        spec for name in roles for specs in ROLES[name].wanted(picture).values() for spec in specs
    ]
    has = {
        (rendition.filter_spec, rendition.focal_point_key)
        for rendition in PictureRendition.objects.filter(image=picture, filter_spec__in=wanted)
        if rendition.is_of(picture)
    }
    return [spec for spec in dict.fromkeys(wanted) if (spec, _key(spec, picture)) not in has]


def make(picture: Picture, roles: Iterable[str]) -> int:
    """Make what a picture lacks for some roles, drop what was made of it before a change.

    Return how many were made. Raises what reading, encoding or storing raises, with what was made
    until then kept and the problem noted on the picture.
    """
    made = 0
    try:
        if specs := missing(picture, roles):
            original = _opened(picture)
            if original is not None:
                for spec in specs:
                    _keep(picture, spec, _encoded(original, picture, spec))
                    made += 1
    except Exception as error:
        said = f"{type(error).__name__}: {error}"[:255]
        Picture.objects.filter(pk=picture.pk).update(problem=said)
        logger.exception("The renditions of picture %s could not be made", picture.pk)
        raise
    finally:
        if made:
            told = {"sender": Picture, "picture": picture.pk}
            transaction.on_commit(lambda: renditions_ready.send(**told), robust=True)
    drop_outdated(picture)
    if picture.problem:
        Picture.objects.filter(pk=picture.pk).update(problem="")
    return made


def drop_outdated(picture: Picture) -> int:
    """Delete the renditions of a picture as it was before; return how many."""
    old = [
        rendition.pk
        for rendition in PictureRendition.objects.filter(image=picture)
        if not rendition.is_of(picture)
    ]
    # Their files go with them once this is committed: Wagtail sees to it.
    PictureRendition.objects.filter(pk__in=old).delete()
    return len(old)


def _key(spec: str, picture: Picture) -> str:
    return wagtail_filter(spec).get_cache_key(picture)


def _opened(picture: Picture) -> Image.Image | None:
    """Return a picture upright, in the colours of the web; None of one that moves, which is noted.

    Nothing that the camera wrote into the file, such as where it stood, goes on to readers.
    """
    with picture.open_file() as file, Image.open(file) as opened:
        if getattr(opened, "n_frames", 1) > 1:
            picture.is_animated = True
            Picture.objects.filter(pk=picture.pk).update(is_animated=True)
            return None
        upright = ImageOps.exif_transpose(opened)
        profile = upright.info.get("icc_profile")
        is_clear = upright.has_transparency_data
        if upright.mode == "P":
            upright = upright.convert("RGBA" if is_clear else "RGB")
        if upright.mode.startswith("I"):  # sixteen bits of grey
            upright = upright.convert("I").point(lambda value: value / 256).convert("L")
        if profile:
            upright = _in_srgb(upright, profile)
        plain = upright.convert("RGBA" if is_clear else "RGB")
    plain.info.clear()
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Return an image in the colours browsers assume; as it is where its profile is unreadable."""
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        logger.warning("A colour profile could not be read; the colours are kept as they are")
        return image
    return turned if turned is not None else image


def _encoded(original: Image.Image, picture: Picture, spec: str) -> bytes:
    """Return the original cut, reduced and encoded as a filter says."""
    transform = wagtail_filter(spec).get_transform(picture, original.size)
    left, top, right, bottom = transform.get_rect().round()
    width, height = original.size
    box = (max(left, 0), max(top, 0), min(right, width), min(bottom, height))
    shown = original.resize(transform.size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)
    name = _format(spec)
    if name == "jpeg" and shown.mode == "RGBA":
        ground = Image.new("RGB", shown.size, "white")
        ground.paste(shown, mask=shown)
        shown = ground
    encoded = io.BytesIO()
    shown.save(encoded, name.upper(), **OPTIONS[name])
    return encoded.getvalue()


def _keep(picture: Picture, spec: str, content: bytes) -> None:
    """Keep a rendition in place of one made of the picture before, if any."""
    key = _key(spec, picture)
    stem = picture.filename.rpartition(".")[0][:24] or "picture"
    said = spec.replace("|format-", ".").rpartition(".")[0]
    name = f"{stem}.{said}{IMAGE_FORMAT_EXTENSIONS[_format(spec)]}"
    own = {"image": picture, "filter_spec": spec, "focal_point_key": key}
    rendition = PictureRendition(**own, file=ContentFile(content, name=name))
    try:
        with transaction.atomic():
            PictureRendition.objects.filter(**own).delete()
            rendition.save()
    except IntegrityError:  # another worker was faster
        rendition.file.storage.delete(rendition.file.name)


def _format(spec: str) -> str:
    return spec.rpartition("|format-")[2]
