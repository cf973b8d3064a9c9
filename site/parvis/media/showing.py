"""What readers are shown of a picture: what has been made of it, else the picture itself.

Nothing is made here, and no file is looked at: a page shows what its database knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Prefetch

from parvis.media.models import Picture, PictureRendition
from parvis.media.roles import MODERN, ROLES, filters_of
from parvis.media.wanted import note
from parvis.pages.prepared import PreparedForMany

FETCHED = "renditions_shown"


@dataclass(frozen=True)
class Source:
    """One format of a picture in its sizes, for the browsers that know it."""

    type: str
    srcset: str


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
    found: dict[Any, list[PictureRendition]] = {}
    for rendition in _RENDITIONS.ask(sorted({picture.pk for picture in waiting})):
        found.setdefault(rendition.image_id, []).append(rendition)
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
        url=own.file.url,
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
    return made.filter(filter_spec__in=filters_of(*ROLES)).order_by()


_RENDITIONS = PreparedForMany(_renditions, IntegerField())


def _width(picture: Picture | PictureRendition) -> int:
    return int(picture.width)
