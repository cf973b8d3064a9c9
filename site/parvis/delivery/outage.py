"""When a page cannot be made: the database is down, or there is a fault.

Nothing here may need the database. What is kept in front of Django is served all the while.
"""

import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy, override

from parvis.delivery.cache import OUTAGE
from parvis.discovery.head import Head

RETRY_AFTER = 10  # seconds


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database does not answer, 500 for what is a fault of ours."""
    code = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    codes = [code, *(other for other in settings.CONTENT_LANGUAGES if other != code)]
    if not _is_outage(sys.exc_info()[1]):
        return _page("errors/500.html", gettext_lazy("Something went wrong"), codes, 500)
    request.META[OUTAGE] = True
    # One who reads /en/ is told in English; at an address without a language, in all.
    is_known = request.path_info.startswith(f"/{code}/")
    codes = codes[:1] if is_known else codes
    response = _page("errors/503.html", gettext_lazy("Back in a moment"), codes, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _is_outage(error: BaseException | None) -> bool:
    """Whether the database did not answer; a table that is missing from it is a fault of ours."""
    is_fault = str(error).startswith("no such ")  # SQLite's words for it
    return isinstance(error, (OperationalError, InterfaceError)) and not is_fault


def _page(template: str, title: Any, codes: list[str], status: int) -> HttpResponse:
    with override(codes[0]):
        head = Head(title=str(title), language=codes[0], is_indexable=False)
        html = render_to_string(template, {"head": head, "codes": codes})
    response = HttpResponse(html, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
