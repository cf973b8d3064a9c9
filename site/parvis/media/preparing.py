"""Making what readers’ pages lack of their pictures, for whoever waits until all of it is there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from parvis.media.making import make
from parvis.media.needs import by_picture, everything_shown


@dataclass
class Prepared:
    """How many renditions were made, of how many pictures, and what could not be."""

    made: int = 0
    pictures: int = 0
    failed: list[str] = field(default_factory=list)


def prepare_pictures(progress: Callable[[int, int], None] = lambda done, known: None) -> Prepared:
    """Make them here and now; what fails is named, and keeps nothing else back."""
    wanted = by_picture(everything_shown())
    prepared = Prepared(pictures=len(wanted))
    for done, (picture, roles) in enumerate(wanted.items(), start=1):
        try:
            prepared.made += make(picture, roles)
        except Exception as error:  # whatever is wrong with one, the others are made
            prepared.failed.append(f"{picture.pk} ({picture.title}): {error}")
        progress(done, len(wanted))
    return prepared
