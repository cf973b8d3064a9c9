"""Messages are mailed once, kept while the mail server is down, and forgotten in time."""

import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from home.models import SiteIdentity
from parvis.feedback import rounds
from parvis.feedback.models import Message
from parvis.feedback.rounds import run_feedback
from tests import factories

pytestmark = pytest.mark.django_db


def message(text: str = "Un mot", **fields: Any) -> Message:
    """Keep a message."""
    return Message.objects.create(
        language="fr", text=text, nonce=f"{text}{Message.objects.count()}", **fields
    )


@pytest.fixture(autouse=True)
def publisher(db: None) -> None:
    """Give the publisher an address in French alone."""
    SiteIdentity.objects.filter(locale__language_code="fr").update(contact_email="ville@e.org")


def test_a_message_is_mailed_once_in_its_language() -> None:
    page = factories.article("Le pont")
    made = message(page=page, address="https://e.org/fr/p/", useful="no", email="lise@e.org")
    run_feedback()
    run_feedback()
    [sent] = mail.outbox
    assert (sent.to, sent.reply_to) == (["ville@e.org"], ["lise@e.org"])
    assert "un message d’un lecteur" in sent.subject
    for words in ("Le pont", "https://e.org/fr/p/", "Un mot", "pas été utile", f"edit/{made.pk}/"):
        assert words in sent.body, words


def test_a_language_without_an_address_is_not_mailed() -> None:
    made = message()
    Message.objects.update(language="en")
    run_feedback()
    assert mail.outbox == []
    made.refresh_from_db()
    assert made.mailed_at is None


def test_words_of_readers_make_no_headers() -> None:
    message("Objet\r\nBcc: tous@e.org <b>gras</b>")
    run_feedback()
    [sent] = mail.outbox
    assert sent.recipients() == ["ville@e.org"]
    assert "<b>gras</b>" in sent.body


def test_nothing_is_lost_while_mail_is_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Any) -> int:
        raise smtplib.SMTPServerDisconnected("down")

    message()
    with monkeypatch.context() as down:
        down.setattr(rounds.EmailMessage, "send", fail)
        run_feedback()
        run_feedback()
    assert caplog.text.count("every round tries again") == 1
    assert Message.objects.filter(mailed_at=None).count() == 1
    run_feedback()
    assert len(mail.outbox) == 1


def test_a_round_mails_some_and_leaves_the_others_for_the_next() -> None:
    for number in range(rounds.AT_ONCE + 1):
        message(f"Mot {number}")
    run_feedback()
    assert len(mail.outbox) == rounds.AT_ONCE
    run_feedback()
    assert len(mail.outbox) == rounds.AT_ONCE + 1


def test_what_another_process_does_is_left_to_it() -> None:
    message()
    cache.add(rounds.IN_HAND, True)
    run_feedback()
    assert mail.outbox == []


def test_messages_are_forgotten_when_their_time_is_up(settings: Any) -> None:
    settings.PARVIS_FEEDBACK_DAYS = 30
    now = timezone.now()
    message("vieux", made_at=now - timedelta(days=31))
    message("neuf", made_at=now - timedelta(days=29))
    run_feedback()
    assert list(Message.objects.values_list("text", flat=True)) == ["neuf"]


def test_moderators_settle_messages_and_nobody_writes_them(client: Client, person: Any) -> None:
    made = message("Le <pont> manque")
    client.force_login(person("Moderators"))
    assert "Le &lt;pont&gt; manque" in client.get("/admin/messages/").content.decode()
    address = f"/admin/messages/edit/{made.pk}/"
    assert client.post(address, {"is_settled": "on", "text": "autre"}).status_code == 302
    made.refresh_from_db()
    assert (made.is_settled, made.text) == (True, "Le <pont> manque")
    assert client.get("/admin/messages/new/").status_code == 302
    client.force_login(person())
    assert client.get("/admin/messages/new/").status_code == 302
    client.force_login(person("Editors"))
    assert client.get("/admin/messages/").status_code == 302


def test_a_message_is_read_with_its_lines_and_leads_on(client: Client, person: Any) -> None:
    made = message(
        "Le <pont>\nmanque", email="a?b@e.org", address="https://ville.be/fr/pont/", useful="no"
    )
    client.force_login(person("Moderators"))
    html = client.get(f"/admin/messages/edit/{made.pk}/").content.decode()
    assert "<p>Le &lt;pont&gt;<br>manque</p>" in html
    assert '<a href="mailto:a%3Fb@e.org">a?b@e.org</a>' in html
    assert '<a href="https://ville.be/fr/pont/">https://ville.be/fr/pont/</a>' in html
    Message.objects.update(address="javascript:alert(1)", email="")
    html = client.get(f"/admin/messages/edit/{made.pk}/").content.decode()
    assert 'href="javascript' not in html
    assert "mailto:" not in html


def test_who_has_no_message_is_told_whence_they_come(client: Client, person: Any) -> None:
    client.force_login(person("Moderators"))
    assert "Personne n’a encore écrit." in client.get("/admin/messages/").content.decode()
    message()
    html = client.get("/admin/messages/results/", {"language": "nl"}).content.decode()
    assert "Personne n’a encore écrit." not in html


def test_messages_are_listed_narrowed_and_taken_away(client: Client, person: Any) -> None:
    message("Des mots")
    message("", useful="yes")
    client.force_login(person())
    for narrowed, number in (
        ({"has_text": "true"}, 1), ({"has_text": "false"}, 1), ({"useful": "yes"}, 1),
        ({"language": "en"}, 0), ({"is_settled": "false"}, 2), ({"q": "mots"}, 1),
    ):  # fmt: skip
        html = client.get("/admin/messages/results/", narrowed).content.decode()
        assert html.count("/admin/messages/delete/") == number, narrowed
    answer: Any = client.get("/admin/messages/", {"export": "csv"})
    assert "Des mots" in b"".join(answer).decode("utf-8-sig")
