"""Pages that a text leads to, each in the language being read where it exists in it."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page

from parvis.delivery.recording import declared, depend_on, key
from parvis.delivery.rows import SET
from parvis.pages.locales import locale_for, locale_of


def pages_by_id(ids: Iterable[int]) -> dict[int, Page]:
    """Return pages, each of which knows its live version in the active language, in one query."""
    asked, locale = Page.objects.filter(pk__in=ids), locale_for(get_language())
    versions_of = Q(translation_key__in=asked.values("translation_key"), locale=locale, live=True)
    with declared():
        pages = list(Page.objects.filter(Q(pk__in=ids) | versions_of))
    depend_on(*(key(SET, page.translation_key) for page in pages))
    versions = {
        page.translation_key: page
        for page in pages
        if page.live and locale is not None and page.locale_id == locale.pk
    }
    for page in pages:
        # Its address asks for its language.
        page.locale = locale_of(page.locale_id)
        page.known_localised = versions.get(page.translation_key, page)
    return {page.pk: page for page in pages}


def localised(page: Page) -> Page:
    """Return the page's live version in the active language, or the page itself."""
    known: Page | None = getattr(page, "known_localised", None)
    return known or page.localized
