"""A WSGI application that sends one file whatever is asked: what the web server takes by itself.

The file, gzip of HTML, is named by `PARVIS_BENCH_FILE`; `PARVIS_BENCH_HEADERS` holds the headers.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

BODY = Path(os.environ["PARVIS_BENCH_FILE"]).read_bytes()
HEADERS = list(json.loads(os.environ["PARVIS_BENCH_HEADERS"]).items())


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer with the file."""
    start("200 OK", HEADERS)
    return (BODY,)
