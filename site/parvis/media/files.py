"""What an uploaded file is told to be, wherever it is kept: a disk or a bucket."""

import mimetypes
import re

from django.conf import settings

# What a browser may show in a page: pictures, and nothing that it would run by itself.
PICTURES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
ANYTHING = "application/octet-stream"
# The folder of documents, which some may read and others not.
PRIVATE = "documents"
# Folders of what is made here and named by what it was made of.
NAMED_BY_CONTENT = re.compile(r"(?:images/.+\.|cards/\d+-)[0-9a-f]{16}(?:_\w{7})?\.\w+")
YEAR, HOUR = 31_536_000, 3_600


def is_inline(name: str) -> bool:
    """Whether a browser may show a file, and not only save it."""
    return _ending(name) in PICTURES


def content_type(name: str) -> str:
    """Return the type of a file: that of a picture or of a document that editors may add.

    Whatever else got there is bytes, whatever its name says.
    """
    ending = _ending(name)
    if ending in PICTURES:
        return PICTURES[ending]
    is_known = ending[1:] in settings.WAGTAILDOCS_EXTENSIONS
    return (mimetypes.guess_type(f"a{ending}")[0] if is_known else None) or ANYTHING


def cache_control(name: str) -> str:
    """Return how long a file may be kept: for ever where its name changes with its content."""
    if NAMED_BY_CONTENT.fullmatch(name):
        return f"public, max-age={YEAR}, immutable"
    return f"public, max-age={HOUR}, must-revalidate"


def _ending(name: str) -> str:
    dot = name.rfind(".", name.rfind("/") + 1)
    return name[dot:].lower() if dot >= 0 else ""
