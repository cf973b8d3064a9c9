"""The addresses of pages, put together without asking Django how each time.

A page names those of a dozen others. Where the pages of a language begin is always the same, and
what follows are the slugs above a page and its own, which its row has.
"""

import re
from functools import cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import override
from wagtail.models import Page

UrlParts = tuple[int, str | None, str | None]
# Slugs that stand in an address as they are.
_PLAIN = re.compile(r"(?:[\w-]+/)*", re.ASCII)


def url_parts(page: Page, request: HttpRequest | None = None) -> UrlParts | None:
    """Return the site a page is of, that site’s address and the page’s path, as Wagtail does.

    Wagtail is asked where a page is of several sites or of none, or has letters that are quoted.
    """
    roots = page._get_relevant_site_root_paths(request)
    if len(roots) == 1:
        site, root_path, root_url, language = roots[0]
        below = page.url_path[len(root_path) :]
        if _PLAIN.fullmatch(below):
            return site, root_url, f"{_beginning(language, get_script_prefix())}{below}"
    parts: UrlParts | None = Page.get_url_parts(page, request)
    return parts


def address_of(page: Page) -> str:
    """Return what `page.url` does of a page whose type was not read; empty where it has none."""
    sites = {root.site_id for root in page._get_site_root_paths()}
    parts = url_parts(page) if len(sites) == 1 else None
    return (parts[2] if parts else page.url) or ""


@cache
def _beginning(language: str, _script_prefix: str) -> str:
    with override(language):
        return reverse("wagtail_serve", args=[""])
