"""What readers are told of a translation, on a page of any type."""

from collections.abc import Iterable
from typing import Any

from django import template
from wagtail.models import Page

from parvis.discovery.languages import LanguageLink
from parvis.translation.origins import Apart, Made, OriginMixin, origin_in
from parvis.translation.origins import made_of as find_made
from parvis.translation.workbench.honesty import Told, told_of

register = template.Library()


@register.simple_tag
def made_of(page: Any) -> Made | Apart | None:
    """Return how the page was translated (`from_locale`, `version_date`, `is_behind`), or None.

    A page type that knows is not asked for anew. What a snippet is, an original or not, the query
    that found it has told (`is_made`): an original costs none.
    """
    if not isinstance(page, Page):
        return find_made(page, {}) if getattr(page, "is_made", False) else None
    if isinstance(page, OriginMixin):
        return page.translation_made
    return find_made(page, getattr(page, "readable_translations", None))


@register.filter
def readable_original(made: Made | Apart | None) -> Any:
    """Return the page a translation was made from, where readers can see it, or None."""
    origin = origin_in(made)
    return origin.source if origin else None


@register.filter
def address_in(languages: Iterable[LanguageLink], code: str) -> str:
    """Return where the page being read stands in a language, or nothing where it does not."""
    return next((link.url for link in languages if link.code == code and link.is_translation), "")


@register.simple_tag
def told_of_translation(made: Made | Apart, page: Any) -> Told:
    """Return what readers are told of a translation: what changed, what a machine wrote."""
    return told_of(made, page)
