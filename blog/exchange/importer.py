"""Importing a folder of Markdown: one transaction a file, in two rounds.

The first round makes a page for every new file, so that every link has something to lead to; the
second fills them. An article remembers its file and a digest of it, written last: an import killed
half-way is run again and completes, and a second run changes nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.text import slugify
from wagtail.models import Locale

from blog.exchange.articles import Plan, fill, link_authors, link_tags
from blog.exchange.blocks import convert
from blog.exchange.body import Files
from blog.exchange.discover import Place, find_files, key_of, language_of, pair_key, repeated
from blog.exchange.files import Library
from blog.exchange.frontmatter import BadFileError, first, jsonable, read, text_of
from blog.exchange.links import candidates, plain_name, resolve_links
from blog.exchange.report import FileReport, Report
from blog.models import ArticlePage, BlogIndexPage

# Raised by what a file holds; anything else is a fault of ours and must be seen.
FAULTS = (BadFileError, ValidationError, DatabaseError, OSError, RecursionError, ValueError)
VERSION = "1"
Progress = Callable[[Iterable[Any], str], Iterable[Any]]


def import_folder(
    path: Path,
    *,
    locale: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import the Markdown files of `path` (a folder or a file) and report on each.

    `locale` is the language of files that do not say theirs. A dry run reads and converts all the
    same, and changes nothing. `progress(items, label)` may show how far it is. Raises
    FileNotFoundError where there is nothing at `path`.
    """
    if not path.exists():
        raise FileNotFoundError(f"There is nothing at {path}.")
    run = _Import(path, locale or settings.LANGUAGE_CODE, dry_run)
    show = progress or (lambda items, _label: items)
    for place in show(find_files(path), "reading"):
        run.plan(place)
    run.settle_pairs()
    for plan in show(list(run.plans), "making pages"):
        run.guarded(plan, run.make_page)
    run.learn_names()
    for plan in show(list(run.plans), "importing"):
        run.guarded(plan, run.import_one)
    return Report([run.reports[name] for name in sorted(run.reports)])


