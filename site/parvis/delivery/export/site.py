"""The whole export: asked, written, read again."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string

from parvis.delivery.export.addresses import HTML, relative
from parvis.delivery.export.answers import Answers, as_in_production, public_base
from parvis.delivery.export.archive import Archive
from parvis.delivery.export.check import Broken, broken_links
from parvis.delivery.export.crawl import CSS, Crawl, Progress
from parvis.delivery.export.folder import ExportError, Folder, refused
from parvis.delivery.export.ledger import Found
from parvis.delivery.export.links import css_placed, placed
from parvis.delivery.machines import hearing_machines
from parvis.delivery.process import changes
from parvis.media.preparing import prepare_pictures


@dataclass
class Report:
    """What an export did, and what it found wrong."""

    live: str = ""
    pages: int = 0
    written: int = 0
    removed: int = 0
    unchanged: int = 0
    archived: int = 0
    broken: list[Broken] = field(default_factory=list)
    # Addresses that answered an error, with the page that leads there.
    failed: list[tuple[Found, str]] = field(default_factory=list)
    # Pictures that are shown as they were uploaded.
    unmade: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every address answered, and every link leads somewhere."""
        return not self.broken and not self.failed


@dataclass(frozen=True)
class Options:
    """How the export is to be read.

    `live` is where search and forms are; `root` the path the files are served below, which only
    the page for what is not found and the list of redirects need to know.
    """

    live: str = ""
    root: str = "/"
    archive: Path | None = None

    @property
    def path(self) -> str:
        """The root, with a slash at both ends."""
        return f"/{self.root.strip('/')}/".replace("//", "/")


def export_site(path: Path, options: Options, progress: Progress) -> Report:
    """Write the public site into a folder; raise ExportError where that cannot be."""
    base = public_base()
    with as_in_production(), hearing_machines(changes()), Folder(path) as folder:
        answers = Answers(base)
        _try(answers)
        # Files cannot show later what a worker has not made by now.
        prepared = prepare_pictures(lambda done, known: progress("pictures made", done, known))
        crawl = _crawl(answers, folder, options, progress)
        writing = Writing(crawl, folder, options)
        writing.run(progress)
        report = Report(
            live=crawl.live,
            pages=sum(found.is_public and found.type == HTML for found in crawl.ledger),
            written=folder.written,
            removed=folder.removed,
            unchanged=folder.unchanged,
            archived=crawl.ledger.asked if options.archive else 0,
            unmade=prepared.failed,
        )
        progress("links checked", 0, 1)
        report.broken = broken_links(folder.path, folder.files, options.path)
        progress("links checked", 1, 1)
        seen = {broken.file for broken in report.broken}
        report.failed = [
            (found, crawl.ledger.holder(found.address))
            for found in crawl.ledger
            if _is_failure(found, crawl) and found.file not in seen
        ]
        crawl.ledger.close()
    return report


def _try(answers: Answers) -> None:
    """Refuse to do anything where the site does not answer at all."""
    first = answers.get("/")
    first.close()
    if first.status >= 400:
        raise ExportError(
            f"{answers.base}/ answers {first.status}: check PARVIS_BASE_URL and ALLOWED_HOSTS."
        )


def _crawl(answers: Answers, folder: Folder, options: Options, progress: Progress) -> Crawl:
    """Ask for everything."""
    live = options.live.rstrip("/") or answers.base
    try:
        with ExitStack() as stack:
            archive: Archive | None = None
            if options.archive:
                archive = stack.enter_context(Archive(options.archive, answers.base))
            crawl = Crawl(answers, folder.spool, live, archive)
            crawl.run(progress)
    except OSError as error:
        raise refused(error, options.archive or folder.path) from error
    return crawl


def _is_failure(found: Found, crawl: Crawl) -> bool:
    """Whether an address should have answered: one that a page leads to, or that fails itself."""
    if found.location or found.status < 400:
        return False
    return found.status >= 500 or bool(crawl.ledger.holder(found.address))


