"""Everything public, asked from the site and kept aside until all of it is known."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect

from parvis.delivery.export.addresses import HTML, Own, apart, digest_of, file_of
from parvis.delivery.export.answers import Answers
from parvis.delivery.export.archive import Archive
from parvis.delivery.export.ledger import Found, Ledger
from parvis.delivery.export.links import Link, css_links, links_of

LOGIN = "wagtailcore_login"
# Views that need the site itself, by the name of their address.
LIVE_ONLY = {
    "search", "suggestions", "contact", "live", "ready",
    LOGIN, "wagtailcore_authenticate_with_password",
    "wagtaildocs_authenticate_with_password",
}  # fmt: skip
# Asked for although no page links to them; not every site has all of them.
SEEDS = ("choose_language", "sitemap", "robots", "humans", "security_txt")
CSS, XML = "text/css", "application/xml"
SCRIPTS = {"text/javascript", "application/javascript"}
MODULE = re.compile(r"^\s*(?:import|export)\b|\bimport[.(]", re.MULTILINE)
IN_SITEMAP = re.compile(r"<loc>([^<]+)</loc>|<xhtml:link [^>]*href=\"([^\"]+)\"")
REDIRECTS = {301, 302, 303, 307, 308}
MOST_HOPS = 10

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Target:
    """Where a link leads in the end: to what was `found`, or to an address that is `away`."""

    found: Found | None = None
    away: str = ""
    fragment: str = ""


class Crawl:
    """Asks for every public address, from the sitemap and by following links."""

    def __init__(
        self, answers: Answers, spool: Path, live: str, archive: Archive | None = None
    ) -> None:
        self.answers, self.own = answers, Own(answers.base)
        self.ledger = Ledger(spool / "ledger")
        self.errors: list[Found] = []
        for name in ("404.html", "_redirects"):
            self.ledger.take(name)
        self._spool, self.live, self._archive = spool, live, archive

    def run(self, progress: Progress) -> None:
        """Ask until nothing new is found, then give what led nowhere the names it would have."""
        for address in _seeds():
            self._want(address, "")
        self._ask_all(progress)
        for code in ["", *settings.CONTENT_LANGUAGES]:
            self._ask_error(f"/{code}/404/".replace("//", "/"))
        self._ask_all(progress)
        for found in self.ledger:
            if not found.file:
                self._name(found)
                self.ledger.keep(found)

    def path(self, found: Found) -> Path:
        """Return the file that keeps what was answered."""
        return self._spool / str(found.number)

    def text(self, found: Found) -> str:
        """Return what was answered, so that it encodes to the same bytes."""
        return self.path(found).read_bytes().decode("utf-8", "surrogateescape")

    def target(self, link: str, page: str) -> Target:
        """Return where a link on the page at that address leads, redirects followed."""
        url, fragment = link, ""
        for _hop in range(MOST_HOPS):
            split = self.own.split(url, page)
            if split is None:
                return Target(away=url)
            address, fragment = split[0], split[1] or fragment
            found = self.ledger.get(address)
            if (found is None and is_live_only(address)) or (found and found.is_private):
                return Target(away=f"{self.live}{address}", fragment=fragment)
            if found is None or not found.location:
                return Target(found, fragment=fragment)
            url = found.location
        return Target()

    def _ask_all(self, progress: Progress) -> None:
        for number, address in self.ledger.waiting():
            self._ask(number, address)
            progress("pages asked", self.ledger.asked, self.ledger.known)

    def _want(self, address: str, holder: str) -> None:
        if not is_live_only(address):
            self.ledger.want(address, holder)

    def _follow(self, links: Iterator[Link] | list[Link], page: str) -> None:
        for link in links:
            split = self.own.split(link.address, page)
            if split and split[0] != page:
                self._want(split[0], page)

    def _ask(self, number: int, address: str) -> None:
        found = self._keep(address, number)
        if found.location:
            self._follow([Link(found.location)], address)
        if found.is_public:
            self._name(found)
            self._read(found)
        self.ledger.keep(found)

    def _ask_error(self, address: str) -> None:
        """Keep the page for what is not found; where there is a page of that name, hers is kept."""
        found = self._keep(address, -len(self.errors) - 1)
        if found.status == 404 and found.type == HTML:
            found.file = f"{address.strip('/')}.html"
            self.ledger.take(found.file)
            self.errors.append(found)
            self._read(found)

    def _keep(self, address: str, number: int) -> Found:
        answer = self.answers.get(address)
        found = Found(address, answer.status, answer.type, number=number)
        found.digest = answer.save(self.path(found))
        found.is_private = "no-store" in answer.header("Cache-Control")
        if answer.status in REDIRECTS:
            found.location = urljoin(f"{self.answers.base}{address}", answer.header("Location"))
            to = self.own.split(found.location, address)
            found.is_private |= to is not None and _view(_path(to[0])) == LOGIN
        if self._archive and number > 0 and not found.is_private:
            self._archive.add(answer, self.path(found), self.answers.request_headers())
        return found

    def _read(self, found: Found) -> None:
        """Follow the links of what was answered."""
        if found.type == HTML:
            self._follow(links_of(self.text(found), self.answers.base), found.address)
        elif found.type == CSS:
            self._follow(css_links(self.text(found)), found.address)
        elif found.type == XML:
            pairs = IN_SITEMAP.findall(self.text(found))
            self._follow([Link(html.unescape(one or other)) for one, other in pairs], found.address)
        elif found.type in SCRIPTS:
            found.is_plain_script = not MODULE.search(self.text(found))

    def _name(self, found: Found) -> None:
        """Give it a file nobody else has; a redirect to an address of the same file needs none."""
        kind = found.type if found.is_public else HTML
        name = file_of(found.address, kind)
        if found.location:
            names = [name]
        else:
            names = [name, apart(name, found.address), f"_{digest_of(found.address)}/{name}"]
        found.file = next(filter(self.ledger.take, names), "")


def _seeds() -> Iterator[str]:
    """Yield the addresses that are asked for whatever links to them."""
    for name in SEEDS:
        yield reverse(name)
    yield "/favicon.ico"
    if settings.PARVIS_INDEXNOW_KEY:
        yield reverse("indexnow_key", args=[settings.PARVIS_INDEXNOW_KEY])
    own = Own("http://x")
    for path in Redirect.objects.values_list("old_path", flat=True).order_by("pk").iterator():
        if split := own.split(path, "/"):
            yield split[0]


def is_live_only(address: str) -> bool:
    """Whether an address answers what no file can: results, a form, the admin."""
    path = _path(address)
    return path.startswith(reverse("wagtailadmin_home")) or _view(path) in LIVE_ONLY


def _path(address: str) -> str:
    return unquote(address.partition("?")[0])


@lru_cache(maxsize=10_000)
def _view(path: str) -> str:
    """Return the name of the view that answers a path; empty where none does."""
    first = path.split("/")[1]
    code = first if first in settings.CONTENT_LANGUAGES else settings.LANGUAGE_CODE
    with override(code):
        try:
            return resolve(path).url_name or ""
        except Resolver404:
            return ""
