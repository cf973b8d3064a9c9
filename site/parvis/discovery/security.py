"""`/.well-known/security.txt`: whom to tell of a flaw, until when that holds.

Source: RFC 9116.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import checks
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

# Time enough to find who answers for it now.
NOTICE = timedelta(days=30)
LONGEST = timedelta(days=366)


def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where to report a flaw; 404 where nobody is named, or until a date that is missing."""
    expires = expiry()
    if not settings.PARVIS_SECURITY_CONTACT or expires is None:
        raise Http404
    lines = [f"Contact: {_address(one)}" for one in settings.PARVIS_SECURITY_CONTACT]
    lines += [
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {', '.join(settings.CONTENT_LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    if settings.PARVIS_SECURITY_POLICY:
        lines.append(f"Policy: {settings.PARVIS_SECURITY_POLICY}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def expiry() -> date | None:
    """Return the day from which the file no longer holds; None where it is not a date."""
    try:
        return date.fromisoformat(settings.PARVIS_SECURITY_EXPIRES)
    except ValueError:
        return None


def _address(contact: str) -> str:
    return contact if ":" in contact else f"mailto:{contact}"


@checks.register(checks.Tags.security)
def security_contact_holds(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Find a contact without a date, and warn before the date has come."""
    if not settings.PARVIS_SECURITY_CONTACT:
        return []
    expires, today = expiry(), timezone.localdate()
    if expires is None:
        return [
            checks.Error(
                f"PARVIS_SECURITY_EXPIRES is not a date: “{settings.PARVIS_SECURITY_EXPIRES}”. "
                "security.txt is not served without one.",
                hint=f"Give a day within a year: {today + timedelta(days=360)}",
                id="parvis.E011",
            )
        ]
    if expires <= today + NOTICE:
        verb = "expired" if expires <= today else "expires"
        return [
            checks.Warning(
                f"security.txt {verb} on {expires}: those who find a flaw would not trust it.",
                hint="Check that the contact still answers, then move PARVIS_SECURITY_EXPIRES on.",
                id="parvis.W012",
            )
        ]
    if expires > today + LONGEST:
        return [
            checks.Warning(
                f"security.txt holds until {expires}, more than a year from now.",
                hint="RFC 9116 advises less: somebody should look at it once a year.",
                id="parvis.W013",
            )
        ]
    return []
