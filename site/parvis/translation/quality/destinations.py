"""Links of a translation that take its readers to another language."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.language import language_name

CHECK = "link-language"
Attributes = Mapping[str, Any]


def links_to_other_language(links: Iterable[Attributes], locale: Locale) -> list[Finding]:
    """Return the links that lead to a page of another language than `locale`.

    `links` are the attributes of `<a>` in rich text: those of a page of ours (`linktype`, `id`),
    shown in the reader's language where it is published, or an address (`href`).
    """
    links = list(links)
    return findings_of(links, locale, pages_only_elsewhere(links, locale))


def pages_only_elsewhere(links: Iterable[Attributes], locale: Locale) -> dict[int, Page]:
    """Return the linked pages that readers of `locale` cannot read in it, in one query at most."""
    ids = {page_id for link in links if (page_id := _page_id(link))}
    if not ids:
        return {}
    translations = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale, live=True
    )
    pages = Page.objects.filter(pk__in=ids).exclude(locale=locale)
    return {page.pk: page for page in pages.filter(~Exists(translations))}


def findings_of(
    links: Iterable[Attributes], locale: Locale, elsewhere: Mapping[int, Page]
) -> list[Finding]:
    """Return what is to say of these links; `elsewhere` comes from `pages_only_elsewhere`."""
    found = []
    for link in links:
        page = elsewhere.get(_page_id(link) or 0)
        if page is not None:
            message = _("“%(title)s” is not published in this language: the link leads elsewhere.")
            found.append(_finding(message, f"page {page.pk}", title=page.title))
        code = _language_of(str(link.get("href") or ""))
        if code and code != locale.language_code.lower():
            message = _("The link %(title)s leads to the pages of another language (%(language)s).")
            address = str(link["href"])
            found.append(_finding(message, address, title=address, language=language_name(code)))
    return found


def leading_elsewhere(links: Mapping[int, Attributes], locale: Locale) -> dict[int, Finding]:
    """Return what is to say of those that lead to another language, in one query at most."""
    elsewhere = pages_only_elsewhere(links.values(), locale)
    found = {number: findings_of([link], locale, elsewhere) for number, link in links.items()}
    return {number: findings[0] for number, findings in found.items() if findings}


def _page_id(link: Attributes) -> int | None:
    is_page = link.get("linktype") == "page" and str(link.get("id", "")).isdigit()
    return int(link["id"]) if is_page else None


def _language_of(address: str) -> str:
    """Return the language of an address of this site, or nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:  # no address at all, such as “http://[”
        return ""
    if parts.netloc and parts.netloc not in _own_hosts():
        return ""
    first = parts.path.strip("/").partition("/")[0].lower()
    is_ours = parts.path.startswith("/")
    known = {code.lower() for code, _own_name in settings.WAGTAIL_CONTENT_LANGUAGES}
    return first if is_ours and first in known else ""


def _own_hosts() -> set[str]:
    return {urlsplit(root.root_url).netloc for root in Site.get_site_root_paths()}


def _finding(message: str, about: str, **texts: str) -> Finding:
    return Finding(CHECK, "warning", message % texts, shortened(texts["title"]), about)
