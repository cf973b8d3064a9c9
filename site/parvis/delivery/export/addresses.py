"""Addresses of the site, and the files they become."""

import hashlib
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

HTML = "text/html"
KEPT = "/~!$&'()*+,;=:@"  # in a path, as they are
# What no file system keeps, or keeps under another name; a name may not be hidden either.
UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]|^\.(?!well-known$)|[. ]$')
LONGEST = 200  # bytes of a name; file systems take 255
QUESTION = re.compile(r"[\w-]{1,40}", re.ASCII)
EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}$")
ENDINGS = {
    HTML: ".html",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/feed+json": ".json",
}


@dataclass(frozen=True)
class Own:
    """Tells the site's own addresses, at `base`, from others."""

    base: str

    def split(self, link: str, page: str) -> tuple[str, str] | None:
        """Return the address a link on `page` leads to, and its fragment; None where away.

        Addresses are compared as text: they come in one form, percent-encoded and without dots.
        """
        try:
            link = link.strip()
            # From the root on, it leads from every page to the same.
            away = link if link.startswith("/") else urljoin(f"{self.base}{page}", link)
            return _split(self.base, away)
        except ValueError:  # an address with a host that cannot be one
            return None


@lru_cache(maxsize=20_000)
def _split(base: str, link: str) -> tuple[str, str] | None:
    """Return the address of a link from the root of the site, or a whole one, and its fragment."""
    parts, here = urlsplit(urljoin(base, link)), urlsplit(base)
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != here.netloc.lower():
        return None
    path = quote(unquote(parts.path), safe=KEPT, errors="replace").lstrip("/")
    address = urlsplit(urljoin("http://x/", f"/{path}")).path
    query = quote(parts.query, safe=f"{KEPT}%?", errors="replace")
    return (f"{address}?{query}" if query else address), parts.fragment


def file_of(address: str, kind: str) -> str:
    """Return the file, below the folder of the export, of an address whose content is `kind`.

    `/fr/blog/` is `fr/blog/index.html`, its second page `fr/blog/index.page-2.html`. No address
    leads out of the folder or to a hidden file: a name that could is replaced by its digest.
    """
    path, _, query = address.partition("?")
    names = [_name(unquote(name)) for name in path.split("/") if name]
    ending = ENDINGS.get(kind) or mimetypes.guess_extension(kind) or ""
    is_file = bool(names) and not path.endswith("/")
    if not is_file or (kind == HTML and not EXTENSION.search(names[-1])):
        names.append(f"index{ending}")
    if query:
        stem, ending = posixpath.splitext(names[-1])
        names[-1] = f"{stem}.{_question(query)}{ending}"
    return "/".join(names)


def relative(page: str, file: str) -> str:
    """Return the link from a file of the export to another."""
    return quote(posixpath.relpath(file, posixpath.dirname(page) or "."))


def digest_of(text: str) -> str:
    """Return a name for what has none that may be used."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def apart(file: str, address: str) -> str:
    """Return another name for a file whose own is taken."""
    folder, name = posixpath.split(file)
    stem, ending = posixpath.splitext(name)
    return posixpath.join(folder, f"{stem}.{digest_of(address)}{ending}")


def _name(name: str) -> str:
    if UNSAFE.search(name) or len(name.encode("utf-8", "surrogatepass")) > LONGEST:
        return f"_{digest_of(name)}"
    return name


def _question(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    words = [word for pair in pairs for word in pair]
    if len(pairs) < 4 and words and all(QUESTION.fullmatch(word) for word in words):
        return ".".join(f"{name}-{value}" for name, value in pairs)
    return digest_of(query)
