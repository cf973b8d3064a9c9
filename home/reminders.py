"""What comes round again: a statement to review, a contact to renew.

Told in the inbox and by mail, once for each day it falls due, to whoever can do something about it.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from home.models import AccessibilityStatementPage
from parvis.discovery.security import NOTICE, expiry
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all

EVERY = timedelta(hours=6)
LOOKED = "home_reminders"
# Time enough to look at the site again before the year is over.
AHEAD = timedelta(days=30)


def run_reminders() -> None:
    """Look after what falls due, a few times a day."""
    if cache.add(LOOKED, True, EVERY.total_seconds()):
        remind(timezone.localdate())


def remind(today: date) -> None:
    """Tell of what falls due soon, or has, on this day."""
    for page in AccessibilityStatementPage.objects.published().select_related("locale"):
        if page.facts is page and page.due_on - AHEAD <= today:
            _tell_of_statement(page)
    expires = expiry()
    if settings.PARVIS_SECURITY_CONTACT and expires and expires - NOTICE <= today:
        day = expires.isoformat()
        people = get_user_model()._default_manager.filter(is_superuser=True, is_active=True)
        address = reverse("wagtailadmin_home")
        tell_all(people, Kind.CONTACT, f"contact:{day}", address, due=day)


def _tell_of_statement(page: AccessibilityStatementPage) -> None:
    day = page.due_on.isoformat()
    tell_all(
        _publishers(page),
        Kind.STATEMENT,
        f"statement:{page.translation_key}:{day}",
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        title=page.title,
        language=page.language_code,
        due=day,
    )


def _publishers(page: AccessibilityStatementPage) -> list[Any]:
    """Return who may publish the page: they answer for what it says."""
    people = get_user_model()._default_manager.filter(is_active=True)
    candidates = people.filter(
        Q(is_superuser=True) | Q(groups__page_permissions__permission__codename="publish_page")
    ).distinct()
    return [one for one in candidates if page.permissions_for_user(one).can_publish()]
