"""Importing a folder of Markdown: one transaction a file, in two rounds.

The first round makes a page for every new file, so that every link has something to lead to; the
second fills them. An article remembers its file and a digest of it, written last: an import killed
half-way is run again and completes, and a second run changes nothing.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Locale

from blog.exchange.articles import Plan, fill, free_slug, give_cover
from blog.exchange.blocks import convert
from blog.exchange.body import Files
from blog.exchange.destinations import Destinations
from blog.exchange.discover import (
    Place,
    find_files,
    key_of,
    language_of,
    pair_key,
    reason_to_skip,
    repeated,
)
from blog.exchange.files import Library
from blog.exchange.frontmatter import BadFileError, jsonable, read
from blog.exchange.links import resolve_links
from blog.exchange.markdown import Parsed
from blog.exchange.report import FileReport, Report, reasons
from blog.exchange.richtext import rich_texts
from blog.exchange.snippets import (
    Counterparts,
    author_names,
    link_authors,
    link_series,
    link_tags,
    series_names,
    tag_names,
)
from blog.models import ArticlePage, BlogIndexPage

VERSION = "2"
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


def import_folder(
    path: Path,
    *,
    locale: str | None = None,
    licence: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    report: Report | None = None,
) -> Report:
    """Import the Markdown files of `path` (a folder or a file) and report on each.

    `locale` is the language of files that do not say theirs, `licence` the licence. A dry run does
    everything in a transaction that it rolls back, and stores no file, so that it reports what the
    run would. `progress(items, label)` may show how far it is. `report` is filled as files are
    done: an import that is stopped leaves in it what it did. Raises FileNotFoundError where there
    is nothing at `path`.
    """
    if not path.exists():
        raise FileNotFoundError(f"There is nothing at {path}.")
    report = Report() if report is None else report
    run = _Import(path, locale or settings.LANGUAGE_CODE, licence, dry_run, report)
    try:
        with transaction.atomic() if dry_run else nullcontext():
            run.everything(find_files(path), progress or (lambda items, _label: items))
            if dry_run:
                transaction.set_rollback(True)
    finally:
        report.close()
    return report


class _Import:
    """One import: what it has read and what it knows of the pages."""

    def __init__(
        self, path: Path, default: str, licence: str, is_dry_run: bool, report: Report
    ) -> None:
        self.root = (path if path.is_dir() else path.parent).resolve()
        self.default = default
        self.licence = licence
        self.locales = {found.language_code: found for found in Locale.objects.all()}
        self.indexes = {
            index.locale_id: index for index in BlogIndexPage.objects.filter(alias_of__isnull=True)
        }
        self.library = Library(self.root, is_dry_run)
        self.plans: list[Plan] = []
        self.pages: dict[str, ArticlePage] = {}
        self.report = report
        self.reports: dict[str, FileReport] = {}
        self.tags, self.authors, self.series = Counterparts(), Counterparts(), Counterparts()
        self.destinations = Destinations()

    def everything(self, places: list[Place], show: Progress) -> None:
        """Import the files of a folder."""
        for place in places:
            self.reports[place.relative] = self.report.add(place.relative)
        for place in show(places, "reading"):
            self.plan(place)
        self.settle_pairs()
        # The site's first language names what languages share, pictures above all.
        self.plans.sort(key=lambda plan: plan.code != settings.LANGUAGE_CODE)
        for plan in show(list(self.plans), "making pages"):
            self.guarded(plan, self.make_page)
        for plan in self.plans:
            if page := self.pages.get(plan.place.identity):
                self.destinations.learn(plan, page.pk)
        for plan in show(list(self.plans), "importing"):
            if not self.guarded(plan, self.import_one):
                self.take_back(plan)
        for plan in self.plans:
            if self.destinations.has_lost(plan):
                self.guarded(plan, self.fill_again)

    def plan(self, place: Place) -> None:
        """Read one file; one that cannot be read, or is no article, is reported and left."""
        report = self.reports[place.relative]
        if place.obstacle:
            report.status, report.messages = "skipped", [place.obstacle]
            return
        try:
            source = read(place.path)
            if reason := reason_to_skip(place, source.meta, source.text):
                report.status, report.messages = "skipped", [reason]
                return
            # What cannot be converted must not leave an empty page behind.
            parsed = Parsed.of(source.text)
            known = list(self.locales)
            code = language_of(place, source.meta, known, self.default)
            pair = pair_key(place, source.meta, known)
            said = f"{VERSION}|{self.licence}|".encode()
            digest = hashlib.sha256(said + place.path.read_bytes()).hexdigest()
            key = key_of(self.root, pair)
            self.plans.append(Plan(place, source.meta, parsed, code, key, digest, self.licence))
        except Exception as error:  # whatever one file holds, the others are imported
            report.messages = reasons(error, place.relative)

    def settle_pairs(self) -> None:
        """Give a key of its own to a file whose pair another file of its language claims too."""
        claims = repeated([(str(plan.key), plan.code) for plan in self.plans])
        for plan in self.plans:
            if (str(plan.key), plan.code) in claims:
                plan.key = key_of(self.root, f"file:{plan.place.relative}")
                plan.say("its translation key is used by another file of its language")
        pairs: dict[Any, list[Plan]] = defaultdict(list)
        for plan in self.plans:
            pairs[plan.key].append(plan)
        for known, names in (
            (self.tags, tag_names),
            (self.authors, author_names),
            (self.series, series_names),
        ):
            known.learn([(plan.code, names(plan)) for plan in pair] for pair in pairs.values())
        existing = ArticlePage.objects.filter(
            import_path__in=[plan.place.identity for plan in self.plans], alias_of__isnull=True
        ).select_related("locale")
        for page in existing:
            self.pages[page.import_path] = page

    def guarded(self, plan: Plan, step: Callable[[Plan], None]) -> bool:
        """Run one step for one file, whose faults are its own; return whether it went well."""
        report = self.reports[plan.place.relative]
        if report.status == "failed" and report.messages:
            return False
        try:
            with transaction.atomic():
                step(plan)
        except Exception as error:  # the same
            report.status, report.page = "failed", ""
            report.messages = [
                *plan.messages,
                *self.library.undo(),
                *reasons(error, plan.place.relative),
            ]
            return False
        self.library.keep()
        return True

    def take_back(self, plan: Plan) -> None:
        """Delete the empty page of a file that failed."""
        page = self.pages.get(plan.place.identity)
        if page is None or page.pk is None or page.import_digest or page.latest_revision_id:
            return
        with transaction.atomic():
            ArticlePage.objects.get(pk=page.pk).delete()
        self.destinations.forget(page.pk)
        del self.pages[plan.place.identity]

    def make_page(self, plan: Plan) -> None:
        """Make the page of a new file, empty and not live."""
        if plan.place.identity in self.pages:
            return
        locale = self.locales[plan.code]
        index = self.indexes.get(locale.pk)
        if index is None:
            raise BadFileError(f"there is no index of articles in {locale.get_display_name()}")
        beside = index.get_children().filter(slug__startswith=plan.slug)
        page = ArticlePage(
            title=plan.title,
            slug=free_slug(plan, set(beside.values_list("slug", flat=True))),
            locale=locale,
            translation_key=self._free_key(plan, locale),
            live=False,
            import_path=plan.place.identity,
        )
        index.refresh_from_db()
        index.add_child(instance=page)
        self.pages[plan.place.identity] = page

    def import_one(self, plan: Plan) -> None:
        """Fill one page, unless its file has not changed or somebody has edited it since."""
        report = self.reports[plan.place.relative]
        page = self.pages.get(plan.place.identity)
        if page is None:
            raise BadFileError("its page could not be made")
        if page.import_digest == plan.digest:
            report.status, report.page = "unchanged", page.url or ""
            return
        is_new = not page.import_digest
        if not is_new and page.latest_revision and page.latest_revision.user_id:
            report.status, report.page = "skipped", page.url or ""
            report.messages = [
                "edited since its import: the file’s changes were not written over it"
            ]
            return
        self._fill(page, plan)
        self._save(page, plan, is_new)
        report.status, report.page = "imported" if is_new else "updated", page.url or ""
        report.messages = plan.messages

    def fill_again(self, plan: Plan) -> None:
        """Fill a page once more, which leads to one that is no more."""
        page = self.pages[plan.place.identity]
        self._fill(page, plan)
        self._save(page, plan, is_new=False)

    def _fill(self, page: ArticlePage, plan: Plan) -> None:
        base = plan.place.path.parent
        files = Files(
            picture=lambda src, title: self.library.picture(src, base, title),
            document=lambda src, title: self.library.document(src, base, title),
        )
        fill(page, plan)
        with translation.override(plan.code):  # a frame without a title is named in its language
            blocks, messages = convert(plan.parsed, files=files, seed=plan.key, title=plan.title)
        for message in messages:
            plan.say(message)
        self.destinations.begin(plan)
        for text in rich_texts(blocks):
            text.set(resolve_links(text.get(), lambda href: self._target(href, plan), plan.say))
        setattr(page, "body", json.dumps(blocks))  # noqa: B010 (the field converts it)
        src, place = plan.cover[0], plan.place.path.parent
        cover = self.library.picture(src, place, title=plan.title) if src else None
        give_cover(page, plan, cover)
        link_tags(page, plan, page.locale, self.tags)
        link_authors(page, plan, page.locale, self.authors)
        link_series(page, plan, page.locale, self.series)
        for message in self.library.noticed():
            plan.say(message)

    def _save(self, page: ArticlePage, plan: Plan, is_new: bool) -> None:
        page.front_matter = jsonable(plan.meta)
        page.import_digest = plan.digest
        was_live = page.live
        page.full_clean()
        revision = page.save_revision(clean=False)  # it was just now
        if was_live or (is_new and not plan.is_draft):
            revision.publish()
        else:
            page.save()
        page.refresh_from_db()

    def _target(self, href: str, plan: Plan) -> tuple[str, int] | None:
        if (page := self.destinations.of(href, plan, list(self.locales))) is not None:
            return "page", page
        document = self.library.document(href, plan.place.path.parent)
        return None if document is None else ("document", document)

    def _free_key(self, plan: Plan, locale: Locale) -> Any:
        if ArticlePage.objects.filter(translation_key=plan.key, locale=locale).exists():
            return key_of(self.root, f"file:{plan.place.relative}")
        return plan.key
