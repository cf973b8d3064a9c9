"""Findings are recorded as pages are published, so that nobody waits for them when they read."""

import logging
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from parvis.pages.models import BasePage
from parvis.writing.accessibility import findings_of
from parvis.writing.models import AccessibilityFinding

logger = logging.getLogger(__name__)


def install() -> None:
    """Record at each publication, forget at each withdrawal; called once."""
    page_published.connect(_published, dispatch_uid="parvis_writing")
    page_unpublished.connect(_unpublished, dispatch_uid="parvis_writing")


def record(page: Page) -> int:
    """Record what is found on a page as it is given; return how much. What stays keeps its date."""
    found = [] if page.alias_of_id else findings_of(page)
    with transaction.atomic():
        known: dict[tuple[str, str], list[AccessibilityFinding]] = {}
        for row in AccessibilityFinding.objects.filter(page=page):
            known.setdefault((row.check_name, row.excerpt), []).append(row)
        new = []
        for finding in found:
            rows = known.get((finding.check.name, finding.excerpt))
            if not rows:
                new.append(
                    AccessibilityFinding(
                        page_id=page.pk,
                        check_name=finding.check.name,
                        place=finding.place,
                        excerpt=finding.excerpt,
                    )
                )
                continue
            row = rows.pop(0)
            if row.place != finding.place:
                row.place = finding.place
                row.save(update_fields=["place"])
        gone = [row.pk for rows in known.values() for row in rows]
        AccessibilityFinding.objects.filter(pk__in=gone).delete()
        AccessibilityFinding.objects.bulk_create(new)
    return len(found)


def record_all() -> tuple[int, int]:
    """Record what is found on every published page; return how many pages, and how much."""
    pages = findings = 0
    AccessibilityFinding.objects.exclude(page__live=True).delete()
    live = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).order_by("pk")
    for page in live.specific().iterator(chunk_size=100):
        if isinstance(page, BasePage):
            pages += 1
            findings += record(page)
    return pages, findings


def _published(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, BasePage):
        transaction.on_commit(lambda: _try_to_record(instance))


def _try_to_record(page: Any) -> None:
    """Record; the page is public already, and stays so whatever happens here."""
    try:
        record(page)
    except Exception:
        logger.exception("What page %s holds could not be checked", page.pk)


def _unpublished(instance: Any, **_signal: Any) -> None:
    AccessibilityFinding.objects.filter(page_id=instance.pk).delete()
