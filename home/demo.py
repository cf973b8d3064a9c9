"""The demo's home pages, plain pages, identity and menus."""

import json
from pathlib import Path
from typing import Any

import frontmatter
from django.conf import settings
from wagtail.models import Locale, Page

from home.models import (
    AccessibilityStatementPage,
    HomePage,
    MenuItem,
    PlainPage,
    SiteIdentity,
)
from parvis.demo.loading import Content
from parvis.translation.adopt import adopt

FramePage = PlainPage | AccessibilityStatementPage


def load_frame(content: Content) -> list[str]:
    """Load everything on the first run; leave it alone once a plain page is there."""
    if PlainPage.objects.exists():
        return []
    words = content.read("site.yaml")
    pages = _load_pages(content)
    for code, locale in _locales().items():
        if code not in words:
            continue
        _name_home(HomePage.objects.get(locale=locale), words[code])
        _name_site(locale, words[code])
    _fill_menus(pages)
    return [f"{len(pages)} plain pages"]


def _locales() -> dict[str, Locale]:
    found = {locale.language_code: locale for locale in Locale.objects.all()}
    return {code: found[code] for code in settings.CONTENT_LANGUAGES if code in found}


def _name_home(home: HomePage, words: dict[str, Any]) -> None:
    home.title = words["home"]["title"]
    home.introduction = words["home"].get("introduction", "")
    home.search_description = words["home"].get("meta_description", home.introduction)[:160]
    home.save_revision().publish()


def _name_site(locale: Locale, words: dict[str, Any]) -> None:
    identity = SiteIdentity.objects.get(locale=locale)
    identity.name = words["name"]
    identity.tagline = words.get("tagline", "")
    identity.organisation = words.get("organisation", "")
    identity.footer = words.get("footer", "")
    identity.contact_email = words.get("contact_email", "")
    identity.save()


def _load_pages(content: Content) -> list[FramePage]:
    """Create the plain pages of every language, pairs linked, and return the default language's."""
    by_key: dict[str, FramePage] = {}
    for code, locale in _locales().items():
        parent = HomePage.objects.get(locale=locale)
        for path in sorted(content.pages.glob(f"{code}/*.md")):
            page = _page(path, locale, content)
            key = _key(path)
            source = by_key.get(key)
            if source is not None:
                page.translation_key = source.translation_key
            parent.add_child(instance=page)
            page.save_revision().publish()
            if source is None:
                by_key[key] = page
            else:
                adopt(source, type(page).objects.get(pk=page.pk))
    return list(by_key.values())


def _key(path: Path) -> str:
    return str(frontmatter.load(str(path)).metadata["translationKey"])


def _page(path: Path, locale: Locale, content: Content) -> FramePage:
    post = frontmatter.load(str(path))
    given: dict[str, Any] = post.metadata
    statement = given.get("statement")
    page: FramePage = PlainPage() if statement is None else AccessibilityStatementPage(**statement)
    page.locale = locale
    page.title, page.slug = given["title"], given["slug"]
    page.summary = given.get("summary", "")
    page.search_description = given.get("meta_description", "")
    setattr(page, "body", content.blocks(post.content, path))  # noqa: B010 (the field converts)
    if statement is not None:
        limits = [{"type": "limit", "value": value} for value in given.get("limits", [])]
        setattr(page, "limits", json.dumps(limits, default=str))  # noqa: B010 (likewise)
    return page


def _fill_menus(pages: list[FramePage]) -> None:
    """Put the index in the main menu and the plain pages in the footer, in each language."""
    keys: dict[str, Any] = {}
    for locale in _locales().values():
        identity = SiteIdentity.objects.get(locale=locale)
        home = HomePage.objects.get(locale=locale)
        indexes = home.get_children().live().not_exact_type(PlainPage, AccessibilityStatementPage)
        entries = [
            *(("main", index) for index in indexes),
            *(("main", _in(page, locale)) for page in pages[:1]),
            *(("footer", _in(page, locale)) for page in pages),
        ]
        for order, (menu, entry) in enumerate(entries):
            item = MenuItem(identity=identity, locale=locale, menu=menu, sort_order=order)
            item.page = Page.objects.get(pk=entry.pk)
            item.translation_key = keys.setdefault(f"{menu}{order}", item.translation_key)
            item.save()


def _in(page: FramePage, locale: Locale) -> Page:
    """Return a page in a language, else as it is: its entry is shown once it is translated."""
    return page.get_translation_or_none(locale) or page
