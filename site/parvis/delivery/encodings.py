"""One body, compressed once for everybody who will read it."""

import gzip
import zlib

import brotli

GZIP, BROTLI, PLAIN = "gzip", "br", ""
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
# Shorter than that, the head of a compressed body costs more than it saves.
WORTH_IT = 256  # bytes


def compress(body: bytes) -> dict[str, bytes]:
    """Return the body by encoding: the two every browser takes, or as it is where that is short.

    zstd is left out: whoever takes it takes brotli too, which is smaller on pages.
    """
    if len(body) < WORTH_IT:
        return {PLAIN: body}
    return {
        BROTLI: brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        GZIP: gzip.compress(body, GZIP_LEVEL, mtime=0),
    }


def restore(bodies: dict[str, bytes]) -> bytes:
    """Return the body as it was, for the few who take no compression."""
    found = bodies.get(PLAIN)
    return zlib.decompress(bodies[GZIP], 16 + zlib.MAX_WBITS) if found is None else found


def accepted(header: str) -> str:
    """Return the best encoding an Accept-Encoding header takes; PLAIN where it takes none.

    Browsers send one of a handful of headers: those are told at a glance.
    """
    if ";" not in header and "*" not in header:
        names = [part.strip().lower() for part in header.split(",")]
        return BROTLI if BROTLI in names else GZIP if GZIP in names else PLAIN
    taken: dict[str, float] = {}
    for part in header.split(","):
        name, _semicolon, parameter = part.partition(";")
        value = parameter.strip().lower().removeprefix("q=") or "1"
        try:
            taken[name.strip().lower()] = float(value)
        except ValueError:
            taken[name.strip().lower()] = 0.0
    rest = taken.get("*", 0.0)
    return next((name for name in (BROTLI, GZIP) if taken.get(name, rest) > 0), PLAIN)
