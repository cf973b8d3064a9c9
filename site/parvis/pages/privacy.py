"""Private sections: what restricts who may see a page, as a subquery."""

from typing import Any

from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Subquery
from wagtail.models import Page, PageViewRestriction

from parvis.delivery.parts import part


def restrictions_above() -> Any:
    """Return what restricts who may see the page around this subquery, or a page above it.

    Written so that a database goes from restrictions, of which there are few, to their pages, and
    never from all pages to restrictions.
    """
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = _with_paths().annotate(here=here)
    return restrictions.filter(here__startswith=F("restricted"))


def private_paths() -> tuple[str, ...]:
    """Return the tree paths below which pages are not for everybody."""
    return part(
        "private paths", make=lambda: tuple(_with_paths().values_list("restricted", flat=True))
    )


def _with_paths() -> Any:
    path = Page.objects.order_by().filter(pk=OuterRef("page_id")).values("path")
    return PageViewRestriction.objects.annotate(restricted=Subquery(path))
