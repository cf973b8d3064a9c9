"""`{% origin_of page as origin %}`: what a page was translated from, for the article's template."""

from django import template
from wagtail.models import Page

from parvis.translation.state import Origin
from parvis.translation.state import origin_of as find_origin

register = template.Library()


@register.simple_tag
def origin_of(page: Page) -> Origin | None:
    """Return the page's origin (`source`, `version_date`, `is_behind`), or None."""
    return find_origin(page)
