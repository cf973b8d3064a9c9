"""What every page of the site shows around its content."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
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
    is_page: bool  # it leads to the page being read, not to what that stands below


@dataclass(frozen=True)
class Entry:
    """An entry of a menu as it is on every page; `is_section` where pages stand below it."""

    menu: str
    label: str
    url: str
    is_section: bool

    def on(self, path: str) -> MenuLink:
        """Return the entry as a reader at this path sees it."""
        is_page = path == self.url
        is_current = is_page or (self.is_section and path.startswith(self.url))
        return MenuLink(self.label, self.url, is_current, is_page)


@dataclass(frozen=True)
class Frame:
    """Identity and menus in the language of the address, whose home page is at `home`.

    `is_home` where that is the page being read.
    """

    identity: SiteIdentity | None
    home: str
    is_home: bool
    main_menu: list[MenuLink] = field(default_factory=list)
    footer_menu: list[MenuLink] = field(default_factory=list)

    @property
    def standing(self) -> tuple[Any, ...]:
        """Where the page being read stands: all that tells two frames of a language apart."""
        links = [*self.main_menu, *self.footer_menu]
        return self.is_home, *((link.url, link.is_page) for link in links if link.is_current)


def site_identity(request: HttpRequest) -> dict[str, Any]:
    """Provide `site`, computed when a template first reads it."""
    return {"site": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame of the page that is asked for."""
    code = get_language() or ""
    identity, home, entries = part(
        *("frame", code, request.get_host()), make=lambda: _identity_and_menus(code, request)
    )
    shown: dict[str, list[MenuLink]] = {"main": [], "footer": []}
    for entry in entries:
        shown[entry.menu].append(entry.on(request.path))
    return Frame(identity, home, request.path == home, shown["main"], shown["footer"])


def _identity_and_menus(
    code: str, request: HttpRequest
) -> tuple[SiteIdentity | None, str, tuple[Entry, ...]]:
    home = reverse("wagtail_serve", args=[""])
    with declared(whole(MenuItem), whole(SiteIdentity), whole(Locale)):
        items = list(
            MenuItem.objects.filter(identity__locale__language_code=code)
            .select_related("identity__logo", "identity__icon", "page")
            .order_by("sort_order")
        )
        # One query for both; a site without menus still has its name.
        identity = items[0].identity if items else _identity(code)
    if identity is None:
        return None, home, ()
    pages = _in_language([item.page for item in items if item.page], code)
    entries = []
    for item in items:
        page = pages.get(item.page.translation_key) if item.page else None
        if item.page and page is None:
            continue
        url = page.get_url(request) if page else item.url
        label = item.label or (page.title if page else "")
        entries.append(Entry(item.menu, label, url, bool(page and page.depth > 2)))
    return identity, home, tuple(entries)


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
