"""Articles, and what ties them to their tags and authors."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from blog.forms import ArticleForm
from blog.leads import Leads, SeriesPlace, leads_of, named_of, place_of
from blog.models.author import Author
from blog.models.tag import Tag
from blog.panels import SnippetsOfLanguagePanel
from blog.queries import NAMED, ArticleQuerySet
from blog.structured import article_node
from parvis.discovery.head import Head
from parvis.discovery.languages import LanguageLink
from parvis.media.fields import picture_field
from parvis.media.licences import LICENCE_URLS, LICENCES
from parvis.pages.beside import BesideMixin
from parvis.pages.blocks import BODY_BLOCKS
from parvis.pages.bodies import PreparedBodyMixin
from parvis.pages.fields import BodyField
from parvis.pages.models import BasePage, PageManager
from parvis.pages.reading import excerpt, reading_minutes
from parvis.search.fields import FacetValue, StemmedMixin
from parvis.translation.origins import OriginMixin
from parvis.writing.pieces import Picture


class ArticlePage(OriginMixin, StemmedMixin, BesideMixin, PreparedBodyMixin, BasePage):
    """An article in one language."""

    summary = models.TextField(
        _("summary"),
        max_length=500,
        blank=True,
        help_text=_("Two or three sentences: shown in lists and under the title."),
    )
    date = models.DateTimeField(
        _("publication date"), default=timezone.now, db_index=True, help_text=_("Shown to readers.")
    )
    cover = picture_field(_("cover"))
    cover_alt = models.CharField(
        _("text alternative of the cover"),
        max_length=255,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    cover_is_decorative = models.BooleanField(_("the cover is decorative"), default=False)
    cover_caption = models.CharField(_("caption of the cover"), max_length=500, blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("body"), blank=True)
    # Lists show these, and they do not load bodies.
    excerpt = models.TextField(blank=True, default="", editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)
    licence = models.CharField(
        _("licence"), max_length=40, choices=LICENCES, default="CC-BY-4.0", blank=True
    )
    original_url = models.URLField(
        _("original address"),
        max_length=500,
        blank=True,
        help_text=_("Where the article was first published, if it was elsewhere."),
    )
    # What an importer needs to find the article again and give its file back; not for editors.
    import_path = models.CharField(max_length=500, blank=True, default="", editable=False)
    import_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    front_matter = models.JSONField(default=dict, blank=True, editable=False)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    parent_page_types = ["blog.BlogIndexPage"]
    subpage_types: list[str] = []
    template = "pages/article.html"
    base_form_class = ArticleForm
    shown_with = ["cover", "social_image"]
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "prepared"]

    override_translatable_fields = [
        SynchronizedField("date", overridable=False),
        SynchronizedField("import_path", overridable=False),
        SynchronizedField("import_digest", overridable=False),
        SynchronizedField("front_matter", overridable=False),
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("cover"),
                FieldRowPanel([FieldPanel("cover_alt"), FieldPanel("cover_is_decorative")]),
                FieldPanel("cover_caption"),
            ],
            heading=_("Cover"),
        ),
        FieldPanel("body"),
        SnippetsOfLanguagePanel(
            "article_tags", chooser_field_name="tag", heading=_("Tags"), label=_("Tag")
        ),
        SnippetsOfLanguagePanel(
            "article_authors", chooser_field_name="author", heading=_("Authors"), label=_("Author")
        ),
        SnippetsOfLanguagePanel(
            "article_series",
            chooser_field_name="series",
            heading=_("Series"),
            label=_("Series"),
            max_num=1,
        ),
        MultiFieldPanel(
            [FieldPanel("date"), FieldPanel("licence"), FieldPanel("original_url")],
            heading=_("Publication"),
        ),
    ]
    search_sources = ["summary", "search_description", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("date"),
        index.FilterField("locale_id"),
        index.FilterField("alias_of"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self) -> None:
        """Refuse a cover that is neither described nor marked as decorative."""
        super().clean()
        if self.cover_id and not self.cover_alt and not self.cover_is_decorative:
            raise ValidationError(
                {"cover_alt": _("Say what the cover shows, or mark it as decorative.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the minutes to read and take the first words whenever the body may have changed."""
        if kwargs.get("update_fields") is None:
            if self.locale_id is None:
                # Wagtail's own save would give it next.
                self.locale = self.get_default_locale()
            self.reading_minutes = reading_minutes(self.body, self.language_code)
            self.excerpt = excerpt(self.body)
        super().save(*args, **kwargs)

    @cached_property
    def meta_description(self) -> str:
        """The description for search engines: its own, else the summary, else the first words."""
        return self.search_description or self.summary or self.excerpt

    @property
    def teaser(self) -> str:
        """What a list says of the article: the summary, the description, else its first words."""
        return self.summary or self.search_description or self.excerpt

    @property
    def share_image(self) -> Any:
        """The picture shown when the article is shared."""
        return self.social_image or self.cover

    @property
    def pictures_outside_body(self) -> list[Picture]:
        """The cover, which the checks of a page look at as they do at its body's pictures."""
        if not self.cover:
            return []
        alt, caption = self.cover_alt, self.cover_caption
        return [Picture("cover_alt", self.cover.title, alt, self.cover_is_decorative, caption)]

    def pictures_needed(self) -> Iterator[tuple[Any, str]]:
        """The cover stands at the top, and in lists."""
        if self.cover:
            for role in ("cover", "lead", "beside", "row"):
                yield self.cover, role
        yield from super().pictures_needed()

    @property
    def card_picture(self) -> Any:
        """The cover, where it is made of pixels."""
        return None if not self.cover or self.cover.is_svg() else self.cover

    @property
    def licence_url(self) -> str:
        """Address of the licence's text; empty where there is none."""
        return LICENCE_URLS.get(self.licence, "")

    @cached_property
    def published_tags(self) -> list[Tag]:
        """The article's tags a reader may see, in the order the editor gave.

        One added to the source, and not translated yet, is not shown in the source's language.
        """
        tags = self._named("article_tags")
        return [tag for tag in tags if tag.live and tag.locale_id == self.locale_id]

    @cached_property
    def authors(self) -> list[Author]:
        """The article's authors, in the order the editor gave."""
        return self._named("article_authors")

    @cached_property
    def series(self) -> list[Any]:
        """The article’s series: one, or none."""
        return self._named("article_series")

    @cached_property
    def _all_named(self) -> dict[str, list[Any]]:
        return named_of(self)

    def _named(self, relation: str) -> list[Any]:
        """Return what the article is tied to: as it stands in memory, else with the others."""
        prefetched = getattr(self, "_prefetched_objects_cache", {})
        changed = getattr(self, "_cluster_related_objects", {})
        if self.pk is None or relation in prefetched or relation in changed:
            return [getattr(link, NAMED[relation]) for link in getattr(self, relation).all()]
        return self._all_named[relation]

    @property
    def search_labels(self) -> list[str]:
        """What a reader may look for the article by, beside its text: tags, authors and series."""
        return [named.name for named in (*self.published_tags, *self.authors, *self.series)]

    @property
    def search_facets(self) -> list[FacetValue]:
        """What a search may be narrowed by: tags, year and authors."""
        year = str(timezone.localtime(self.date).year)
        return [
            *(FacetValue("tag", tag.slug, tag.name) for tag in self.published_tags),
            FacetValue("year", year, year),
            *(FacetValue("author", author.slug, author.name) for author in self.authors),
        ]

    @property
    def search_date(self) -> datetime:
        """The newer of two that match alike comes first."""
        return self.date

    @cached_property
    def leads(self) -> Leads:
        """The articles to read on with: before, after and on the same subject."""
        return leads_of(self)

    @cached_property
    def series_place(self) -> SeriesPlace | None:
        """Which part of which series the article is, among those readers can read."""
        return place_of(self)

    @property
    def index_page(self) -> Any:
        """The index the article belongs to."""
        return self.get_parent().specific

    def own_head(self, request: HttpRequest, languages: list[LanguageLink]) -> Head:
        """Add the article's kind, its feeds, and what programs are told of it."""
        index = self.index_page
        head = self.head(request, languages, kind="article", feeds=index.feeds(request))
        return replace(head, nodes=[article_node(self, head, languages, index)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the index the article belongs to."""
        return super().get_context(request, *args, **kwargs) | {"index": self.index_page}
