"""Home page and plain pages."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from parvis.pages.blocks import BODY_BLOCKS
from parvis.pages.fields import BodyField
from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin


class HomePage(BasePage):
    """The first page of one language."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences under the site’s name.")
    )
    body = BodyField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.PlainPage",
        "home.AccessibilityStatementPage",
        "blog.BlogIndexPage",
        "parvis_glossary.GlossaryPage",
    ]
    template = "pages/home.html"

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @cached_property
    def meta_description(self) -> str:
        """The description for search engines: its own, else the introduction."""
        return self.search_description or self.introduction


class PlainPage(StemmedMixin, BasePage):
    """A page outside the flow of articles: about, legal notice, contact."""

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    template = "pages/plain.html"

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_sources = ["summary", "search_description", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @cached_property
    def meta_description(self) -> str:
        """The description for search engines: its own, else the summary."""
        return self.search_description or self.summary
