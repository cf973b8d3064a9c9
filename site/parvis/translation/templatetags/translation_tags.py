"""What readers are told of a translation, on a page of any type."""

from typing import Any

from django import template

from parvis.translation.state import Origin
from parvis.translation.state import origin_of as find_origin
from parvis.translation.workbench.honesty import Told, told_of

register = template.Library()


@register.simple_tag
def origin_of(page: Any) -> Origin | None:
    """Return the page's origin (`source`, `version_date`, `is_behind`), or None.

    A page type that knows its origin is not asked for anew.
    """
    if hasattr(type(page), "origin"):
        known: Origin | None = page.origin
        return known
    return find_origin(page, getattr(page, "readable_translations", None))


@register.simple_tag
def told_of_translation(origin: Origin, page: Any) -> Told:
    """Return what readers are told of a translation: what changed, what a machine wrote."""
    return told_of(origin, page)
