"""When the place that keeps files takes none: editors are told, and nothing they wrote is lost."""

import errno
import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)

# A disk that is full, over its quota or read-only.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


class StoreUnavailableError(OSError):
    """The bucket does not answer, or refuses."""


class TellWhenUnavailable:
    """Answers 503 where a file could not be kept, in words that say what to do."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as if nothing could fail."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what a failing store is the cause of, and leave everything else to Django."""
        is_full = isinstance(error, OSError) and error.errno in FULL
        if not (is_full or isinstance(error, StoreUnavailableError)):
            return None
        logger.error("A file could not be kept, at %s", request.path, exc_info=error)
        said = _("The file could not be stored: the place that keeps files does not answer.")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            # As Wagtail’s upload of several files reads it.
            return JsonResponse({"success": False, "error_message": said}, status=503)
        html = render_to_string("errors/store.html", {"said": said}, request)
        return HttpResponse(html, status=503, headers={"Retry-After": "60"})