class _Import:
    """One import: what it has read and what it knows of the pages."""

    def __init__(self, path: Path, default: str, is_dry_run: bool) -> None:
        self.root = (path if path.is_dir() else path.parent).resolve()
        self.default = default
        self.is_dry_run = is_dry_run
        self.locales = {found.language_code: found for found in Locale.objects.all()}
        self.indexes = {
            index.locale_id: index for index in BlogIndexPage.objects.filter(alias_of__isnull=True)
        }
        self.library = Library(self.root, is_dry_run)
        self.plans: list[Plan] = []
        self.pages: dict[str, ArticlePage] = {}
        self.new: set[str] = set()
        self.names: dict[tuple[str, str], int] = {}
        self.reports: dict[str, FileReport] = {}

    def plan(self, place: Place) -> None:
        """Read one file; one that cannot be read is reported and left."""
        report = self.reports[place.relative] = FileReport(place.relative)
        try:
            source = read(place.path)
            known = list(self.locales)
            code = language_of(place, source.meta, known, self.default)
            pair = pair_key(place, source.meta, known)
        except FAULTS as error:
            report.messages.append(str(error))
            return
        if reason := _reason_to_skip(place, source.meta, source.text):
            report.status, report.messages = "skipped", [reason]
            return
        digest = hashlib.sha256(VERSION.encode() + place.path.read_bytes()).hexdigest()
        self.plans.append(Plan(place, source, code, key_of(self.root, pair), digest))

    def settle_pairs(self) -> None:
        """Give a key of its own to a file whose pair another file of its language claims too."""
        claims = repeated([(str(plan.key), plan.code) for plan in self.plans])
        for plan in self.plans:
            if (str(plan.key), plan.code) in claims:
                plan.key = key_of(self.root, f"file:{plan.place.relative}")
                plan.messages.append("its translation key is used by another file of its language")
        existing = ArticlePage.objects.filter(
            import_path__in=[plan.place.identity for plan in self.plans], alias_of__isnull=True
        ).select_related("locale")
        for page in existing:
            self.pages[page.import_path] = page

    def guarded(self, plan: Plan, step: Callable[[Plan], None]) -> None:
        """Run one step for one file; a fault is that file's alone."""
        report = self.reports[plan.place.relative]
        if report.status == "failed" and report.messages:
            return
        try:
            with transaction.atomic():
                step(plan)
        except FAULTS as error:
            reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
            report.status = "failed"
            report.messages = [*plan.messages, *(reasons or [type(error).__name__])]

    def make_page(self, plan: Plan) -> None:
        """Make the page of a new file, empty and not live."""
        if plan.place.identity in self.pages or self.is_dry_run:
            return
        locale = self.locales[plan.code]
        index = self.indexes.get(locale.pk)
        if index is None:
            raise BadFileError(f"there is no index of articles in {locale.get_display_name()}")
        page = ArticlePage(
            title=plan.title,
            slug=self._free_slug(plan, index),
            locale=locale,
            translation_key=self._free_key(plan, locale),
            live=False,
            import_path=plan.place.identity,
        )
        index.refresh_from_db()
        index.add_child(instance=page)
        self.pages[plan.place.identity] = page
        self.new.add(plan.place.identity)

    def learn_names(self) -> None:
        """Learn under which names links may call each page."""
        for plan in self.plans:
            page = self.pages.get(plan.place.identity)
            if page is None:
                continue
            permalink = text_of(first(plan.source.meta, "permalink", "url"))
            said = text_of(first(plan.source.meta, "translationKey", "translation_key", "ref"))
            for name in (plan.place.relative, permalink, f"article:{said}"):
                if name not in {"", "article:"}:
                    self.names.setdefault((plain_name(name), plan.code), page.pk)

    def import_one(self, plan: Plan) -> None:
        """Fill one page, unless its file has not changed or somebody has edited it since."""
        report = self.reports[plan.place.relative]
        page = self.pages.get(plan.place.identity)
        if self.is_dry_run and page is None:
            page = ArticlePage(title=plan.title, locale=self.locales[plan.code])
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
        if not self.is_dry_run:
            self._save(page, plan, is_new)
        report.status = "imported" if is_new else "updated"
        report.page = (page.url or "") if page.pk else ""
        report.messages = [*plan.messages, *self.library.messages]
        self.library.messages.clear()

    def _fill(self, page: ArticlePage, plan: Plan) -> None:
        base = plan.place.path.parent
        files = Files(
            picture=lambda src: self.library.picture(src, base),
            document=lambda src, title: self.library.document(src, base, title),
        )
        fill(page, plan)
        blocks, messages = convert(plan.source.text, files=files, seed=plan.key, title=plan.title)
        plan.messages += messages
        for text in _rich_texts(blocks):
            text.set(
                resolve_links(text.get(), lambda href: self._target(href, plan), plan.messages)
            )
        if self.is_dry_run:
            return
        setattr(page, "body", json.dumps(blocks))  # noqa: B010 (the field converts it)
        self._cover(page, plan)
        link_tags(page, plan, page.locale)
        link_authors(page, plan, page.locale)

    def _cover(self, page: ArticlePage, plan: Plan) -> None:
        src, alt, caption = plan.cover
        if not src:
            return
        key = self.library.picture(src, plan.place.path.parent, title=plan.title)
        if key is None:
            plan.messages.append(f"cover not found: {src[:200]}")
            return
        page.cover_id, page.cover_alt, page.cover_caption = key, alt[:255], caption[:500]
        page.cover_is_decorative = not alt
        if not alt:
            plan.messages.append("the cover has no text alternative: marked as decorative")

    def _save(self, page: ArticlePage, plan: Plan, is_new: bool) -> None:
        page.front_matter = jsonable(plan.source.meta)
        page.import_digest = plan.digest
        was_live = page.live
        page.full_clean()
        revision = page.save_revision()
        if was_live or (is_new and not plan.is_draft):
            revision.publish()
        else:
            page.save()
        page.refresh_from_db()

    def _target(self, href: str, plan: Plan) -> tuple[str, int] | None:
        languages = dict.fromkeys([plan.code, *self.locales])
        for name in [plain_name(href), *candidates(href, plan.place.relative)]:
            for code in languages:
                if (name, code) in self.names:
                    return "page", self.names[name, code]
        document = self.library.document(href, plan.place.path.parent)
        return None if document is None else ("document", document)

    def _free_slug(self, plan: Plan, index: BlogIndexPage) -> str:
        taken = set(
            index.get_children().filter(slug__startswith=plan.slug).values_list("slug", flat=True)
        )
        slug, number = plan.slug, 1
        folder = slugify("-".join(plan.place.relative.split("/")[-2:-1]))
        while slug in taken:
            number += 1
            slug = f"{folder}-{plan.slug}" if number == 2 and folder else f"{plan.slug}-{number}"
        if slug != plan.slug:
            plan.messages.append(f"the slug {plan.slug} is taken: {slug} instead")
        return slug

    def _free_key(self, plan: Plan, locale: Locale) -> Any:
        if ArticlePage.objects.filter(translation_key=plan.key, locale=locale).exists():
            return key_of(self.root, f"file:{plan.place.relative}")
        return plan.key


class _Text:
    """One rich text inside raw blocks, to read and to replace."""

    def __init__(self, holder: Any, name: Any) -> None:
        self.holder, self.name = holder, name

    def get(self) -> str:
        """Return the text."""
        return str(self.holder[self.name])

    def set(self, value: str) -> None:
        """Replace the text."""
        self.holder[self.name] = value


def _rich_texts(value: Any) -> list[_Text]:
    """Return every text with a link in raw blocks; code is left alone."""
    found = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for name, item in pairs:
        if isinstance(item, dict | list):
            found += _rich_texts(item)
        elif isinstance(item, str) and '<a href="' in item and name not in {"code", "url"}:
            found.append(_Text(value, name))
    return found


def _reason_to_skip(place: Place, meta: dict[str, Any], text: str) -> str:
    """Say why a file is no article, or nothing."""
    if (
        str(first(meta, "eleventyExcludeFromCollections") or "").lower() == "true"
        and not text.strip()
    ):
        return "a page of the generator’s own, without text"
    if place.path.stem.lower() in {"index", "_index"} and not text.strip():
        return "a list made by the generator, without text of its own"
    if not text.strip() and not text_of(first(meta, "title")):
        return "no text and no title"
    return ""
