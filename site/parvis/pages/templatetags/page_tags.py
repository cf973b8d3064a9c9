"""Tags and filters of the frame and of the body's blocks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page as PageOfList
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, gettext, ngettext
from wagtail.blocks import BoundBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable

from parvis.discovery import structured
from parvis.media.templatetags.media_tags import whole_address
from parvis.pages import addresses, bodies, foreign, highlight, locales, paving, typography
from parvis.pages.contents import Section
from parvis.pages.contents import contents as sections_of

register = template.Library()


@register.simple_tag(takes_context=True)
def document_title(context: template.Context) -> str:
    """Return the content of `<title>`: the page's own title, then the site's name.

    Where another language's page bears the same title, the language is added: two results in a
    search engine or two tabs must not read alike.
    """
    head, site = context["head"], context.get("site")
    name = site.identity.name if site and site.identity else settings.WAGTAIL_SITE_NAME
    title = str(head.title)
    parts = [title] if name.casefold() in title.casefold() else [title, name]
    links = context.get("languages") or []
    current = [link for link in links if link.is_current]
    if current and any(link.title == current[0].title and not link.is_current for link in links):
        parts.append(current[0].name)
    return " – ".join(parts)


@register.simple_tag(takes_context=True)
def structured_data(context: template.Context, image: Any = None) -> SafeString:
    """Return the head's JSON-LD, with who publishes it and the `image` it is shared with."""
    head, site = context["head"], context.get("site")
    publisher = []
    if head.nodes and site and site.identity:
        publisher = [structured.organization(site.identity, head.canonical)]
    address = head.card or (whole_address(image.url) if image else "")
    added: dict[str, Any] = {"image": address} if address else {}
    if publisher:
        added["publisher"] = {"@id": publisher[0]["@id"]}
    return structured.script([*({**node, **added} for node in head.nodes), *publisher])


@register.simple_tag(takes_context=True)
def website_data(context: template.Context) -> SafeString:
    """Return the site itself as JSON-LD, for its first page in each language."""
    head, site = context["head"], context.get("site")
    if not (site and site.identity and head.canonical):
        return SafeString("")
    publisher = structured.organization(site.identity, head.canonical)
    website = structured.website(site.identity, head, reverse("search"))
    return structured.script([{**website, "publisher": {"@id": publisher["@id"]}}, publisher])


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: template.Context) -> SafeString:
    """Return the breadcrumbs of `components/breadcrumbs.html` as JSON-LD, the page itself last."""
    head, index = context["head"], context.get("index")
    places = [(gettext("Home"), reverse("wagtail_serve", args=[""]))]
    if index:
        places.append((index.title, index.url))
    if context.get("parent_url"):
        places.append((context["parent_title"], context["parent_url"]))
    here = str(context.get("heading") or context["page"].title)
    return structured.script(
        [structured.breadcrumbs([*places, (here, head.canonical)], head.canonical)]
    )


@register.filter
def territory(code: str) -> str:
    """Return a language with its country, as Open Graph does: *fr_BE*; *fr-ca* keeps its own."""
    language, _hyphen, country = code.partition("-")
    return f"{language}_{(country or settings.PARVIS_COUNTRY).upper()}"


@register.filter
def only_in(code: str) -> str:
    """Return in which language something is that is listed in another.

    Of two languages that is the only one. Where there are more, others may have it too.
    """
    language = language_name(code)
    if len(settings.CONTENT_LANGUAGES) > 2:
        return gettext("In %(language)s") % {"language": language}
    return gettext("Only in %(language)s") % {"language": language}


@register.filter
def long_date(value: date | datetime) -> str:
    """Return a date as the language being read writes it: 23 November 2026, 1er mars 2026."""
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    if language == "fr" and day.day == 1:
        return f"1er {date_format(day, 'F Y')}"
    return date_format(day, "j. F Y" if language == "de" else "j F Y")


@register.filter
def grouped(number: int) -> str:
    """Return a count as the language being read groups it: *12 345*, *12,345*, *12.345*.

    Where that is a space, a narrow one that no line is broken at. Years are no counts.
    """
    return number_format(number, force_grouping=True).replace("\u00a0", "\u202f")


