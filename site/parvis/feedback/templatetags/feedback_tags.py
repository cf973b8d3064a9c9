"""The way from a page to the form about it."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def feedback_address(context: dict[str, Any], page: Any) -> str:
    """Return the address of the form about a page; empty where the site takes no messages."""
    if not settings.PARVIS_FEEDBACK:
        return ""
    path = page.get_url(context.get("request"))
    return f"{reverse('contact')}?{urlencode({'page': path})}"


@register.simple_tag
def contact_address() -> str:
    """Return the address of the form; empty where the site takes no messages."""
    return reverse("contact") if settings.PARVIS_FEEDBACK else ""
