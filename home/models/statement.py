"""The accessibility statement, after the European model.

Source: Commission Implementing Decision (EU) 2018/1523.
"""

from datetime import date
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

from home.authorities import Authorities, Body, authorities
from home.blocks import REASONS, LimitBlock
from parvis.pages.blocks import BODY_BLOCKS
from parvis.pages.fields import BodyField
from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin
from parvis.translation.origins import OriginMixin
from parvis.writing.standing import Failing, failures

LONGEST_ANSWER = 90


class AccessibilityStatementPage(OriginMixin, StemmedMixin, BasePage):
    """What is accessible on this site and what is not, and whom to tell.

    The facts are the same in every language, those of the source; the words are translated.
    """

    class Status(models.TextChoices):
        """How far the site complies."""

        FULL = "full", _("Fully compliant")
        PARTIAL = "partial", _("Partially compliant")
        NONE = "none", _("Not compliant")

    class Method(models.TextChoices):
        """Who assessed it."""

        SELF = "self", _("A self-assessment")
        EXTERNAL = "external", _("An assessment by a third party")

    class Jurisdiction(models.TextChoices):
        """Which law the publisher answers to."""

        FEDERAL = "federal", _("Federal authorities")
        FLANDERS = "flanders", _("Flanders and its local authorities")
        WALLONIA = "wallonia", _("Wallonia and its local authorities")
        WALLONIA_BRUSSELS = "wallonia-brussels", _("Wallonia-Brussels Federation")
        BRUSSELS = "brussels", _("Brussels-Capital and its municipalities")
        GERMAN_SPEAKING = "german-speaking", _("German-speaking Community and its municipalities")
        OTHER = "other", _("Another: say it below")

    summary = models.TextField(_("summary"), max_length=500, blank=True)
    scope = models.CharField(
        _("what it is about"),
        max_length=255,
        blank=True,
        help_text=_("The name of the site, its address, its parts. When empty, its address."),
    )
    status = models.CharField(
        _("compliance"), max_length=10, choices=Status.choices, default=Status.PARTIAL
    )
    limits = BodyField(
        [("limit", LimitBlock())], verbose_name=_("content that is not accessible"), blank=True
    )
    lists_findings = models.BooleanField(
        _("list what the site’s own checks find"),
        default=True,
        help_text=_("Which pages, what and since when, as of the moment it is read."),
    )
    prepared_on = models.DateField(_("prepared on"), default=timezone.localdate)
    reviewed_on = models.DateField(
        _("last reviewed on"),
        default=timezone.localdate,
        help_text=_("It has to be reviewed every year: you are reminded of it."),
    )
    method = models.CharField(
        _("method"), max_length=10, choices=Method.choices, default=Method.SELF
    )
    evaluator = models.CharField(_("assessed by"), max_length=255, blank=True)
    report_url = models.URLField(_("address of the report"), max_length=500, blank=True)
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("When empty, the site’s.")
    )
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("answered within"), default=15, help_text=_("In working days.")
    )
    jurisdiction = models.CharField(
        _("authority"), max_length=20, choices=Jurisdiction.choices, default=Jurisdiction.FEDERAL
    )
    other_law = models.CharField(
        _("law"), max_length=255, blank=True, help_text=_("As after “in accordance with”.")
    )
    other_body = models.CharField(_("who hears complaints"), max_length=255, blank=True)
    other_url = models.URLField(_("its address"), max_length=500, blank=True)
    body = BodyField(BODY_BLOCKS, verbose_name=_("more"), blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "pages/statement.html"

    override_translatable_fields = [
        SynchronizedField(name, overridable=False)
        for name in (
            "status",
            "lists_findings",
            "prepared_on",
            "reviewed_on",
            "method",
            "evaluator",
            "report_url",
            "contact_email",
            "contact_phone",
            "answer_days",
            "jurisdiction",
            "other_url",
        )
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("scope"),
                FieldPanel("status"),
                FieldPanel("limits"),
                FieldPanel("lists_findings"),
            ],
            heading=_("Compliance"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")]),
                FieldPanel("method"),
                FieldRowPanel([FieldPanel("evaluator"), FieldPanel("report_url")]),
            ],
            heading=_("How it was prepared"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
                FieldPanel("answer_days"),
            ],
            heading=_("Feedback"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("jurisdiction"),
                FieldPanel("other_law"),
                FieldRowPanel([FieldPanel("other_body"), FieldPanel("other_url")]),
            ],
            heading=_("Law and complaints"),
        ),
        FieldPanel("body"),
    ]
    search_sources = ["summary", "search_description", "limits", "body"]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        """Refuse a statement that contradicts itself, or leaves out what the model asks for."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.status == self.Status.FULL and self.limits:
            errors["status"] = _("It is not full: you list content that is not accessible.")
        if self.method == self.Method.EXTERNAL and not self.evaluator:
            errors["evaluator"] = _("Say who assessed it.")
        if self.reviewed_on and self.prepared_on and self.reviewed_on < self.prepared_on:
            errors["reviewed_on"] = _("It cannot be reviewed before it was prepared.")
        if self.reviewed_on and self.reviewed_on > timezone.localdate():
            errors["reviewed_on"] = _("This day is yet to come.")
        if not 1 <= (self.answer_days or 0) <= LONGEST_ANSWER:
            errors["answer_days"] = _("Between 1 and 90 days.")
        if self.jurisdiction == self.Jurisdiction.OTHER and not self.other_body:
            errors["other_body"] = _("Say who hears complaints.")
        if errors:
            raise ValidationError(errors)

    @cached_property
    def meta_description(self) -> str:
        """The description for search engines: its own, else the summary."""
        return self.search_description or self.summary

    @property
    def due_on(self) -> date:
        """The day by which it has to be reviewed again: a year later, as the model asks."""
        day: date = self.reviewed_on
        leap = (day.month, day.day) == (2, 29)
        return day.replace(year=day.year + 1, day=28 if leap else day.day)

    @cached_property
    def facts(self) -> "AccessibilityStatementPage":
        """The page whose facts count: the public source of a translation, else this one.

        A review is then true in every language at once, before its words are translated.
        """
        source: AccessibilityStatementPage = self.origin.source if self.origin else self
        return source

    @cached_property
    def authorities(self) -> Authorities:
        """The law and the bodies it names, in the page’s language where they have a name in it."""
        own, facts = self.language_code, self.facts
        return authorities(facts.jurisdiction, own) or Authorities(
            Body(self.other_law, own),
            Body("", own),
            Body(self.other_body, own, facts.other_url),
        )

    @cached_property
    def failures(self) -> list[Failing]:
        """What the site’s own checks find on public pages, where the statement lists it."""
        return failures() if self.facts.lists_findings else []

    @property
    def shown_status(self) -> str:
        """The status readers are told: it is not full while the checks find a failure."""
        status = self.Status(self.facts.status)
        is_less = status == self.Status.FULL and bool(self.failures)
        return str(self.Status.PARTIAL if is_less else status)

    @property
    def limits_by_reason(self) -> list[tuple[str, list[Any]]]:
        """The reasons there are, in the model’s order, each with what is listed under it."""
        found: list[tuple[str, list[Any]]] = [
            (reason, [block.value for block in self.limits if block.value["reason"] == reason])
            for reason, _label in REASONS
        ]
        return [(reason, limits) for reason, limits in found if limits]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what it says it is about."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"scope": self.scope or request.build_absolute_uri("/")}
