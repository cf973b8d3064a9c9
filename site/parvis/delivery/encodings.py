"""One body, compressed once for everybody who takes that encoding."""

import gzip
import zlib

import brotli
import zstandard

GZIP, BROTLI, ZSTD, PLAIN = "gzip", "br", "zstd", ""
# The smallest on pages first: who takes several is sent the first of them.
BEST_FIRST = (BROTLI, ZSTD, GZIP)
GZIP_LEVEL, BROTLI_QUALITY, ZSTD_LEVEL = 6, 5, 10
# Shorter than that, the head of a compressed body costs more than it saves.
WORTH_IT = 256  # bytes


def compress(body: bytes, encoding: str) -> bytes:
    """Return the body in an encoding, or as it is."""
    if encoding == BROTLI:
        return bytes(brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY))
    if encoding == ZSTD:
        return bytes(zstandard.compress(body, ZSTD_LEVEL))
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if encoding == GZIP else body


def restore(body: bytes, encoding: str) -> bytes:
    """Return a body as it was before."""
    if encoding == BROTLI:
        return bytes(brotli.decompress(body))
    if encoding == ZSTD:
        return bytes(zstandard.decompress(body))
    return zlib.decompress(body, 16 + zlib.MAX_WBITS) if encoding == GZIP else body


def accepted(header: str) -> str:
    """Return the best encoding an Accept-Encoding header takes; PLAIN where it takes none.

    Browsers send one of a handful of headers: those are told at a glance.
    """
    if ";" not in header and "*" not in header:
        names = [part.strip().lower() for part in header.split(",")]
        return next((name for name in BEST_FIRST if name in names), PLAIN)
    taken: dict[str, float] = {}
    for part in header.split(","):
        name, _semicolon, parameter = part.partition(";")
        value = parameter.strip().lower().removeprefix("q=") or "1"
        try:
            taken[name.strip().lower()] = float(value)
        except ValueError:
            taken[name.strip().lower()] = 0.0
    rest = taken.get("*", 0.0)
    return next((name for name in BEST_FIRST if taken.get(name, rest) > 0), PLAIN)
