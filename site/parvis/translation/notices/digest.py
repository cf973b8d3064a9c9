"""One mail an hour at most with what somebody has not looked at yet; a mention does not wait.

What could not be mailed stays to be mailed, and is tried again on the next round.
"""

import logging
import smtplib
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from parvis.translation.machine.queue import language_of
from parvis.translation.notices import wording
from parvis.translation.notices.models import Kind, MailWish, Notice

logger = logging.getLogger(__name__)

AT_ONCE = 50  # in one mail; the rest is counted
ROUND = 40  # seconds after which a round begins no other mail
IN_HAND = "parvis_notices_digest"
DOWN = "parvis_notices_mail_down"
# What concerns one mail; anything else concerns the server, and the others would fail too.
ONE_MAIL = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    ValueError,
)
WAGTAIL_WISHES = {
    Kind.SUBMITTED: "submitted_notifications",
    Kind.APPROVED: "approved_notifications",
    Kind.REJECTED: "rejected_notifications",
}


def run_digest() -> None:
    """Mail whoever is due. Two processes that do so at once mail nobody twice."""
    if not cache.add(IN_HAND, True, 600):
        return
    try:
        with translation.override(settings.LANGUAGE_CODE):
            _mail_everybody(timezone.now())
    finally:
        cache.delete(IN_HAND)


def people_to_mail(now: datetime) -> QuerySet[Any]:
    """Return who has something to be mailed, wants it, and was not mailed within the hour.

    Whoever was mentioned is asked something: that does not wait for the hour.
    """
    mine = Notice.objects.filter(person=OuterRef("pk"))
    waiting = mine.filter(read_at=None, mailed_at=None)
    since = now - timedelta(minutes=settings.PARVIS_DIGEST_MINUTES)
    return (
        get_user_model()
        ._default_manager.filter(
            Exists(waiting),
            ~Exists(mine.filter(mailed_at__gt=since))
            | Exists(waiting.filter(details__mention="yes")),
            ~Exists(MailWish.objects.filter(person=OuterRef("pk"), wants_mail=False)),
            is_active=True,
        )
        .exclude(email="")
        .select_related("wagtail_userprofile")
        .order_by("pk")
    )


def to_mail(person: Any) -> list[Notice]:
    """Return what somebody has not seen, the latest first, without what they want no mail of."""
    profile = getattr(person, "wagtail_userprofile", None)
    unwanted = [kind for kind, wish in WAGTAIL_WISHES.items() if not getattr(profile, wish, True)]
    waiting = Notice.objects.of(person).unread().filter(mailed_at=None)
    return list(waiting.exclude(kind__in=unwanted).order_by("-made_at", "-pk"))


def message(person: Any, notices: list[Notice]) -> EmailMultiAlternatives:
    """Write the mail, in the language of whoever gets it."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with translation.override(language_of(person)):
        lines = [
            {
                "sentence": wording.sentence(notice),
                "words": wording.said(notice),
                "address": base + reverse("parvis_notices:open", args=[notice.pk]),
            }
            for notice in notices[:AT_ONCE]
        ]
        context = {
            "person": str(person),
            "site": settings.WAGTAIL_SITE_NAME,
            "lines": lines,
            "more": len(notices) - len(lines),
            "inbox": base + reverse("parvis_notices:inbox"),
            "language": translation.get_language(),
        }
        subject = ngettext(
            "%(site)s: %(count)d thing to know", "%(site)s: %(count)d things to know", len(notices)
        ) % {"site": settings.WAGTAIL_SITE_NAME, "count": len(notices)}
        mail = EmailMultiAlternatives(
            subject,
            render_to_string("notices/digest.txt", context),
            to=[person.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("notices/digest.html", context), "text/html")
    return mail


def _mail_everybody(now: datetime) -> None:
    people = list(people_to_mail(now))
    started, connection = time.monotonic(), get_connection()
    if not people:
        return
    try:
        connection.open()
        for person in people:
            if time.monotonic() - started > ROUND:
                return
            _mail(person, connection, now)
        cache.delete(DOWN)
    except OSError as error:  # smtplib's errors are of this kind too
        _log_once(DOWN, "Notices could not be mailed, every round tries again: %s", error)
    finally:
        connection.close()


def _mail(person: Any, connection: Any, now: datetime) -> None:
    notices = to_mail(person)
    if not notices or not person.has_perm("wagtailadmin.access_admin"):
        return
    mail = message(person, notices)
    mail.connection = connection
    try:
        mail.send()
    except ONE_MAIL as error:
        key = f"{DOWN}_{person.pk}"
        _log_once(key, f"Notices could not be mailed to user {person.pk}: %s", error)
        return
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=now)


def _log_once(key: str, words: str, error: Exception) -> None:
    """Say so once a day at most, however many rounds fail."""
    if cache.add(key, True, 86_400):
        logger.error(words, error)
