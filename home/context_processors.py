"""What every page of the site shows around its content."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from home.models import MenuItem, SiteIdentity
from parvis.delivery.parts import part
from parvis.delivery.recording import declared, key, whole
from parvis.delivery.rows import SET
from parvis.pages.locales import locale_for


@dataclass(frozen=True)
class MenuLink:
    """An entry of a menu as the reader sees it."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Entry:
    """An entry of a menu as it is on every page; `is_section` where pages stand below it."""

    menu: str
    label: str
    url: str
    is_section: bool

    def on(self, path: str) -> MenuLink:
        """Return the entry as a reader at this path sees it."""
        is_current = path == self.url or (self.is_section and path.startswith(self.url))
        return MenuLink(self.label, self.url, is_current)


@dataclass(frozen=True)
class Frame:
    """Identity and menus in the language of the address."""

    identity: SiteIdentity | None
    main_menu: list[MenuLink] = field(default_factory=list)
    footer_menu: list[MenuLink] = field(default_factory=list)


def site_identity(request: HttpRequest) -> dict[str, Any]:
    """Provide `site`, computed when a template first reads it."""
    return {"site": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: HttpRequest) -> Frame:
    code = get_language() or ""
    identity, entries = part(
        *("frame", code, request.get_host()), make=lambda: _identity_and_menus(code, request)
    )
    shown: dict[str, list[MenuLink]] = {"main": [], "footer": []}
    for entry in entries:
        shown[entry.menu].append(entry.on(request.path))
    return Frame(identity, shown["main"], shown["footer"])


def _identity_and_menus(
    code: str, request: HttpRequest
) -> tuple[SiteIdentity | None, tuple[Entry, ...]]:
    with declared(whole(MenuItem), whole(SiteIdentity), whole(Locale)):
        items = list(
            MenuItem.objects.filter(identity__locale__language_code=code)
            .select_related("identity__logo", "identity__icon", "page")
            .order_by("sort_order")
        )
        # One query for both; a site without menus still has its name.
        identity = items[0].identity if items else _identity(code)
    if identity is None:
        return None, ()
    pages = _in_language([item.page for item in items if item.page], code)
    entries = []
    for item in items:
        page = pages.get(item.page.translation_key) if item.page else None
        if item.page and page is None:
            continue
        url = page.get_url(request) if page else item.url
        label = item.label or (page.title if page else "")
        entries.append(Entry(item.menu, label, url, bool(page and page.depth > 2)))
    return identity, tuple(entries)


def _identity(code: str) -> SiteIdentity | None:
    return (
        SiteIdentity.objects.filter(locale__language_code=code)
        .select_related("logo", "icon")
        .first()
    )


def _in_language(pages: list[Page], code: str) -> dict[Any, Page]:
    """Return the live page of this language for each translation key, in one query or none."""
    locale = locale_for(code)
    own = {
        page.translation_key: page
        for page in pages
        if locale and page.locale_id == locale.pk and page.live and page.alias_of_id is None
    }
    keys = {page.translation_key for page in pages}
    others = keys - own.keys()
    with declared(*(key(SET, one) for one in keys)):
        found = Page.objects.live().filter(
            translation_key__in=others,
            locale__language_code=code,
            alias_of__isnull=True,
        )
        return own | ({page.translation_key: page for page in found} if others else {})
