"""Pictures of our own making, of every kind that an editor may bring."""

import io
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image

from parvis.media.models import Picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200"><path d="M0 0h9v9z"/></svg>'


def encoded(
    size: tuple[int, int], format_: str = "PNG", mode: str = "RGB", **options: Any
) -> bytes:
    """Return a picture of two colours, the left half and the right."""
    image = Image.new(mode, size, "white" if mode == "L" else None)
    if mode != "L":
        image.paste((200, 40, 40), (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def picture(content: bytes | None = None, ending: str = "png", **fields: Any) -> Picture:
    """Keep a picture in the library; 1800 by 1200 unless told otherwise."""
    content = encoded((1800, 1200)) if content is None else content
    file = ContentFile(content, name=f"{uuid4().hex[:8]}.{ending}")
    return Picture.objects.create(title="Une place", file=file, **fields)


def moving() -> bytes:
    """Return a GIF of two frames."""
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()
