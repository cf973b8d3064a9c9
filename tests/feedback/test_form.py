"""What readers write arrives, and what programs send does not."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from parvis.feedback import tokens
from parvis.feedback.models import Message
from tests import factories

pytestmark = pytest.mark.django_db

FORM = "/fr/contact/"


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a form that was read for a while carries."""
    monkeypatch.setattr(tokens, "LEAST_SECONDS", -1)
    return tokens.issue()


def send(client: Client, token: str, /, **fields: str) -> Any:
    """Send the form."""
    return client.post(FORM, {"token": token, "text": "Un mot"} | fields)


def test_a_message_arrives_without_a_cookie(token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = send(client, token, text=" Le pont manque. ", email="lise@example.org")
    assert (answer.status_code, answer["Location"]) == (303, f"{FORM}?sent=1")
    message = Message.objects.get()
    assert (message.text, message.email, message.language) == (
        "Le pont manque.",
        "lise@example.org",
        "fr",
    )
    assert (message.page, message.address, message.useful) == (None, "", "")
    thanks = client.get(answer["Location"])
    assert "votre message est arrivé" in thanks.content.decode()
    assert "<form" not in thanks.content.decode().partition("<main")[2]
    assert not client.cookies


def test_a_page_leads_to_the_form_about_it(client: Client, token: str) -> None:
    page = factories.article("Le pont")
    html = client.get(page.url).content.decode()
    assert f"{FORM}?page=%2Ffr%2Fblog%2Fle-pont%2F&amp;useful=no" in html
    assert "csrf" not in html
    form = client.get(FORM, {"page": page.url, "useful": "no"}).content.decode()
    assert 'value="no" checked' in form
    assert 'value="yes" checked' not in form
    answer = send(client, token, page=page.url, useful="no", text="")
    message = Message.objects.get()
    assert (message.page.pk, message.useful, str(message)) == (
        page.pk,
        "no",
        "Elle n’a pas été utile.",
    )
    assert message.address.endswith("/fr/blog/le-pont/")
    assert f'<a href="{page.url}" ' in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "path",
    ["", "/", "/en/blog/", "/fr/blog/nulle-part/", "//example.org/", "https://example.org/fr/",
     "/fr/\0", "/fr/" + "a/" * 2_000, "/fr/../admin/"],
)  # fmt: skip
def test_what_is_no_page_of_the_language_is_left_out(client: Client, path: str) -> None:
    html = client.get(FORM, {"page": path}).content.decode()
    assert "À propos de" not in html
    assert "<form" in html.partition("<main")[2]


@pytest.mark.parametrize("hide", ["unpublish", "restrict"])
def test_a_page_that_is_not_public_is_not_named(client: Client, hide: str) -> None:
    page = factories.article("Secret")
    if hide == "unpublish":
        page.unpublish()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Secret" not in client.get(FORM, {"page": page.url}).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "a\0b"}, "n’est pas parti"),
        ({"text": "  "}, "Écrivez quelques mots."),
        ({"text": "m" * 5_001}, "5000 caractères au plus"),
        ({"text": "http://a.b http://c.d www.e.f"}, "Deux adresses au plus"),
        ({"email": "lise@"}, "ressemble à nom@example.org"),
        ({"email": "a@b.c\nBcc: d@e.f"}, "ressemble à nom@example.org"),
        ({"website": "https://example.org"}, "Laissez ce champ vide"),
        ({"token": ""}, "n’est pas arrivé entier"),
        ({"token": "x:y:z"}, "n’est pas arrivé entier"),
    ],
)
def test_what_is_refused_says_why_and_loses_nothing(
    client: Client, token: str, fields: dict[str, str], said: str
) -> None:
    answer = send(client, token, **{"text": "Gardez <ceci>", "email": "lise@example.org"} | fields)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "<title>Erreur" in html
    if "text" not in fields:
        assert "Gardez &lt;ceci&gt;</textarea>" in html
    if "email" not in fields:
        assert 'value="lise@example.org"' in html
    assert not Message.objects.exists()


def test_a_form_sent_at_once_is_sent_once_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "LEAST_SECONDS", 3_600)
    answer = send(client, tokens.issue())
    assert "C’était très rapide" in answer.content.decode()
    assert not Message.objects.exists()


def test_a_form_left_open_for_days_is_sent_once_more(
    client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "MOST_SECONDS", -1)
    assert "ouvert depuis longtemps" in send(client, token).content.decode()
    assert not Message.objects.exists()


def test_the_same_form_sent_twice_is_one_message(client: Client, token: str) -> None:
    assert send(client, token).status_code == send(client, token).status_code == 303
    assert Message.objects.count() == 1


def test_a_flood_stops_and_keeps_what_was_written(
    client: Client, token: str, settings: Any
) -> None:
    settings.PARVIS_FEEDBACK_HOURLY = 2
    for _number in range(2):
        send(client, tokens.issue())
    answer = send(client, token)
    assert answer.status_code == 429
    assert "Un mot</textarea>" in answer.content.decode()
    assert Message.objects.count() == 2


def test_a_site_may_take_no_messages(client: Client, settings: Any) -> None:
    page = factories.article("Le pont")
    settings.PARVIS_FEEDBACK = False
    assert client.get(FORM).status_code == 404
    assert "contact/" not in client.get(page.url).content.decode()


@pytest.mark.parametrize(("path", "word"), [("/fr/contact/", "écrire"), ("/en/contact/", "Write")])
def test_the_form_has_an_address_in_each_language(client: Client, path: str, word: str) -> None:
    answer = client.get(path)
    html = answer.content.decode()
    assert word in html
    assert "no-cache" in answer["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert 'hreflang="en"' in html


def test_only_reading_and_sending_are_answered(client: Client) -> None:
    assert client.put(FORM).status_code == 405
    assert client.head(FORM).status_code == 200
