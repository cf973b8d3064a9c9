"""Pages and what programs read are sent compressed to whoever takes them so."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Files are compressed already, or are asked for in parts.
COMPRESSED = ("text/", "application/json", "application/feed+json", "application/xml",
              "application/rss+xml", "application/atom+xml")  # fmt: skip


class CompressPages(GZipMiddleware):
    """Django’s compression, which makes pages of one length differ, for words alone."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress an answer that is words, and whole."""
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith(COMPRESSED):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
