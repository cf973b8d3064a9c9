"""The addresses of pages, put together without asking Django how each time.

A page names those of a dozen others. Where the pages of a language begin is always the same, and
what follows are the slugs above a page and its own, which its row has.
"""

import re
from functools import cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import override
from wagtail.models import Locale, Page, Site
from wagtail.models.sites import SiteRootPath

from parvis.delivery.parts import are_kept, part
from parvis.delivery.recording import declared, depend_on, key, whole
from parvis.delivery.rows import SET

UrlParts = tuple[int, str | None, str | None]
# Slugs that stand in an address as they are.
_PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII)


def url_parts(page: Page, request: HttpRequest | None = None) -> UrlParts | None:
    """Return the site a page is of, that site’s address and the page’s path, as Wagtail does.

    Wagtail is asked where a page is of several sites or of none, or has letters that are quoted.
    """
    roots = [root for root in root_paths() if page.url_path.startswith(root.root_path)]
    if len(roots) == 1:
        site, root_path, root_url, language = roots[0]
        below = page.url_path[len(root_path) :]
        if _PLAIN.fullmatch(below):
            return site, root_url, f"{_beginning(language, get_script_prefix())}{below}"
    parts: UrlParts | None = Page.get_url_parts(page, request)
    return parts


def address_of(page: Page) -> str:
    """Return what `page.url` does of a page whose type was not read; empty where it has none."""
    sites = {root.site_id for root in root_paths()}
    parts = url_parts(page) if len(sites) == 1 else None
    return (parts[2] if parts else page.url) or ""


def root_paths() -> list[SiteRootPath]:
    """Return what Wagtail does of where sites begin; from memory while a page is rendered.

    Wagtail reads a file of its cache for each page whose address is asked for.
    """
    return part("root paths", make=_new_root_paths) if are_kept() else _root_paths()


def _root_paths() -> list[SiteRootPath]:
    found: list[SiteRootPath] = Site.get_site_root_paths()
    return found


def _new_root_paths() -> list[SiteRootPath]:
    """Return them as the database has them: Wagtail keeps those of a home page that was deleted."""
    with declared(whole(Site), whole(Locale)):
        keys = list(Site.objects.values_list("root_page__translation_key", flat=True))
        depend_on(*(key(SET, one) for one in keys))
        Site.clear_site_root_paths_cache()
        return _root_paths()


@cache
def _beginning(language: str, _script_prefix: str) -> str:
    with override(language):
        return reverse("wagtail_serve", args=[""])
