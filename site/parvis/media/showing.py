"""What readers are shown of a picture: what has been made of it, else the picture itself.

Nothing is made here, and no file is looked at: a page shows what its database knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.core.files.storage import FileSystemStorage
from django.db.models import IntegerField, Prefetch

from parvis.media.models import Picture, PictureRendition, is_made_of
from parvis.media.roles import MODERN, ROLES, filters_of
from parvis.media.wanted import note
from parvis.pages.prepared import PreparedForMany

FETCHED = "renditions_shown"


@dataclass(frozen=True)
class Source:
    """One format of a picture in its sizes, for the browsers that know it."""

    type: str
    srcset: str


class Row(NamedTuple):
    """A rendition as its table has it: of dozens, a page shows a few, and objects cost it dear."""

    image_id: int
    filter_spec: str
    focal_point_key: str
    name: str
    width: int
    height: int

    @property
    def url(self) -> str:
        """The address of the file."""
        return _address(PictureRendition._meta.get_field("file").storage, self.name)

    def is_of(self, picture: Picture) -> bool:
        """Whether it was made of the picture as it is now."""
        return is_made_of(picture, self.filter_spec, self.focal_point_key, self.name)


@dataclass(frozen=True)
class Shown:
    """A picture as HTML has it.

    Width and height are those of its largest rendition; its own are those of the file at `url`,
    which every browser knows.
    """

    url: str
    own_width: int
    own_height: int
    width: int
    height: int
    layout: str
    sources: tuple[Source, ...] = ()


def renditions_of(path: str, *roles: str) -> Prefetch:
    """Return what fetches the renditions for some roles of a query's pictures at `path`."""
    made = PictureRendition.objects.filter(filter_spec__in=filters_of(*roles))
    return Prefetch(f"{path}__renditions" if path else "renditions", made, to_attr=FETCHED)


def is_fetched(picture: Picture) -> bool:
    """Whether nothing has to be asked before a picture is shown."""
    return hasattr(picture, FETCHED) or picture.is_kept_as_it_is


def fetch(pictures: Iterable[Picture]) -> None:
    """Fetch the renditions of pictures that lack them, for every role, in one query."""
    waiting = [picture for picture in pictures if not is_fetched(picture)]
    if not waiting:
        return
    found: dict[Any, list[Row]] = {}
    for row in _RENDITIONS.ask(sorted({picture.pk for picture in waiting})):
        found.setdefault(row[0], []).append(Row(*row))
    for picture in waiting:
        setattr(picture, FETCHED, found.get(picture.pk, []))


def shown(picture: Picture, role: str) -> Shown:
    """Return what there is of a picture for a role; what is missing is noted, and made later."""
    wanted = ROLES[role].wanted(picture)
    every = {spec for specs in wanted.values() for spec in specs}
    fetch([picture])
    made = {
        rendition.filter_spec: rendition
        for rendition in getattr(picture, FETCHED, [])
        if rendition.filter_spec in every and rendition.is_of(picture)
    }
    found = {name: [made[spec] for spec in specs if spec in made] for name, specs in wanted.items()}
    if len(made) < len(every):
        note(picture, role)
    plain = [one for name, there in found.items() if name not in MODERN for one in there]
    largest = max((one for there in found.values() for one in there), key=_width, default=picture)
    own = plain[-1] if plain else picture
    width, height = ROLES[role].attributes(largest.width, largest.height)
    return Shown(
        url=picture.file.url if own is picture else own.url,
        own_width=own.width,
        own_height=own.height,
        width=width,
        height=height,
        layout=ROLES[role].layout,
        sources=tuple(
            Source(MODERN[name], ", ".join(f"{one.url} {one.width}w" for one in there))
            for name, there in found.items()
            if there and name in MODERN
        ),
    )


def _renditions(pictures: list[Any]) -> Any:
    made = PictureRendition.objects.filter(image__id__in=pictures)
    found = made.filter(filter_spec__in=filters_of(*ROLES)).order_by()
    return found.values_list(
        "image_id", "filter_spec", "focal_point_key", "file", "width", "height"
    )


_RENDITIONS = PreparedForMany(_renditions, IntegerField())


def _address(storage: Any, name: str) -> str:
    """Return what a storage does; from memory where it only puts an address together."""
    if storage.__class__ is FileSystemStorage:  # Django’s default is one in disguise
        return _beginning_with(storage.base_url, name)
    return str(storage.url(name))


@lru_cache(4_096)
def _beginning_with(_base: str, name: str) -> str:
    return str(PictureRendition._meta.get_field("file").storage.url(name))


def _width(picture: Picture | PictureRendition | Row) -> int:
    return int(picture.width)
