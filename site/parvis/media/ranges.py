"""Parts of files: what players, readers of PDF and broken downloads ask for.

One range is served as RFC 9110 has it; of several the whole file is, as it allows.
"""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_http_date_safe

RANGE = re.compile(r"bytes=\s*(\d*)-(\d*)\s*")
CHUNK = 64 * 1024
View = Callable[..., HttpResponseBase]


def takes_ranges(view: View) -> View:
    """Have a view that answers with a file answer with the part of it that is asked for."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if not isinstance(response, FileResponse) or response.status_code != 200:
            return response
        response.headers["Accept-Ranges"] = "bytes"
        if request.method == "HEAD":
            return _without_body(response, HttpResponse())
        asked = request.headers.get("Range", "")
        if not asked or not _is_same_file(request, response):
            return response
        return _part(response, asked)

    return answer


def part_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte of a range, or None of one that is not understood.

    Raises ValueError where the file has none of it.
    """
    match = RANGE.fullmatch(asked)
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
        if int(last) == 0:
            raise ValueError(asked)
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
        if last and int(last) < start:
            return None
    if start >= size:
        raise ValueError(asked)
    return start, end


def _part(response: FileResponse, asked: str) -> HttpResponseBase:
    file: Any = response.file_to_stream
    size = int(response.headers["Content-Length"])
    try:
        part = part_of(asked, size)
    except ValueError:
        refused = _without_body(response, HttpResponse(status=416))
        refused.headers["Content-Range"] = f"bytes */{size}"
        refused.headers["Content-Length"] = "0"
        return refused
    if part is None or file is None or not file.seekable():
        return response
    start, end = part
    file.seek(start)
    partial = StreamingHttpResponse(_read(file, end - start + 1), status=206)
    _copy(response, partial)
    partial.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    partial.headers["Content-Length"] = str(end - start + 1)
    return _with_its_file(partial, response)


def _read(file: Any, left: int) -> Iterator[bytes]:
    while left > 0 and (read := file.read(min(CHUNK, left))):
        left -= len(read)
        yield read


def _is_same_file(request: HttpRequest, response: FileResponse) -> bool:
    """Whether the part belongs to the file that the reader has the beginning of: `If-Range`."""
    known = request.headers.get("If-Range", "")
    if not known:
        return True
    if known.startswith(('"', "W/")):
        # A weak tag says that two files are alike, and not that their bytes are.
        return known == response.headers.get("ETag") and not known.startswith("W/")
    said = parse_http_date_safe(known)
    return said is not None and said == parse_http_date_safe(
        response.headers.get("Last-Modified", "")
    )


def _without_body(response: FileResponse, bare: HttpResponse) -> HttpResponse:
    """Return the headers of a file's answer alone; the file is closed with it."""
    _copy(response, bare)
    return _with_its_file(bare, response)


def _with_its_file(bare: Any, response: FileResponse) -> Any:
    """Have an answer close the file of the one in whose place it is sent.

    To close that one would tell Django that the request is over.
    """
    bare._resource_closers.extend(response._resource_closers)
    return bare


def _copy(response: FileResponse, other: HttpResponseBase) -> None:
    for name, value in response.headers.items():
        other.headers[name] = value
