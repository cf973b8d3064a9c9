"""The public glossary of one language."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from parvis.pages.locales import locale_of
from parvis.pages.models import BasePage
from parvis.search.fields import StemmedMixin
from parvis.search.stems import fold
from parvis.translation.glossary.models.concept import Concept, Term

NO_LETTER = "0–9"


@dataclass(frozen=True)
class Elsewhere:
    """What another language calls a concept; `url` is empty where it has no glossary to read."""

    code: str
    text: str
    url: str


@dataclass(frozen=True)
class Entry:
    """A concept as the page shows it."""

    anchor: str
    term: Term
    admitted: list[Term]
    forbidden: list[Term]
    elsewhere: list[Elsewhere]


@dataclass(frozen=True)
class Letter:
    """The entries that begin with a letter; `anchor` is where they stand in the page."""

    name: str
    anchor: str
    entries: list[Entry]


class GlossaryPage(StemmedMixin, BasePage):
    """Every concept that has a preferred term in the page’s language."""

    introduction = models.TextField(_("introduction"), blank=True)

    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "pages/glossary.html"

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    search_sources = ["introduction", "search_description", "preferred_terms"]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Whether the page may be made there: in a language, so not beside the home pages."""
        return bool(super().can_create_at(parent)) and not parent.is_root()

    @cached_property
    def meta_description(self) -> str:
        """The description for search engines: its own, else the introduction."""
        return self.search_description or self.introduction

    @property
    def preferred_terms(self) -> list[str]:
        """The terms the search finds the page by."""
        preferred = Term.objects.preferred().filter(locale=self.locale_id)
        return list(preferred.order_by("pk").values_list("text", flat=True))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the concepts, by letter."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"letters": self.letters(request)}

    def letters(self, request: HttpRequest) -> list[Letter]:
        """Return the concepts of this language by letter, without regard to accents.

        Two queries, whatever their number.
        """
        addresses = self._addresses(request)
        code = self.language_code
        entries = [
            entry
            for concept in self._concepts(code)
            if (entry := _entry(concept, code, addresses)) is not None
        ]
        entries.sort(key=lambda entry: (not _letter(entry), fold(entry.term.text), entry.term.pk))
        return [
            Letter(letter.upper() or NO_LETTER, f"letter-{letter or '0'}", list(found))
            for letter, found in groupby(entries, _letter)
        ]

    def _concepts(self, code: str) -> Any:
        shown = Term.objects.filter(locale__language_code__in=settings.CONTENT_LANGUAGES)
        return (
            Concept.objects.filter(
                terms__status=Term.Status.PREFERRED, terms__locale__language_code=code
            )
            .defer("note")
            .prefetch_related(Prefetch("terms", queryset=shown))
        )

    def _addresses(self, request: HttpRequest) -> dict[str, str]:
        """Return where the glossary of each other language is read."""
        found = {}
        for code, page in self.readable_translations.items():
            with override(code):
                found[code] = page.get_url(request) or ""
        return found


def _entry(concept: Concept, code: str, addresses: dict[str, str]) -> Entry | None:
    terms: dict[str, list[Term]] = {each: [] for each in settings.CONTENT_LANGUAGES}
    for term in concept.terms.all():
        terms[locale_of(term.locale_id).language_code].append(term)
    preferred = {
        each: next((term for term in found if term.is_preferred), None)
        for each, found in terms.items()
    }
    term = preferred.get(code)
    if term is None:
        return None
    return Entry(
        anchor=concept.anchor,
        term=term,
        admitted=[each for each in terms[code] if each.status == Term.Status.ADMITTED],
        forbidden=[each for each in terms[code] if each.status == Term.Status.FORBIDDEN],
        elsewhere=[
            Elsewhere(
                each, other.text, f"{addresses[each]}#{concept.anchor}" if each in addresses else ""
            )
            for each, other in preferred.items()
            if other is not None and each != code
        ],
    )


def _letter(entry: Entry) -> str:
    """Return the letter the entry stands under; nothing where it begins with none."""
    first = fold(entry.term.text)[:1]
    return first if first.isalpha() else ""
