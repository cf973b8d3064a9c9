"""What the checks say of the site as a whole, for its statement and for its editors."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber
from wagtail.models import Page

from parvis.writing.accessibility import CHECKS, Check
from parvis.writing.models import AccessibilityFinding

# A list nobody reads to its end helps nobody; the number says how much there is.
LISTED = 50


@dataclass(frozen=True)
class FailingPage:
    """A public page that fails a check, since when, and in how many places."""

    page: Page
    since: datetime
    places: int


@dataclass(frozen=True)
class Failing:
    """A check and the pages that fail it, the longest-standing first; `number` counts them all."""

    check: Check
    number: int
    pages: list[FailingPage]

    @property
    def more(self) -> int:
        """How many pages are not listed."""
        return self.number - len(self.pages)


def failures() -> list[Failing]:
    """Return the criteria that public pages fail, in the order of the checks.

    The database counts and ranks: three queries, and no more rows than are listed, whatever the
    number of pages. What is only a doubt is no failure.
    """
    errors = [name for name, check in CHECKS.items() if check.severity == "error"]
    public = Page.objects.live().public().filter(alias_of__isnull=True)
    rows = AccessibilityFinding.objects.filter(check_name__in=errors, page__in=public).order_by()
    ranked = (
        rows.values("check_name", "page")
        .annotate(first=Min("since"), places=Count("pk"))
        .annotate(
            rank=Window(RowNumber(), F("check_name"), [F("first"), F("page")]),
            number=Window(Count("*"), F("check_name")),
        )
        .filter(rank__lte=LISTED)
        .order_by("rank")
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in ranked:
        found.setdefault(row["check_name"], []).append(row)
    keys = {row["page"] for listed in found.values() for row in listed}
    pages = public.select_related("locale").in_bulk(keys)
    return [
        Failing(
            CHECKS[name],
            found[name][0]["number"],
            [
                FailingPage(pages[row["page"]], row["first"], row["places"])
                for row in found[name]
                if row["page"] in pages
            ],
        )
        for name in errors
        if name in found
    ]