@register.filter
def file_size(number: int) -> str:
    """Return a number of bytes as readers know it, in powers of ten: 940 bytes, 1.8 kB, 12 MB."""
    if number < 1000:
        return ngettext("%(size)d byte", "%(size)d bytes", number) % {"size": number}
    units = [gettext("%(size)s kB"), gettext("%(size)s MB"), gettext("%(size)s GB")]
    size, unit = number / 1000, 0
    # One that would be written as a thousand is one of the next.
    while round(size) >= 1000 and unit < len(units) - 1:
        size, unit = size / 1000, unit + 1
    return units[unit] % {"size": number_format(size, 1 if round(size, 1) < 10 else 0)}


@register.filter
def typeset(text: Any, language: str | None = None) -> SafeString:
    """Return text or HTML with the unbreakable spaces of its language (the page's by default)."""
    return typography.keep_spaces(str(conditional_escape(text)), language or get_language() or "")


@register.filter
def foreign_passages(html: str) -> SafeString:
    """Return a rich text's HTML, safe already, with its passages in other languages marked."""
    return mark_safe(foreign.shown(html))  # noqa: S308 (what Wagtail itself marks as safe)


@register.filter
def contents(body: Any) -> list[Section]:
    """Return the sections of a body that is long enough for a table of contents."""
    return sections_of(body)


@register.simple_tag(takes_context=True)
def shown_body(context: template.Context, body: Any) -> SafeString:
    """Return a body's HTML: what was made of it when the page was published, or from its text."""
    return bodies.html_of(context.get("page"), body, context.flatten)


@register.simple_tag(takes_context=True)
def shown_contents(context: template.Context, body: Any) -> SafeString:
    """Return the table of contents of a body, likewise."""
    return bodies.contents_of(context.get("page"), body)


@register.filter
def addressed(html: str, here: str) -> SafeString:
    """Return a page's HTML, safe already, whose links within the site have addresses for paper.

    `here` is the page's own address; without it they have none.
    """
    return mark_safe(addresses.for_paper(html, here))  # noqa: S308 (the templates' own)


@register.simple_tag
def paving_of(key: Any) -> SafeString:
    """Draw the square of a translation key."""
    return paving.paving_svg(paving.stones(str(key)))


@register.simple_tag
def paving_of_subject(key: Any, articles: Iterable[Any]) -> SafeString:
    """Draw the square of a tag with a stone lit for each of its articles."""
    keys = [str(article.translation_key) for article in articles]
    return paving.paving_svg(paving.lit_stones(str(key), keys))


@register.simple_tag
def coloured(code: str, language: str = "") -> SafeString:
    """Colour program code."""
    return highlight.coloured(code, language)


@register.filter
def in_language(code: str) -> SafeString:
    """Return the attributes of an element in a language; without a code, that being read."""
    return locales.language_attributes(code or get_language() or settings.LANGUAGE_CODE)


@register.filter
def passage(text: str, code: str) -> SafeString:
    """Return words of a language, marked as such where it is not the one being read."""
    if not code or code == get_language():
        return conditional_escape(text)
    return format_html("<span {}>{}</span>", in_language(code), text)


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the language being read: *anglais*, *English*."""
    return locales.language_name(code)


@register.filter
def own_language_name(code: str) -> str:
    """Return a language's name in its own language: *Français*, *English*."""
    return str(get_language_info(code)["name_local"]).capitalize()


@dataclass(frozen=True)
class Cell:
    """A table's cell, ready to be written."""

    content: BoundBlock
    is_header: bool
    is_number: bool


@register.filter
def cells(table: TypedTable, has_row_headers: bool) -> list[list[Cell]]:
    """Return a table's rows; the first cell of each names its row where `has_row_headers`."""
    return [
        [
            Cell(block, bool(has_row_headers) and index == 0, block.block.name == "number")
            for index, block in enumerate(row)
        ]
        for row in table.rows
    ]


@register.simple_tag(takes_context=True)
def page_address(context: template.Context, number: int) -> str:
    """Return the address of another page of the list being read, its other questions kept."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}" if query else str(context["request"].path)


@register.filter
def page_numbers(pages: PageOfList) -> list[int | str]:
    """Return the numbers a pagination shows: the ends, those near the current, an ellipsis."""
    return list(pages.paginator.get_elided_page_range(pages.number, on_each_side=1, on_ends=1))
