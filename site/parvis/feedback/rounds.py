"""What is done with messages every minute: they are mailed, and forgotten when their time is up."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.feedback.models import Message
from parvis.feedback.recipients import recipients

logger = logging.getLogger(__name__)

AT_ONCE = 20
IN_HAND = "parvis_feedback_round"
DOWN = "parvis_feedback_mail_down"


def run_feedback() -> None:
    """Forget what is old, mail what is new. Two processes that do so at once mail nothing twice."""
    if not cache.add(IN_HAND, True, 600):
        return
    try:
        forget()
        mail()
    finally:
        cache.delete(IN_HAND)


def forget() -> int:
    """Delete the messages whose time is up; return how many."""
    since = timezone.now() - timedelta(days=settings.PARVIS_FEEDBACK_DAYS)
    count, _by_model = Message.objects.filter(made_at__lt=since).delete()
    return count


def mail() -> None:
    """Mail the oldest messages that were not; what cannot be mailed stays for the next round."""
    waiting = Message.objects.filter(mailed_at=None).order_by("made_at", "pk")
    languages = waiting.order_by().values_list("language", flat=True).distinct()
    to = {code: addresses for code in languages if (addresses := recipients(code))}
    connection = get_connection()
    try:
        for message in waiting.filter(language__in=to)[:AT_ONCE]:
            written = _written(message, to[message.language])
            written.connection = connection
            written.send()
            Message.objects.filter(pk=message.pk).update(mailed_at=timezone.now())
    except OSError as error:  # smtplib's errors are of this kind too
        if cache.add(DOWN, True, 86_400):
            logger.error("Messages could not be mailed, every round tries again: %s", error)
    finally:
        connection.close()


def _written(message: Message, to: list[str]) -> EmailMessage:
    """Return the mail, in the language of the message."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    with override(message.language):
        context = {"message": message, "admin": base + reverse("message:edit", args=[message.pk])}
        return EmailMessage(
            _("%(site)s: a message from a reader") % {"site": settings.WAGTAIL_SITE_NAME},
            render_to_string("feedback/mail.txt", context),
            to=to,
            reply_to=[message.email] if message.email else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
