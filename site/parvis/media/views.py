"""Serving media from disk where no web server or bucket stands in front."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

INLINE = {".avif", ".gif", ".jpg", ".jpeg", ".png", ".webp", ".svg"}


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one uploaded file: pictures in the page, everything else as a download.

    The content security policy keeps a script inside an uploaded SVG or HTML file from running.
    """
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    name = path.rpartition("/")[2]
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    response.headers["Cache-Control"] = "public, max-age=86400"
    if f".{name.rpartition('.')[2].lower()}" not in INLINE:
        response.headers["Content-Disposition"] = "attachment"
    return response
