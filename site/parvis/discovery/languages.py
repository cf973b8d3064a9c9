"""Where a page stands in every other language.

Everything comes from the translation key: slugs differ between languages, so editing the address
would lead nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Locale, Page

from parvis.delivery.recording import declared, depend_on, key, whole
from parvis.delivery.rows import PAGE, SET

Address = Callable[[Page], str | None]


@dataclass(frozen=True)
class Place:
    """Where a link leads, and what is found there."""

    url: str
    title: str


Nearest = Callable[[Page], Place | None]


@dataclass(frozen=True)
class LanguageLink:
    """One side of the language switch.

    `is_translation` is False where the page does not exist in that language: `url` then leads to
    the nearest page above it that does, named by `title`.
    """

    code: str
    name: str
    url: str
    title: str
    is_current: bool
    is_translation: bool


def language_links(
    page: Page,
    request: HttpRequest,
    address: Address | None = None,
    nearest: Nearest | None = None,
) -> list[LanguageLink]:
    """Return a link for each content language that has anything to show, in the settings' order.

    `address(translated_page)` gives the address of the same view on a translation of `page` (a tag
    page, page 3 of a list), or None where that view has no counterpart; `nearest` then gives the
    closest place to it, the translated page itself by default. Both are called with that page's
    language active. The number of queries does not depend on the number of languages.
    """
    at = address or (lambda translated: translated.get_url(request))
    same_page = {page.locale.language_code: page} | page.readable_translations
    above: dict[str, Page] = {}
    if any(code not in same_page for code, _ in settings.LANGUAGES):
        above = _nearest_ancestors(page)
    links = []
    for code, name in settings.LANGUAGES:
        target = same_page.get(code) or above.get(code)
        if target is None:
            continue
        with override(code):
            url = at(target) if code in same_page else None
            place = nearest(target) if nearest and code in same_page and url is None else None
            place = place or Place(target.get_url(request) or f"/{code}/", target.title)
            links.append(
                LanguageLink(
                    code=code,
                    name=name,
                    url=url or place.url,
                    title=place.title,
                    is_current=target is page,
                    is_translation=url is not None,
                )
            )
    return links


def _nearest_ancestors(page: Page) -> dict[str, Page]:
    """Return, by language, the deepest page above `page` that has a readable translation."""
    above = page.get_ancestors().filter(depth__gt=1).values_list("pk", "translation_key")
    with declared(whole(Locale)):
        keys = dict(above)
        depend_on(*(key(PAGE, pk) for pk in keys), *(key(SET, one) for one in keys.values()))
        pages = (
            Page.objects.filter(translation_key__in=list(keys.values()), alias_of__isnull=True)
            .live()
            .public()
            .select_related("locale")
            .order_by("depth")
        )
        return {found.locale.language_code: found for found in pages}
