"""Which page an address leads to.

All pages that bear a slug of it are found in one query, whatever the number of its levels; the page
it leads to is read in another, and those above it are taken from memory.
"""

from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, Q, SlugField, UUIDField
from django.db.models.fields import IntegerField
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from parvis.delivery.parts import part
from parvis.delivery.recording import declared, whole
from parvis.pages.fetching import read_page
from parvis.pages.locales import locale_for
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
    way = list(_way(site.root_page.translation_key, locale.pk, components[:LEVELS]))
    pages = [_above(place) for place in way[:-1]]
    pages += [read_page(place.pk, place.content_type) for place in way[-1:]]
    if not pages or None in pages:
        return None
    for page, place in zip(pages, way, strict=True):
        page.is_public = place.is_public
    for above, page in pairwise(pages):
        page._cached_parent_obj = above
        above.children_at_hand = {page.slug: page}
    if len(pages) <= len(components[:LEVELS]):
        pages[-1].children_at_hand = {}
    try:
        return pages[0].route(request, components)
    except Http404:
        return None


class Place(NamedTuple):
    """Where a page stands, and of what type it is."""

    pk: int
    path: str
    depth: int
    slug: str
    content_type: int
    translation_key: UUID
    locale: int
    is_public: bool


def _way(home: UUID, locale: int, components: list[str]) -> Iterator[Place]:
    """Yield the home page of a language, and below it the page at each level of an address."""
    # As many places for slugs whatever the address: its query is the same.
    slugs = dict.fromkeys(_SLUGS, "") | dict(zip(_SLUGS, components, strict=False))
    with declared():  # nothing but what is read: no other page can take its address
        found = [Place(*row) for row in _FOUND.ask(home=home, locale=locale, **slugs)]
    homes = (place for place in found if (place.translation_key, place.locale) == (home, locale))
    above = next(homes, None)
    for slug in components:
        if above is None:
            return
        yield above
        above = next((place for place in found if _is_below(place, above, slug)), None)
    if above is not None:
        yield above


def _is_below(place: Place, above: Place, slug: str) -> bool:
    return (
        place.slug == slug and place.depth == above.depth + 1 and place.path.startswith(above.path)
    )


def _above(place: Place) -> Any:
    """Return a page on the way: a copy, for one reader, of what was read for another address."""
    read = part(
        *("page on the way", place.pk),
        make=lambda: read_page(place.pk, place.content_type, is_shown=False),
    )
    return copy(read)


def _found(home: Any, locale: Any, **slugs: Any) -> Any:
    return (
        Page.objects.order_by()
        .filter(Q(translation_key=home, locale=locale) | Q(slug__in=list(slugs.values())))
        .annotate(is_public=~Exists(restrictions_above()))
        .values_list("pk", "path", "depth", "slug", "content_type", "translation_key", "locale",
                     "is_public")
    )  # fmt: skip


_FOUND = PreparedQuery(
    _found, home=UUIDField(), locale=IntegerField(), **{name: SlugField() for name in _SLUGS}
)
