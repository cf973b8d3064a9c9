"""What browsers, networks and the cache in front are told about keeping an answer."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from parvis.delivery.cache import ASKED, KEPT

Respond = Callable[[HttpRequest], HttpResponseBase]

# Files are compressed already, or are asked for in parts.
COMPRESSED = ("text/", "application/json", "application/feed+json", "application/xml",
              "application/rss+xml", "application/atom+xml")  # fmt: skip


class CompressPages(GZipMiddleware):
    """Django’s compression, which makes pages of one length differ, for words alone.

    What is kept in front of Django is compressed there, once.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress an answer that is words, and whole."""
        kind = response.headers.get("Content-Type", "")
        is_compressed_later = ASKED in request.META and KEPT in request.META
        if response.streaming or is_compressed_later or not kind.startswith(COMPRESSED):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


def tell_caches(respond: Respond) -> Respond:
    """Say of every answer who may keep it; one that says so itself is left alone.

    A page for everybody is asked for again each time by browsers, which costs a few bytes where it
    is the same (`ETag`), and kept by networks as long as the site says they may. What is of one
    reader is kept by nobody.
    """

    def answered(request: HttpRequest) -> HttpResponseBase:
        response = respond(request)
        if "Cache-Control" in response.headers:
            return response
        if _is_for_everybody(request, response):
            response.headers["Cache-Control"] = _for_everybody(settings.PARVIS_SHARED_SECONDS)
            patch_vary_headers(response, ["Accept-Encoding"])
            if not response.streaming:
                request.META[KEPT] = True
        elif not response.streaming:
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    return answered


def _for_everybody(shared: int) -> str:
    """Return what is said of a page that networks may keep for so many seconds.

    Where they may not, nobody may show the page before while it is asked for: browsers would too.
    """
    told = f"public, max-age=0, s-maxage={shared}"
    return f"{told}, stale-while-revalidate=60" if shared else told


def _is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether any reader without a session would have been given this answer at this address."""
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name}
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and not response.cookies
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and varies <= {"accept-encoding", "cookie"}
    )
