"""Private sections: what restricts who may see a page, as a subquery."""

from typing import Any

from django.db.models import CharField, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction


def restrictions_above() -> Any:
    """Return what restricts who may see the page around this subquery, or a page above it."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.annotate(here=here)
    return restrictions.filter(here__startswith=F("page__path"))
