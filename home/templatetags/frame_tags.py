"""Tags of what stands around every page."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home.context_processors import frame_of
from parvis.delivery.parts import are_kept, part

register = template.Library()


@register.simple_tag(takes_context=True)
def framed(context: template.Context, name: str, **given: Any) -> SafeString:
    """Return the HTML of a template that sees the `site` and what it is given, and nothing else.

    All pages that stand alike in the menus share it, in a language and at a host. What it is given
    is hashable, and few values.
    """
    if not are_kept():
        return render_to_string(name, {"site": context["site"], **given})
    request: HttpRequest = context["request"]
    alike = get_language(), request.get_host(), context["site"].standing, *given.items()
    return part(
        *("frame HTML", name, *alike),
        # The site is asked for anew, so that what it is made of is noted.
        make=lambda: render_to_string(name, {"site": frame_of(request), **given}),
    )
