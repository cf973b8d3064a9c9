"""The lists of an index by subject: tags, authors and series, with their feeds."""

from typing import Any

from django.db.models import Count, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from wagtail.contrib.routable_page.models import path

from blog import routes
from blog.keys import ARTICLES
from blog.listing import Listing
from blog.models.article import ArticlePage
from blog.models.author import Author
from blog.models.series import Series
from blog.models.tag import Tag
from parvis.delivery.parts import part
from parvis.delivery.recording import declared, depend_on, key
from parvis.media.showing import renditions_of
from parvis.translation.origins import is_made
from parvis.translation.watched import MADE

Subject = Tag | Author | Series


class SubjectsMixin:
    """Views of an index of articles, which says which articles there are and renders a list."""

    locale: Any
    locale_id: int
    articles: Any
    sub_url: Any
    _list: Any
    _page: Any
    _feed: Any

    @path(routes.TAGS, name="tags")
    def tags_view(self, request: HttpRequest) -> HttpResponse:
        """All tags of this language with their number of articles."""
        title = gettext("Tags")
        return self._page(
            request,
            "pages/tags.html",
            lambda index: index.sub_url("tags"),
            title=title,
            description=gettext("All subjects, with the number of articles on each."),
            tags=self.tags_with_counts(),
        )

    @path(routes.TAG, name="tag")
    def tag_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The articles with one tag."""
        tag = self._find(Tag, slug)
        return self._list(
            request,
            Listing.of(tag),
            template="pages/subject.html",
            parent_title=gettext("Tags"),
            parent_url=self.sub_url("tags"),
            all_title=gettext("All tags"),
            title=tag.name,
            description=tag.description or gettext("Articles on “%(tag)s”.") % {"tag": tag.name},
            named=tag,
        )

    @path(routes.AUTHORS, name="authors")
    def authors_view(self, request: HttpRequest) -> HttpResponse:
        """All authors who have an article."""
        return self._page(
            request,
            "pages/authors.html",
            lambda index: index.sub_url("authors"),
            title=gettext("Authors"),
            description=gettext("Those who write here."),
            authors=self.authors_with_counts(),
        )

    @path(routes.AUTHOR, name="author")
    def author_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One author and their articles."""
        author = self._find(Author, slug)
        return self._list(
            request,
            Listing.of(author),
            template="pages/author.html",
            title=author.name,
            description=author.biography or author.role,
            author=author,
        )

    @path(routes.SERIES_LIST, name="series_list")
    def series_list_view(self, request: HttpRequest) -> HttpResponse:
        """All series of this language with their number of articles."""
        series = self.series_with_counts()
        keys = ArticlePage.objects.published().values("article_series__series__translation_key")
        told = Series.objects.published().filter(translation_key__in=keys)
        locales = {self.locale_id, *told.values_list("locale_id", flat=True)}
        return self._page(
            request,
            "pages/series_list.html",
            lambda index: index.sub_url("series_list") if index.locale_id in locales else None,
            title=gettext("Series"),
            description=gettext("Articles that belong together, in the order to read them."),
            series=series,
            is_indexable=bool(series),
        )

    @path(routes.SERIES, name="series")
    def series_view(self, request: HttpRequest, slug: str) -> HttpResponse:
        """The articles of one series, in its order."""
        series = self._find(Series, slug)
        return self._list(
            request,
            Listing.of(series),
            template="pages/subject.html",
            parent_title=gettext("Series"),
            parent_url=self.sub_url("series_list"),
            all_title=gettext("All series"),
            title=series.name,
            description=series.description
            or gettext("The articles of the series “%(series)s”.") % {"series": series.name},
            named=series,
        )

    @path(routes.TAG_FEED, name="tag_feed")
    def tag_feed_view(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        """The feed of one tag."""
        return self._feed(request, kind, self._find(Tag, slug))

    @path(routes.AUTHOR_FEED, name="author_feed")
    def author_feed_view(self, request: HttpRequest, slug: str, kind: str) -> HttpResponse:
        """The feed of one author."""
        return self._feed(request, kind, self._find(Author, slug))

    # Parts ---------------------------------------------------------------------------------------

    def tags_with_counts(self) -> list[Tag]:
        """Tags of this language that have a readable article, with `count`, by name."""
        return self._with_counts(Tag, "article_tags__tag")

    def authors_with_counts(self) -> list[Author]:
        """Authors of this language who have a readable article, likewise."""
        found = self._with_counts(Author, "article_authors__author")
        prefetch_related_objects(found, renditions_of("photo", "portrait"))
        return found

    def series_with_counts(self) -> list[Series]:
        """Series of this language that have a readable article, likewise."""
        return self._with_counts(Series, "article_series__series")

    def has_series(self) -> bool:
        """Whether this language has a series."""
        series = Series.objects.published(self.locale)
        return part("has series", self.locale_id, make=lambda: bool(series.exists()))

    def _with_counts(self, model: Any, relation: str) -> list[Any]:
        name = (relation, self.locale_id)
        counts = part("counts by subject", *name, make=lambda: self._count_by(relation))
        named = model.objects.published(self.locale).filter(translation_key__in=counts)
        found = []
        for one in named.select_related("locale"):
            one.count = counts[one.translation_key]
            found.append(one)
        return found

    def _count_by(self, relation: str) -> dict[Any, int]:
        counts = (
            self.articles()
            .order_by()
            .filter(**{f"{relation}__isnull": False})
            .values_list(f"{relation}__translation_key")
            .annotate(count=Count("pk", distinct=True))
        )
        with declared(ARTICLES):
            return dict(counts)

    def _find(self, model: Any, slug: str) -> Any:
        """Return the published tag, author or series of this language, or raise Http404.

        With `is_made`: whether it is a translation made here, which readers are told.
        """
        with declared():  # no other can take its address
            published = model.objects.published(self.locale).annotate(is_made=is_made())
            found = published.filter(slug=slug).first()
        if found is None:
            raise Http404
        depend_on(key(MADE, found.translation_key))
        return found
