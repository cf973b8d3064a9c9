"""A page as it is kept and sent: in each encoding that was asked for, compressed once."""

import hashlib
from dataclasses import dataclass, field, replace

from parvis.delivery.encodings import BROTLI, PLAIN, WORTH_IT, compress, restore

Headers = list[tuple[str, str]]
# Bytes an answer takes besides its bodies, of 30 keys a third of which no other has, and one more
# encoding; a test holds them to what Python takes.
OVERHEAD, ENCODING = 2_100, 450
HIT = ("Cache-Status", "Parvis; hit")
PRIVATE = ("Cache-Control", "private, no-cache")
SPARED = frozenset({"content-length", "content-encoding", "etag", "cache-status", "connection"})
TOLD_ANEW = frozenset({"cache-control", "vary", "content-language", "etag", "date", "expires"})


@dataclass(slots=True)
class Answer:
    """One page.

    `encoded` holds its headers and its body in each encoding that was asked for, `shared` the
    headers of all of them. `until` is the moment (monotonic seconds) from which it is too old to be
    served without asking. `page` is the id of the Wagtail page it shows, which is counted.
    """

    address: tuple[str, ...]
    encoded: dict[str, tuple[Headers, bytes]]
    etag: str
    keys: tuple[str, ...]
    until: float
    page: int | None = None
    shared: Headers = field(default_factory=list)
    was_read: bool = True
    reads: int = 0
    unchanged: Headers = field(init=False)  # the headers of a 304
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.unchanged = [pair for pair in self.shared if pair[0].lower() in TOLD_ANEW]
        bodies = sum(len(body) for _headers, body in self.encoded.values())
        self.size = OVERHEAD + bodies + 8 * len(self.keys)

    @classmethod
    def of(
        cls,
        address: tuple[str, ...],
        headers: Headers,
        body: bytes,
        *,
        encoding: str,
        keys: set[str],
        until: float,
        page: int | None,
    ) -> "Answer":
        """Return what is kept of what the site answered: in the encoding its first reader takes."""
        etag = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        shared = [pair for pair in headers if pair[0].lower() not in SPARED]
        shared += [("ETag", etag), HIT]
        first = PLAIN if len(body) < WORTH_IT else encoding or BROTLI
        encoded = {first: _encoded(shared, body, first)}
        return cls(address, encoded, etag, tuple(keys), until, page, shared)

    def in_another(self, encoding: str) -> tuple[Headers, bytes]:
        """Return the headers and the body in an encoding nobody asked for so far."""
        known, (headers, body) = self.encoded.copy().popitem()
        if known == PLAIN:  # too short to be compressed
            return headers, body
        return _encoded(self.shared, restore(body, known), encoding)

    def for_one(self) -> "Answer":
        """Return it as of one reader: nobody else is to be given it."""
        return replace(
            self,
            shared=_private(self.shared),
            encoded={name: (_private(told), body) for name, (told, body) in self.encoded.items()},
        )


def _private(headers: Headers) -> Headers:
    return [PRIVATE if pair[0].lower() == "cache-control" else pair for pair in headers]


def _encoded(shared: Headers, body: bytes, encoding: str) -> tuple[Headers, bytes]:
    made = compress(body, encoding)
    own = [("Content-Encoding", encoding)] if encoding else []
    return [*shared, *own, ("Content-Length", str(len(made)))], made
