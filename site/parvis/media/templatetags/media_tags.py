"""Pictures in templates."""

from typing import Any

from django import template
from django.conf import settings

from parvis.media.models import Picture
from parvis.media.showing import Shown, fetch, is_fetched, shown

register = template.Library()


@register.inclusion_tag("components/picture.html", takes_context=True)
def picture(
    context: template.Context,
    picture: Picture,
    role: str,
    alt: str | None = None,
    *,
    is_first: bool = False,
    css: str = "",
) -> dict[str, Any]:
    """Show a picture in one of `parvis.media.roles`, by default with what the page says it shows.

    `is_first` is for the picture that readers see first: the browser then hurries.
    """
    _fetch_with_page(context, picture)
    said = _alternative(picture) if alt is None else alt
    return {"shown": shown(picture, role), "alt": said, "is_first": is_first, "css": css}


@register.simple_tag(takes_context=True)
def plain_picture(context: template.Context, picture: Picture, role: str) -> Shown:
    """Return a picture for a program that takes one file: its address, width and height."""
    _fetch_with_page(context, picture)
    return shown(picture, role)


@register.filter
def whole_address(address: str) -> str:
    """Return an address with the site’s before it, where it has none."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{address}" if address.startswith("/") else address


def _fetch_with_page(context: template.Context, picture: Picture) -> None:
    """Fetch the renditions of a picture, and in the same query those the page shows beside."""
    if is_fetched(picture):
        return
    around = [context.get("page"), getattr(context.get("site"), "identity", None)]
    needed = [thing.pictures_needed() for thing in around if hasattr(thing, "pictures_needed")]
    fetch([picture, *(other for needs in needed for other, _role in needs)])


def _alternative(picture: Any) -> str:
    """Return what a body says of a picture, else what the library does."""
    if picture.decorative:
        return ""
    return str(picture.contextual_alt_text or picture.default_alt_text)
