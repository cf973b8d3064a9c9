"""Serving files from disk where no web server or bucket stands in front."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.documents.views.serve import serve as serve_document_file

from parvis.media.files import PRIVATE, cache_control, content_type, is_inline
from parvis.media.ranges import takes_ranges

# Keeps a script inside an uploaded SVG or HTML file from running.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
@takes_ranges
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one uploaded file: pictures in the page, everything else as a download.

    Documents are served by their own view alone, which knows who may read them.
    """
    file = _found(path)
    found = file.stat()
    etag = f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    response = get_conditional_response(request, etag=etag, last_modified=int(found.st_mtime))
    if response is None:
        response = FileResponse(
            file.open("rb"),
            as_attachment=not is_inline(path),
            filename=file.name,
            content_type=content_type(path),
        )
    told = {
        "Content-Security-Policy": POLICY,
        "Cache-Control": cache_control(path),
        "ETag": etag,
        "Last-Modified": http_date(found.st_mtime),
        "X-Content-Type-Options": "nosniff",
    }
    for name, value in told.items():
        response.headers[name] = value
    return response


@require_safe
@takes_ranges
def serve_document(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Serve a document as Wagtail does, or the part of it that is asked for."""
    response: HttpResponseBase = serve_document_file(request, key, name)
    if response.headers.get("Content-Encoding") == "None":
        # Wagtail writes what Python calls nothing; no browser knows such an encoding.
        del response.headers["Content-Encoding"]
    return response


def _found(path: str) -> Path:
    """Return the file at a path of an address; raise Http404 where there is none to be read."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        is_file = file.is_file()
    except (SuspiciousFileOperation, ValueError, OSError) as error:
        raise Http404 from error
    inside = file.relative_to(Path(settings.MEDIA_ROOT).absolute()) if is_file else Path()
    if not is_file or inside.parts[0] == PRIVATE:
        raise Http404
    return file
