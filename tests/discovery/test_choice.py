"""`/`: a choice of languages, or the one a browser asks for."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

pytestmark = pytest.mark.django_db


def offered(client: Client, **headers: str) -> list[str]:
    answer = client.get("/", headers=headers)
    assert answer.status_code == 200
    assert client.cookies == {}
    links = BeautifulSoup(answer.content, "html.parser").select("main a")
    return [str(link["href"]) for link in links]


def test_nobody_is_sent_anywhere_unless_the_site_says_so(client: Client) -> None:
    assert offered(client, accept_language="en") == ["/fr/", "/en/"]
    assert "Accept-Language" not in client.get("/").get("Vary", "")


def test_the_order_of_the_choice_is_the_sites(client: Client, settings: Any) -> None:
    settings.PARVIS_CHOICE_ORDER = ["en"]
    assert offered(client) == ["/en/", "/fr/"]


@pytest.mark.parametrize(
    ("wishes", "address"),
    [
        ("en", "/en/"),
        ("fr-BE,fr;q=0.9,en;q=0.8", "/fr/"),
        ("nl-BE,nl;q=0.9,en-GB;q=0.8,fr;q=0.7", "/en/"),
        ("FR", "/fr/"),
        ("fr;q=0.2, en;q=0.3", "/en/"),
    ],
)
def test_a_browser_is_sent_to_the_first_language_it_asks_for(
    client: Client, settings: Any, wishes: str, address: str
) -> None:
    settings.PARVIS_NEGOTIATE_LANGUAGE = True
    answer = client.get("/", headers={"accept-language": wishes})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "Accept-Language" in answer["Vary"]
    assert client.cookies == {}


@pytest.mark.parametrize("wishes", ["", "*", "nl", "fr;q=0", "é", "x" * 5_000, ";;q=,,", "fr;q=x"])
def test_who_asks_for_none_of_them_chooses(client: Client, settings: Any, wishes: str) -> None:
    settings.PARVIS_NEGOTIATE_LANGUAGE = True
    assert offered(client, accept_language=wishes) == ["/fr/", "/en/"]
    assert "Accept-Language" in client.get("/")["Vary"]


def test_deeper_addresses_never_guess(client: Client, settings: Any) -> None:
    settings.PARVIS_NEGOTIATE_LANGUAGE = True
    assert client.get("/fr/", headers={"accept-language": "en"}).status_code == 200
    assert client.get("/blog/", headers={"accept-language": "en"}).status_code == 404
