"""What readers' pages lacked: noted where no reader waits for it, and made by the next round.

A note costs a look into the cache and never a write to the database. One that is lost is written
again by the next page.
"""

from contextlib import suppress

from django.core.cache import cache

from parvis.media.making import missing
from parvis.media.models import Picture
from parvis.media.tasks import make_renditions

MINUTE, DAY = 60, 24 * 60 * 60
LIST, NOTED = "parvis-pictures-wanted", "parvis-picture-noted"


def note(picture: Picture, role: str) -> None:
    """Note that a picture lacks something, once a minute; once a day where it could not be made."""
    again = DAY if picture.problem else MINUTE
    if cache.add(f"{NOTED}-{picture.pk}-{role}-{picture.mark()}", value=True, timeout=again):
        wanted = cache.get(LIST) or {}
        wanted.setdefault(picture.pk, set()).add(role)
        cache.set(LIST, wanted, DAY)


def make_wanted() -> int:
    """Have what was noted made in the background; return of how many pictures."""
    wanted: dict[int, set[str]] = cache.get(LIST) or {}
    with suppress(KeyError):
        cache.delete(LIST)
    asked = 0
    for picture in Picture.objects.filter(pk__in=wanted):
        if missing(picture, wanted[picture.pk]):
            make_renditions.enqueue(picture.pk, sorted(wanted[picture.pk]))
            asked += 1
    return asked
