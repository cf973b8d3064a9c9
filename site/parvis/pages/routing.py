"""Which page an address leads to: it and the pages above it are found in one query."""

from functools import cache
from typing import Any

from django.db.models import Exists, Q, SlugField, UUIDField
from django.db.models.fields import IntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site, get_page_models
from wagtail.url_routing import RouteResult

from parvis.delivery.parts import part
from parvis.delivery.recording import declared, whole
from parvis.pages.locales import locale_for
from parvis.pages.models import BasePage
from parvis.pages.prepared import PreparedQuery
from parvis.pages.privacy import restrictions_above

# How many levels below a home page are asked for at once; below them, Wagtail asks level by level.
LEVELS = 8
_SLUGS = [f"slug_{level}" for level in range(LEVELS)]


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does, once it is found."""
    page_at(request, path)
    return views.serve(request, path)


def page_at(request: HttpRequest, path: str) -> Page | None:
    """Return the page at an address below the language’s own, or None; Wagtail then knows it."""
    if not hasattr(request, "_wagtail_route_for_request"):
        request._wagtail_route_for_request = _route(request, path.split("/"))
    route = request._wagtail_route_for_request
    return route.page if route else None


def site_of(request: HttpRequest) -> Site | None:
    """Return the site a request is for, from memory where another page was asked for there."""
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = part("site", request.get_host(), make=lambda: _site(request))
    site: Site | None = request._wagtail_site
    return site


def _site(request: HttpRequest) -> Site | None:
    with declared(whole(Site)):
        return Site.find_for_request(request)


def _route(request: HttpRequest, parts: list[str]) -> RouteResult | None:
    site = site_of(request)
    locale = locale_for(get_language())
    if site is None or locale is None:
        return None
    components = [part for part in parts if part]
    pages = _find(site.root_page.translation_key, locale.pk, components)
    home = next((page for page in pages if page.is_home), None)
    if home is None:
        return None
    _put_in_order(home, pages, components[:LEVELS])
    try:
        return home.route(request, components)
    except Http404:
        return None


def _find(home: Any, locale: int, components: list[str]) -> list[Any]:
    """Return the home page of a language, and all pages that bear one of these slugs."""
    # As many places for slugs whatever the address: its query is the same.
    slugs = dict.fromkeys(_SLUGS, "") | dict(zip(_SLUGS, components, strict=False))
    pages = []
    with declared():  # nothing but what is found: no other page can take its address
        found_pages = _FOUND.ask(home=home, locale=locale, **slugs)
    for page in found_pages:
        names = [model._meta.model_name for model in _page_types()]
        known = [page._state.fields_cache.get(name) for name in names]
        specific = next((found for found in known if found is not None), None) or page.specific
        specific.is_public = page.is_public
        specific.is_home = page.translation_key == home and page.locale_id == locale
        pages.append(specific)
    return pages


def _put_in_order(home: Any, pages: list[Any], components: list[str]) -> None:
    """Give each page on the way the one below it, and that one the page above it."""
    above = home
    for slug in components:
        below = [
            page
            for page in pages
            if page.slug == slug
            and page.depth == above.depth + 1
            and page.path.startswith(above.path)
        ]
        above.children_at_hand = {page.slug: page for page in below}
        if not below:
            return
        below[0]._cached_parent_obj = above
        above = below[0]


@cache
def _page_types() -> list[type[BasePage]]:
    return [model for model in get_page_models() if issubclass(model, BasePage)]


def _found(home: Any, locale: Any, **slugs: Any) -> Any:
    names = [model._meta.model_name for model in _page_types()]
    related = [
        f"{model._meta.model_name}__{field}"
        for model in _page_types()
        for field in model.shown_with
    ]
    return (
        Page.objects.filter(
            Q(translation_key=home, locale=locale) | Q(slug__in=list(slugs.values()))
        )
        .annotate(is_public=~Exists(restrictions_above()))
        .select_related(*names, *related)
    )


_FOUND = PreparedQuery(
    _found, home=UUIDField(), locale=IntegerField(), **{name: SlugField() for name in _SLUGS}
)