class Writing:
    """Writes what was asked, with links from file to file."""

    def __init__(self, crawl: Crawl, folder: Folder, options: Options) -> None:
        self.crawl, self.folder, self.options = crawl, folder, options

    def run(self, progress: Progress) -> None:
        """Write every file, and remove those of pages that are gone."""
        names = (one.file for one in self._all())
        self.folder.expect(chain(names, ["404.html", "_redirects"]))
        known = sum(1 for _one in self._all())
        for done, one in enumerate(self._all(), start=1):
            self._write(one)
            progress("files written", done, known)
        self.folder.put("_redirects", self._redirects().encode(), "")
        self.folder.keep({one.address for one in self.crawl.ledger if one.status >= 500})
        self.folder.finish()

    def _all(self) -> Iterator[Found]:
        """Yield what has a file."""
        for found in self.crawl.ledger:
            if found.file and self._is_written(found):
                yield found
        yield from self.crawl.errors

    def _is_written(self, found: Found) -> bool:
        """Whether an address has a file: a page may lead on to a page, but not stand for a file."""
        if not found.location or found.is_private:
            return found.is_public
        target = self.crawl.target(found.location, found.address)
        return bool(target.away) or (target.found is not None and target.found.type == HTML)

    def _write(self, found: Found) -> None:
        if found.location:
            self.folder.put(found.file, self._moved(found), found.address)
        elif found.type == HTML:
            text = placed(
                self.crawl.text(found),
                lambda link: self.place(link, found),
                lambda link: self._is_plain_script(link, found),
            )
            self.folder.put(found.file, text.encode("utf-8", "surrogateescape"), found.address)
        elif found.type == CSS:
            text = css_placed(self.crawl.text(found), lambda link: self.place(link, found))
            self.folder.put(found.file, text.encode("utf-8", "surrogateescape"), found.address)
        else:
            path = self.crawl.path(found)
            self.folder.move(found.file, path, found.digest, found.address)

    def place(self, link: str, page: Found) -> str:
        """Return what a link on a page becomes: the way to a file, or an address elsewhere."""
        if link.startswith("#"):
            return link
        target = self.crawl.target(link, page.address)
        if link.startswith("//") and target.away == link:
            return f"{self.crawl.answers.base.partition('//')[0]}{link}"
        if target.away:
            return link if target.away == link else _with(target.away, target.fragment)
        if target.found is None:
            return link
        if page.status == 404:
            # Hosts show this page wherever nothing is: the way from there is unknown.
            return _with(f"{self.options.path}{quote(target.found.file)}", target.fragment)
        if target.found.address == page.address and target.fragment:
            return f"#{target.fragment}"
        return _with(relative(page.file, target.found.file), target.fragment)

    def _is_plain_script(self, link: str, page: Found) -> bool:
        found = self.crawl.target(link, page.address).found
        return found is not None and found.is_plain_script

    def _moved(self, found: Found) -> bytes:
        """Return a page that leads on at once, for hosts that know no redirects."""
        link = self.place(found.location, found)
        first = found.address.split("/")[1]
        is_language = first in settings.CONTENT_LANGUAGES
        context = {
            "language": first if is_language else settings.LANGUAGE_CODE,
            "link": link,
            "public": self._public(found),
        }
        return render_to_string("delivery/moved.html", context).encode()

    def _public(self, found: Found) -> str:
        """Return the public address a redirect leads to in the end."""
        target = self.crawl.target(found.location, found.address)
        if target.found is not None:
            return _with(f"{self.crawl.answers.base}{target.found.address}", target.fragment)
        return _with(target.away or found.location, target.fragment)

    def _redirects(self) -> str:
        """Return what hosts read that know redirects: Netlify’s format, GitLab Pages’ too."""
        root, base = self.options.path.rstrip("/"), self.crawl.answers.base
        lines = []
        for found in self.crawl.ledger:
            if "?" in found.address or not found.file:
                continue
            here = f"{root}{found.address}"
            if found.location:
                to = self._public(found)
                to = f"{root}{to.removeprefix(base)}" if to.startswith(f"{base}/") else to
                lines.append(f"{here} {to} {found.status}")
            elif found.is_public and found.address.endswith("/") and found.type != HTML:
                lines.append(f"{here} {root}/{quote(found.file)} 200")
        return "".join(f"{line}\n" for line in lines)


def _with(address: str, fragment: str) -> str:
    return f"{address}#{fragment}" if fragment else address
