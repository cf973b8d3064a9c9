"""No text is served under the address of another language."""

import pytest
from django.test import Client

from tests import factories
from tests.discovery.pages import read

pytestmark = pytest.mark.django_db


def test_a_page_answers_under_its_own_language_only(client: Client) -> None:
    factories.article("Un pavé")
    assert client.get("/fr/blog/un-pave/").status_code == 200
    assert client.get("/en/blog/un-pave/").status_code == 404


def test_an_alias_in_another_language_is_not_served(client: Client) -> None:
    page = factories.article("Un pavé")
    copy = page.copy_for_translation(factories.locale("en"), alias=True)
    assert copy.live
    assert copy.url == "/en/blog/un-pave/"
    assert client.get(copy.url).status_code == 404
    soup = read("/en/blog/")
    assert [link["href"] for link in soup.select(".card-title a")] == [page.url]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_route_words_of_one_language_do_not_answer_in_another(
    code: str, client: Client
) -> None:
    tag = factories.tag("Eau", code)
    factories.article("Un pavé", code, tags=[tag])
    words = {"fr": "etiquettes", "en": "tags"}
    other = {"fr": "tags", "en": "etiquettes"}
    assert client.get(f"/{code}/blog/{words[code]}/eau/").status_code == 200
    assert client.get(f"/{code}/blog/{other[code]}/eau/").status_code == 404


def test_a_tag_of_one_language_is_not_found_in_another(client: Client) -> None:
    factories.article("Un pavé", tags=[factories.tag("Eau")])
    assert client.get("/en/blog/tags/eau/").status_code == 404


def test_an_address_without_its_last_slash_leads_to_the_page(client: Client) -> None:
    page = factories.article("Un pavé")
    answer = client.get(page.url.rstrip("/"))
    assert (answer.status_code, answer["Location"]) == (301, page.url)


def test_the_answer_names_its_language_and_ignores_the_browsers(client: Client) -> None:
    answer = client.get("/en/", headers={"accept-language": "fr"})
    assert answer["Content-Language"] == "en"
    assert "Accept-Language" not in answer.get("Vary", "")
    assert not answer.cookies


def test_a_draft_is_listed_nowhere(client: Client) -> None:
    tag = factories.tag("Eau")
    author = factories.author("Aline")
    factories.article("Un brouillon", live=False, tags=[tag], authors=[author])
    assert client.get("/fr/blog/un-brouillon/").status_code == 404
    for address in (
        *("/fr/", "/en/", "/fr/blog/", "/en/blog/", "/fr/blog/etiquettes/eau/"),
        *("/fr/blog/auteurs/aline/", "/fr/recherche/?q=brouillon", "/fr/blog/flux/rss/"),
        *("/fr/blog/flux/atom/", "/sitemap-articles.xml"),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Un brouillon" not in answer.getvalue().decode(), address
