"""What a picture is made into, by where it stands: templates and the preparation both ask here.

A role is a shape in several sizes, each in every format. A browser takes the first format it knows
and the size that fits, and the last format, in one size, is for those that know no other.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from wagtail.images.models import Filter

# Best first, with what browsers are told; then the one that every browser knows.
MODERN = {"avif": "image/avif", "webp": "image/webp"}
# Quality of each encoder, alike to the eye; PNG keeps everything.
QUALITY = {"avif": 60, "webp": 78, "jpeg": 78}
# Named in the address of whatever is made: raised when the making changes.
VERSION = 1


@dataclass(frozen=True)
class Role:
    """A place for pictures: `shape` is Wagtail's operation, `sizes` its arguments, smallest first.

    `layout` says how wide the picture stands, as in the attribute `sizes` of HTML; `plain` is
    which of the sizes is made for browsers that know no modern format. A role without modern
    formats is for programs that take one picture. In a `box`, all sizes are shown as large.
    """

    shape: str
    sizes: tuple[tuple[int, ...], ...]
    layout: str = ""
    plain: int = 0
    is_modern: bool = True
    format: str = ""
    box: tuple[int, int] = (0, 0)

    def wanted(self, picture: Any) -> dict[str, list[str]]:
        """Return the filters a picture needs here, by format, smallest first, plainest last.

        Nothing is enlarged: of sizes that would come out alike the smallest is made.
        """
        if picture.is_kept_as_it_is:
            return {}
        sizes = self._sizes(picture)
        plain = self.format or plain_format(picture)
        made = {name: [self.filter(size, name) for size in sizes] for name in self._modern()}
        return made | {plain: [self.filter(sizes[min(self.plain, len(sizes) - 1)], plain)]}

    def attributes(self, width: int, height: int) -> tuple[int, int]:
        """Return the width and height that HTML gives a picture of this size."""
        if not all(self.box):
            return width, height
        scale = min(1, self.box[0] / width, self.box[1] / height)
        return max(1, round(width * scale)), max(1, round(height * scale))

    def every_filter(self) -> list[str]:
        """Return every filter that some picture may need here."""
        formats = [*self._modern(), *([self.format] if self.format else ["jpeg", "png"])]
        return [self.filter(size, name) for size in self.sizes for name in formats]

    def filter(self, size: tuple[int, ...], name: str) -> str:
        """Return Wagtail's filter for a size and a format."""
        return f"{self.shape}-{'x'.join(map(str, size))}|format-{name}"

    def _modern(self) -> tuple[str, ...]:
        return tuple(MODERN) if self.is_modern else ()

    def _sizes(self, picture: Any) -> tuple[tuple[int, ...], ...]:
        reached = any if self.shape == "fill" else all
        for number, size in enumerate(self.sizes, 1):
            own = (picture.width, picture.height)
            if reached(has <= most for has, most in zip(own, size, strict=False)):
                return self.sizes[:number]
        return self.sizes


_ROW = ((320, 200), (640, 400))
_TOP = ((640, 480), (1280, 960))

ROLES = {
    # Lists: the first article of the home page, those beside it, and rows.
    "lead": Role("fill", _TOP, "(min-width: 60rem) 44rem, 100vw"),
    "beside": Role("fill", (*_ROW, (960, 600)), "(min-width: 60rem) 24.5rem, 100vw", plain=1),
    "row": Role("fill", _ROW, "(min-width: 42rem) 11rem, 5.5rem"),
    # One article: at its top and in its text.
    "cover": Role("width", ((640,), (1120,), (1600,)), "(min-width: 74rem) 70rem, 100vw", plain=1),
    "body": Role("width", ((480,), (800,), (1280,)), "(min-width: 50rem) 46rem, 100vw", plain=1),
    # People and the publisher.
    "portrait": Role("fill", ((64, 64), (128, 128)), "4rem", plain=1),
    "person": Role("fill", ((120, 120), (240, 240)), "7.5rem", plain=1),
    "logo": Role("max", ((200, 80), (400, 160)), "200px", plain=1, box=(200, 80)),
    "icon": Role("fill", ((180, 180),), is_modern=False, format="png"),
    # Where a page is shared: networks take JPEG.
    "social": Role("fill", ((1200, 630),), is_modern=False, format="jpeg"),
}


def plain_format(picture: Any) -> str:
    """Return the format every browser knows: PNG where the original may be seen through."""
    return "png" if picture.file.name.lower().endswith((".png", ".gif")) else "jpeg"


@cache
def filters_of(*roles: str) -> tuple[str, ...]:
    """Return every filter of some roles, each once."""
    return tuple(dict.fromkeys(spec for name in roles for spec in ROLES[name].every_filter()))


@cache
def wagtail_filter(spec: str) -> Filter:
    """Return Wagtail's filter, taken apart once."""
    return Filter(spec)
