"""One mail an hour at most, in the reader's language, and nothing is lost where mails fail."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from wagtail.users.models import UserProfile

from parvis.pages.rounds import registered_rounds
from parvis.translation.notices import digest
from parvis.translation.notices.models import Kind, MailWish, Notice
from parvis.translation.notices.telling import tell

pytestmark = pytest.mark.django_db

ABOUT = {"title": "Le carnet", "language": "en", "person": "Writer"}


def note(person: Any, key: str = "1", kind: Kind = Kind.CHANGED, **more: str) -> None:
    assert tell(person, kind, key, "/admin/", **ABOUT, **more)


def put_back(minutes: int) -> None:
    """Let the mails that were sent be that much older."""
    earlier = timezone.now() - timedelta(minutes=minutes)
    Notice.objects.exclude(mailed_at=None).update(mailed_at=earlier)


class BrokenBackend(EmailBackend):
    """A mail server that is down."""

    def open(self) -> bool:
        raise ConnectionRefusedError("nobody listens")


class PickyBackend(EmailBackend):
    """A mail server that refuses one recipient."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["anne@example.org"]:
            raise smtplib.SMTPRecipientsRefused({"anne@example.org": (550, b"unknown")})
        sent: int = super().send_messages(messages)
        return sent


def backend(kind: type) -> str:
    return f"{__name__}.{kind.__name__}"


def test_the_process_of_schedules_mails() -> None:
    assert digest.run_digest in registered_rounds()


def test_all_that_waits_is_in_one_mail_of_two_forms(anne: Any, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://example.org"
    note(anne)
    note(anne, "2", Kind.REMARK, words="<b>What & why?</b>")
    digest.run_digest()
    sent = mail.outbox[0]
    assert (len(mail.outbox), sent.to) == (1, ["anne@example.org"])
    html = str(sent.alternatives[0][0])
    for notice in Notice.objects.all():
        assert f"https://example.org/admin/notices/{notice.pk}/" in sent.body
        assert f"https://example.org/admin/notices/{notice.pk}/" in html
    assert "“<b>What & why?</b>”" in sent.body
    assert "&lt;b&gt;What &amp; why?&lt;/b&gt;" in html


def test_nobody_is_mailed_twice_within_the_hour(anne: Any) -> None:
    note(anne)
    digest.run_digest()
    note(anne, "2")
    digest.run_digest()
    assert len(mail.outbox) == 1
    put_back(61)
    digest.run_digest()
    digest.run_digest()
    assert len(mail.outbox) == 2


def test_a_mention_does_not_wait_for_the_hour(anne: Any) -> None:
    note(anne)
    digest.run_digest()
    note(anne, "2", Kind.REMARK)
    digest.run_digest()
    assert len(mail.outbox) == 1
    note(anne, "3", Kind.REMARK, mention="yes")
    digest.run_digest()
    assert len(mail.outbox) == 2
    digest.run_digest()
    assert len(mail.outbox) == 2


def test_how_often_is_a_setting(anne: Any, settings: Any) -> None:
    settings.PARVIS_DIGEST_MINUTES = 5
    note(anne)
    digest.run_digest()
    put_back(6)
    note(anne, "2")
    digest.run_digest()
    assert len(mail.outbox) == 2


def test_what_was_seen_is_not_mailed(anne: Any) -> None:
    note(anne)
    Notice.objects.mark_read()
    digest.run_digest()
    assert mail.outbox == []


@pytest.mark.parametrize(("code", "words"), [("en", "has changed"), ("fr", "(anglais)")])
def test_the_mail_speaks_the_reader_s_language(anne: Any, code: str, words: str) -> None:
    UserProfile.objects.create(user=anne, preferred_language=code)
    note(anne)
    digest.run_digest()
    sent = mail.outbox[0]
    assert words in str(sent.body)
    assert f'lang="{code}"' in str(sent.alternatives[0][0])


def test_whoever_wants_no_mail_gets_none(anne: Any) -> None:
    note(anne)
    MailWish.objects.create(person=anne, wants_mail=False)
    digest.run_digest()
    assert mail.outbox == []


def test_wagtail_s_own_wishes_hold_for_what_they_name(anne: Any) -> None:
    UserProfile.objects.create(user=anne, approved_notifications=False)
    note(anne, "1", Kind.APPROVED)
    digest.run_digest()
    assert mail.outbox == []
    note(anne, "2", Kind.REJECTED)
    digest.run_digest()
    assert len(mail.outbox) == 1
    assert Notice.objects.get(key="1").mailed_at is None


@pytest.mark.parametrize("change", ["is_active", "groups", "email"])
def test_whoever_may_not_sign_in_or_has_no_address_gets_none(anne: Any, change: str) -> None:
    note(anne)
    if change == "groups":
        anne.groups.clear()
    else:
        setattr(anne, change, False if change == "is_active" else "")
        anne.save()
    digest.run_digest()
    assert mail.outbox == []


def test_a_server_that_is_down_loses_nothing_and_is_logged_once(
    anne: Any, settings: Any, caplog: Any
) -> None:
    note(anne)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = backend(BrokenBackend)
    for _round in range(3):
        digest.run_digest()
    assert Notice.objects.get().mailed_at is None
    assert caplog.text.count("nobody listens") == 1
    settings.EMAIL_BACKEND = working
    digest.run_digest()
    assert len(mail.outbox) == 1
    settings.EMAIL_BACKEND = backend(BrokenBackend)
    put_back(61)
    note(anne, "2")
    digest.run_digest()
    assert caplog.text.count("nobody listens") == 2


def test_one_address_that_is_refused_keeps_nobody_else_from_their_mail(
    anne: Any, person: Any, settings: Any
) -> None:
    bob = person("Translators", name="bob")
    note(anne)
    note(bob)
    settings.EMAIL_BACKEND = backend(PickyBackend)
    digest.run_digest()
    assert [sent.to for sent in mail.outbox] == [["bob@example.org"]]
    assert Notice.objects.of(anne).get().mailed_at is None


def test_a_long_mail_counts_the_rest(anne: Any) -> None:
    UserProfile.objects.create(user=anne, preferred_language="en")
    for number in range(digest.AT_ONCE + 3):
        note(anne, str(number))
    digest.run_digest()
    assert "3 more things" in mail.outbox[0].body
    assert not Notice.objects.filter(mailed_at=None).exists()


def test_finding_nobody_to_mail_costs_one_query(anne: Any, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        digest.run_digest()
