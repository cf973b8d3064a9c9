"""A WSGI application that sends one file whatever is asked: what the web server takes by itself.

The file, gzip of HTML, is named by `PARVIS_BENCH_FILE`.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BODY = Path(os.environ["PARVIS_BENCH_FILE"]).read_bytes()
HEADERS = [
    ("Content-Type", "text/html; charset=utf-8"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", str(len(BODY))),
]


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the file."""
    start("200 OK", HEADERS)
    return (BODY,)
