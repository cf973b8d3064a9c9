"""Where a page stands among its languages, for the screens that are about other things.

The listings of pages and snippets, the panel beside their editors, the head of the translation
editor: all read the same cells as the dashboard, in a number of queries that does not grow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from parvis.translation.overview.matrix import Cell, Row, rows
from parvis.translation.state import written


@dataclass(frozen=True)
class Standing:
    """The row of a page’s original, and the cells of it that concern the page: all, or its own."""

    row: Row
    is_original: bool
    cells: Sequence[Cell]


def standings(pages: Sequence[Any]) -> dict[Any, Standing]:
    """Return where these pages stand, or snippets of one model, by their ids.

    What has no state of its own is left out.
    """
    model = Page if not pages or isinstance(pages[0], Page) else type(pages[0])
    is_page = model is Page
    shown = [page for page in pages if not is_page or (page.alias_of_id is None and page.depth > 1)]
    keys = {page.translation_key for page in shown}
    made = Translation.objects.filter(source__object_id__in=keys)
    sources = {
        (key, into): at
        for key, at, into in made.exclude(target_locale=F("source__locale")).values_list(
            "source__object_id", "source__locale", "target_locale"
        )
    }
    wanted = {
        page.pk: (
            page.translation_key,
            sources.get((page.translation_key, page.locale_id), page.locale_id),
        )
        for page in shown
    }
    found = _rows(set(wanted.values()), model)
    standings = {}
    for page in shown:
        row = found.get(wanted[page.pk])
        if row is None:
            continue
        is_original = row.page.pk == page.pk
        cells = [
            cell
            for cell in row.cells
            if cell is not None and (is_original or cell.locale.pk == page.locale_id)
        ]
        standings[page.pk] = Standing(row, is_original, cells)
    return standings


def standing_of(page: Any) -> Standing | None:
    """Return where a page or snippet stands; None for an alias or what was not saved yet."""
    return standings([page]).get(page.pk) if page.pk else None


def _rows(originals: set[tuple[Any, int]], model: Any) -> dict[tuple[Any, int], Row]:
    """Return the rows of the dashboard of these originals, by key and language."""
    pages = written(model).filter(translation_key__in={key for key, _at in originals})
    ids = [
        pk
        for pk, key, at in pages.values_list("pk", "translation_key", "locale_id")
        if (key, at) in originals
    ]
    found = rows(ids, list(Locale.objects.all()), model)
    return {(row.page.translation_key, row.page.locale_id): row for row in found}
