"""The base of every page type."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, Model
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Locale, Page, PageManager, PageQuerySet, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from parvis.discovery.head import HOME_DEPTH, Head
from parvis.discovery.languages import (
    Address,
    LanguageLink,
    Nearest,
    language_links,
)
from parvis.media.fields import picture_field
from parvis.pages.anchors import fill_anchors
from parvis.pages.carded import CardMixin
from parvis.pages.links import RelatedPages, related_pages
from parvis.pages.locales import locale_of
from parvis.pages.panels import SharingPreviewPanel
from parvis.pages.pictures import pictures_in
from parvis.pages.privacy import restrictions_above
from parvis.pages.url_parts import UrlParts, root_paths, url_parts


class PublishedQuerySet(PageQuerySet):
    """Queries every public listing starts from."""

    def published(self, locale: Locale | None = None) -> "PublishedQuerySet":
        """Live, public, original pages (no aliases), in `locale` where one is given."""
        pages = self.live().public().filter(alias_of__isnull=True)
        return pages if locale is None else pages.filter(locale=locale)

    def for_listing(self) -> "PublishedQuerySet":
        """What a list shows of each page, in a number of queries that does not grow with it."""
        return self.defer_streamfields()

    def for_indexing(self) -> "PublishedQuerySet":
        """What the search index takes of each page, likewise."""
        return self

    def public(self) -> "PublishedQuerySet":
        """Leave out pages in a private section, as Wagtail does, without asking for them first."""
        return self.filter(~Exists(restrictions_above()))


BasePageManager = PageManager.from_queryset(PublishedQuerySet)


class BasePage(CardMixin, Page):
    """A page in one language: it is served under that language's address and nowhere else."""

    social_image = picture_field(
        _("social image"), _("Shown when the page is shared. Without one, the cover serves.")
    )

    objects = BasePageManager()

    exclude_fields_in_copy = ["card"]

    # Related objects that every view of the page shows: fetched with it.
    shown_with: list[str] = []

    # What `parvis.pages.routing` finds with the page: the pages below it that the address may lead
    # to, by slug, and whether neither it nor a page above it is private. Unknown elsewhere.
    children_at_hand: dict[str, Any] | None = None
    is_public = False

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                SharingPreviewPanel(),
            ],
            heading=_("For search engines and sharing"),
        ),
    ]

    class Meta:
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the values of a row as Django does.

        Wagtail looks through all fields for children that may be given by name, which takes as long
        as the rest; a row has none.
        """
        if args and not kwargs and args[0]:
            Model.__init__(self, *args)
        else:
            super().__init__(*args, **kwargs)

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> Any:
        """Take the language from memory: each address asks for it, and there is a handful."""
        page = super().from_db(db, field_names, values)
        if "locale_id" in page.__dict__:
            page._state.fields_cache["locale"] = locale_of(page.locale_id)
        return page

    @property
    def language_code(self) -> str:
        """The language the page is written in: an alias is written in its original's."""
        return str(locale_of((self.alias_of or self).locale_id).language_code)

    @cached_property
    def meta_title(self) -> str:
        """What `<title>` says."""
        return self.seo_title or self.title

    @cached_property
    def meta_description(self) -> str:
        """What the description says; page types with a summary fall back to it."""
        return self.search_description

    @property
    def teaser(self) -> str:
        """What a list says of the page."""
        return self.meta_description

    @property
    def share_image(self) -> Any:
        """The picture shown when the page is shared, or None."""
        return self.social_image

    @property
    def has_card(self) -> bool:
        """Whether it is shared with a card: not where an editor chose a picture for that."""
        return not self.social_image_id

    def pictures_needed(self) -> Iterator[tuple[Any, str]]:
        """Yield what the page shows with the role it has: see `parvis.media.roles`.

        Where a card stands for the page, it is shared with no other picture.
        """
        if self.share_image and not self.card:
            yield self.share_image, "social"
        for picture in pictures_in(self):
            yield picture, "body"

    @property
    def card_title(self) -> str:
        """What the card says."""
        return str(self.title)

    @property
    def card_owner(self) -> str:
        """What the names of its cards begin with: pages are told apart by their numbers."""
        return str(self.pk)

    @property
    def card_site_name(self) -> str:
        """The title of the page’s home page; empty of a home page itself."""
        home = self.get_ancestors().filter(depth=HOME_DEPTH).values_list("title", flat=True)
        return home.first() or ""

    @classmethod
    def read_by_readers(cls, pages: Any) -> Any:
        """Return a query of one page with what every view of it shows, whichever page it is of."""
        return pages.select_related(*cls.shown_with)

    def clean(self) -> None:
        """Give every heading of the body its anchor, once and for all languages."""
        super().clean()
        if body := getattr(self, "body", None):
            fill_anchors(body)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Route only under the page's own language; raise Http404 elsewhere.

        Wagtail falls back to the default language's tree when an address begins with a language
        that has no home page yet, which would serve French text under `/nl/`.
        """
        if get_language() != self.language_code:
            raise Http404
        if not path_components or self.children_at_hand is None:
            return super().route(request, path_components)
        child = self.children_at_hand.get(path_components[0])
        if child is None:
            raise Http404
        return child.route(request, path_components[1:])

    def get_view_restrictions(self) -> Any:
        """Return what Wagtail does, without a query where the page was found to be public.

        An alias has its source's restrictions: Wagtail's own way follows it.
        """
        pages: list[Page] = [self]
        while parent := getattr(pages[-1], "_cached_parent_obj", None):
            pages.append(parent)
        if not self.is_public or any(page.alias_of_id for page in pages):
            return super().get_view_restrictions()
        none = PageViewRestriction.objects.none()
        none._result_cache = []  # to find out that there is nothing takes as long as a query
        return none

    def _get_site_root_paths(self, cache_object: Any = None, **kwargs: Any) -> Any:
        """Return what Wagtail does, from memory, and leave it where Wagtail looks for it."""
        found = root_paths()
        (cache_object or self)._wagtail_cached_site_root_paths = found
        return found

    def get_url_parts(self, request: HttpRequest | None = None) -> UrlParts | None:
        """Return what Wagtail does, sooner."""
        return url_parts(self, request)

    def get_url(
        self, request: HttpRequest | None = None, current_site: Site | None = None
    ) -> str | None:
        """Return what Wagtail does, written once: a page names its own address a dozen times."""
        site = current_site or Site.find_for_request(request)
        place = (self.url_path, site and site.pk, request is None)
        known: dict[Any, str | None] = self.__dict__.setdefault("_known_addresses", {})
        if place not in known:
            known[place] = super().get_url(request, current_site)
        return known[place]

    url = property(get_url)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the frame of the page needs: `head` and `languages`."""
        return super().get_context(request, *args, **kwargs) | self.framing(request, **kwargs)

    def framing(self, request: HttpRequest, **view: Any) -> dict[str, Any]:
        """Return what the frame needs, of the page at its own address or of another `view`."""
        languages = self.language_links(request)
        return {"languages": languages, "head": self.own_head(request, languages)}

    @cached_property
    def readable_translations(self) -> dict[str, Page]:
        """The translations a reader may see, by language, without this page."""
        return self.related_pages.translations_of(self)

    @cached_property
    def related_pages(self) -> RelatedPages:
        """The page’s translations and the pages its body links to."""
        return related_pages(self)

    def language_links(
        self,
        request: HttpRequest,
        address: Address | None = None,
        nearest: Nearest | None = None,
    ) -> list[LanguageLink]:
        """Links to this page in every content language, in the settings' order."""
        return language_links(self, request, address, nearest)

    def own_head(self, request: HttpRequest, languages: list[LanguageLink]) -> Head:
        """Return the metadata of the page at its own address."""
        return self.head(request, languages)

    def head(self, request: HttpRequest, languages: list[LanguageLink], **changes: Any) -> Head:
        """Return the page's metadata; `changes` replaces fields of it."""
        return Head.for_page(self, request, languages, **changes)
