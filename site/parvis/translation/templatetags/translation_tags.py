"""What readers are told of a translation, on a page of any type."""

from typing import Any

from django import template

from parvis.translation.state import Made, origin_in
from parvis.translation.state import made_of as find_made
from parvis.translation.workbench.honesty import Told, told_of

register = template.Library()


@register.simple_tag
def made_of(page: Any) -> Made | None:
    """Return how the page was translated (`from_locale`, `version_date`, `is_behind`), or None.

    A page type that knows is not asked for anew.
    """
    if hasattr(type(page), "translation_made"):
        known: Made | None = page.translation_made
        return known
    return find_made(page, getattr(page, "readable_translations", None))


@register.filter
def readable_original(made: Made | None) -> Any:
    """Return the page a translation was made from, where readers can see it, or None."""
    origin = origin_in(made)
    return origin.source if origin else None


@register.simple_tag
def told_of_translation(made: Made, page: Any) -> Told:
    """Return what readers are told of a translation: what changed, what a machine wrote."""
    return told_of(made, page)
