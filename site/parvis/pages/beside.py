"""The address of a page beside its translation: `/fr/blog/le-pont/en/`."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from parvis.media.showing import fetch
from parvis.pages.fetching import read_page
from parvis.pages.locales import language_name, locale_of
from parvis.pages.parallel import Column, rows


class BesideMixin:
    """A page type without pages below it, whose translations are also read beside it.

    Neither search engines nor feeds are told: each language is found at its own address.
    """

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route a language's code below the page to the view of both."""
        page: Any = self
        result: RouteResult = super().route(request, path_components[1:])  # type: ignore[misc]
        if not path_components:
            return result
        if len(path_components) > 1 or path_components[0] not in page.readable_translations:
            raise Http404
        return RouteResult(page, kwargs={"beside": path_components[0]})

    def get_template(
        self, request: HttpRequest, *args: Any, beside: str = "", **kwargs: Any
    ) -> str:
        """Return the page's template, or that of both languages."""
        if beside:
            return "pages/parallel.html"
        return str(super().get_template(request, *args, **kwargs))  # type: ignore[misc]

    def framing(self, request: HttpRequest, *, beside: str = "", **view: Any) -> dict[str, Any]:
        """Add what the view of both languages shows."""
        if beside:
            return self._beside(request, beside)
        framing: dict[str, Any] = super().framing(request, **view)  # type: ignore[misc]
        return framing

    def _beside(self, request: HttpRequest, code: str) -> dict[str, Any]:
        """Return what the view with the translation in `code` shows."""
        page: Any = self
        translation = page.readable_translations[code]
        other = read_page(translation.pk, translation.content_type_id)
        if other is None:  # deleted since
            raise Http404
        # The pictures of both sides, and the one it is shared with, at once.
        fetch(picture for side in (page, other) for picture, _role in side.pictures_needed())
        columns = [Column.of(page), Column.of(other, f"{code}-")]
        sides = {page.language_code: code, code: page.language_code}

        def address(translated: Page) -> str | None:
            side = sides.get(locale_of(translated.locale_id).language_code)
            return f"{translated.get_url(request)}{side}/" if side else None

        languages = page.language_links(request, address)
        title = gettext("%(title)s, in %(first)s and %(second)s") % {
            "title": page.meta_title,
            "first": language_name(page.language_code),
            "second": language_name(code),
        }
        head = page.head(request, languages, title=title, is_indexable=False, alternates=[])
        return {
            "columns": columns,
            "rows": rows(*columns),
            "languages": languages,
            "parent_title": page.title,
            "parent_url": page.get_url(request),
            "heading": title,
            "head": head,
        }
