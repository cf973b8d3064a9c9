"""What must exist before anyone can publish: locales, home pages, indexes, groups.

Apps register steps; `manage.py setup_site` runs them all. Each step is idempotent and never
changes what an editor has since edited.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

Step = Callable[[list[Locale]], list[str]]
_steps: list[tuple[int, Step]] = []


def register_step(order: int, step: Step) -> None:
    """Add a step. `step(locales)` gets the content locales, the default first, and returns what
    it made, in words.
    """
    if (order, step) not in _steps:
        _steps.append((order, step))


def ensure_locales() -> list[Locale]:
    """Return the locale of every content language, made where it is missing."""
    return [
        Locale.objects.get_or_create(language_code=code)[0] for code in settings.CONTENT_LANGUAGES
    ]


@transaction.atomic
def set_up() -> list[str]:
    """Run every step in order and return what was made."""
    locales = ensure_locales()
    made: list[str] = []
    for _order, step in sorted(_steps, key=lambda pair: pair[0]):
        made += step(locales)
    return made
