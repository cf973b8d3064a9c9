"""What the checks say of the site as a whole, for its statement and for its editors."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

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

    Three queries, whatever the number of pages; what is only a doubt is no failure.
    """
    errors = [name for name, check in CHECKS.items() if check.severity == "error"]
    public = Page.objects.live().public().filter(alias_of__isnull=True)
    rows = AccessibilityFinding.objects.filter(check_name__in=errors, page__in=public)
    found: dict[str, dict[int, tuple[datetime, int]]] = defaultdict(dict)
    listed = rows.order_by("since", "pk").values_list("check_name", "page", "since")
    for name, page, since in listed:
        first, places = found[name].get(page, (since, 0))
        found[name][page] = (first, places + 1)
    shown = {page for pages in found.values() for page in list(pages)[:LISTED]}
    pages = public.select_related("locale").in_bulk(shown)
    return [
        Failing(
            CHECKS[name],
            len(found[name]),
            [
                FailingPage(pages[page], since, places)
                for page, (since, places) in list(found[name].items())[:LISTED]
                if page in pages
            ],
        )
        for name in errors
        if name in found
    ]
