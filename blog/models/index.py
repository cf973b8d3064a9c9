"""The index of articles, and the lists that hang from it: by date, feeds, and by subject."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from blog import counting, routes
from blog.counting import YEARS
from blog.listing import Listing
from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.subjects import Subject, SubjectsMixin
from blog.models.tag import Tag
from blog.queries import midnight
from parvis.delivery.parts import are_kept, part
from parvis.delivery.recording import depend_on, key
from parvis.delivery.rows import PAGE
from parvis.discovery.feeds import Feed
from parvis.discovery.languages import Address, Nearest
from parvis.pages.models import BasePage

# A series is followed with the language’s own.
FEEDS_OF: dict[Any, str] = {Tag: "tag_feed", Author: "author_feed"}
FEED_TYPES = {
    "rss": ("application/rss+xml", "RSS"),
    "atom": ("application/atom+xml", "Atom"),
    "json": ("application/feed+json", "JSON Feed"),
}


class BlogIndexPage(SubjectsMixin, RoutablePageMixin, BasePage):
    """The list of articles in one language, and the addresses below it in that language's words."""

    introduction = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["blog.ArticlePage"]
    template = "pages/index.html"

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("index of articles")
        verbose_name_plural = _("indexes of articles")

    # Articles ------------------------------------------------------------------------------------

    def articles(self) -> Any:
        """Every article a reader of this language may find, newest first."""
        return ArticlePage.objects.readable_in(self.locale).newest_first()

    # Views ---------------------------------------------------------------------------------------

    @path("", name="index")
    def index_view(self, request: HttpRequest) -> HttpResponse:
        """All articles, newest first."""
        return self._list(
            request, Listing(lambda articles, _is_common: articles), template=self.template
        )

    @path(routes.YEAR, name="year")
    def year_view(self, request: HttpRequest, year: int) -> HttpResponse:
        """The articles of one year."""
        if year not in YEARS:
            raise Http404
        return self._list(
            request,
            Listing(lambda articles, _is_common: articles.filter(date__year=year), "year", (year,)),
            template="pages/year.html",
            may_be_empty=False,
            title=gettext("Articles of %(year)s") % {"year": year},
            description=gettext("All articles published in %(year)s.") % {"year": year},
            year=year,
            months=self.months(year),
        )

    @path(routes.MONTH, name="month")
    def month_view(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        """The articles of one month."""
        if not (year in YEARS and 0 < month < 13):
            raise Http404
        name = date_format(date(year, month, 1), "F Y")
        # As a range, which an index knows: the number of a month is made of every date of its year.
        first = midnight(date(year, month, 1))
        after = midnight(date(year + month // 12, month % 12 + 1, 1))
        return self._list(
            request,
            Listing(
                lambda articles, _is_common: articles.filter(date__gte=first, date__lt=after),
                "month",
                (year, month),
            ),
            template="pages/year.html",
            may_be_empty=False,
            title=capfirst(name),
            description=gettext("All articles published in %(month)s.") % {"month": name},
            year=year,
            month=month,
            months=self.months(year),
            parent_title=str(year),
            parent_url=self.sub_url("year", year),
        )

    @path(routes.FEED, name="feed")
    def feed_view(self, request: HttpRequest, kind: str) -> HttpResponse:
        """The feed of this language."""
        return self._feed(request, kind, None)

    # Addresses -----------------------------------------------------------------------------------

    def sub_url(self, name: str, *args: Any) -> str:
        """Address of one of the views above. The page's language must be active."""
        return f"{self.url or '/'}{_below(get_language(), name, *args)}"

    def feeds(self, request: HttpRequest, subject: Subject | None = None) -> list[Feed]:
        """The feeds announced in the head: the language's own, and the subject's first."""
        own = part(
            *("feeds", request.scheme, request.get_host(), get_language(), self.pk),
            make=lambda: self._own_feeds(request),
        )
        found, slug = [], getattr(subject, "slug", "")
        if kind_of := FEEDS_OF.get(type(subject)):
            found = [
                Feed(
                    request.build_absolute_uri(self.sub_url(kind_of, slug, kind)),
                    mime,
                    f"{subject} ({name})",
                )
                for kind, (mime, name) in FEED_TYPES.items()
            ]
        return found + own

    def _own_feeds(self, request: HttpRequest) -> list[Feed]:
        depend_on(key(PAGE, self.pk))
        return [
            Feed(
                request.build_absolute_uri(self.sub_url("feed", kind)),
                mime,
                f"{self.title} ({name})",
            )
            for kind, (mime, name) in FEED_TYPES.items()
        ]

    # Parts ---------------------------------------------------------------------------------------

    def years(self) -> list[tuple[int, int]]:
        """Years that have articles with their number, the latest first."""
        if are_kept():
            return part("years", self.locale_id, make=lambda: counting.by_year(self))
        return self._own_years

    @cached_property
    def _own_years(self) -> list[tuple[int, int]]:
        """The same where no part is kept: a list and its menu ask for them."""
        return counting.by_year(self)

    def number_of_articles(self) -> int:
        """Return how many articles a reader finds, which is the same in every language.

        Each is shown in one language to everyone: those of the years are all.
        """
        return part("number of articles", make=lambda: sum(count for _year, count in self.years()))

    def months(self, year: int | None = None) -> list[tuple[date, int]]:
        """First days of the months that have articles with their number, the latest first.

        Of one year, or of all.
        """
        return counting.by_month(self) if year is None else counting.of_year(self, year)

    def _list(
        self,
        request: HttpRequest,
        listing: Listing,
        *,
        template: str,
        may_be_empty: bool = True,
        **context: Any,
    ) -> HttpResponse:
        """Render one page of a list; its address in other languages keeps the page's number."""
        if not (may_be_empty or listing.count(self)):
            raise Http404
        shown = listing.page(self, request)
        return self._page(
            request,
            template,
            lambda index: listing.address(index, shown.number),
            nearest=listing.beginning,
            subject=listing.subject,
            articles=shown,
            page_number=shown.number,
            is_indexable=bool(listing.count(self)) or not listing.name,
            **context,
        )

    def _page(
        self,
        request: HttpRequest,
        template: str,
        address: Address,
        *,
        nearest: Nearest | None = None,
        subject: Subject | None = None,
        title: str = "",
        description: str = "",
        page_number: int = 1,
        is_indexable: bool = True,
        **context: Any,
    ) -> HttpResponse:
        """Render a view of the index with its own title, description and languages."""
        languages = self.language_links(request, address, nearest)
        head_title = f"{title} – {self.title}" if title else self.meta_title
        if page_number > 1:
            head_title = gettext("%(title)s, page %(number)s") % {
                "title": head_title,
                "number": page_number,
            }
        card = {}
        if subject is not None and subject.card:
            address_of_card = request.build_absolute_uri(subject.card_url)
            card = {"card": address_of_card, "card_alt": subject.card_title}
        head = self.head(
            request,
            languages,
            title=head_title,
            description=description or self.meta_description or self.introduction,
            feeds=self.feeds(request, subject),
            is_indexable=is_indexable,
            **card,
            **({} if is_indexable else {"alternates": []}),
        )
        return self.render(
            request,
            template=template,
            context_overrides={
                "index": self,
                "heading": title or self.title,
                "description": description,
                "head": head,
                "languages": languages,
                **context,
            },
        )

    def _feed(self, request: HttpRequest, kind: str, subject: Subject | None) -> HttpResponse:
        from blog.feeds import FEEDS

        if kind not in FEEDS:
            raise Http404
        return FEEDS[kind](self, subject)(request)


@lru_cache(4_096)
def _below(_language: str | None, name: str, *args: Any) -> str:
    """Return what stands below the address of any index, in the language that is active."""
    below: str = BlogIndexPage().reverse_subpage(name, args=args)
    return below
