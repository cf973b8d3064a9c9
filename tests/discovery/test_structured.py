"""What programs are told of a page, and that it says what the page says."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import SiteIdentity
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def nodes(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """Return the nodes of a page by their types."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    found: dict[str, dict[str, Any]] = {}
    for script in soup.find_all("script", type="application/ld+json"):
        data = json.loads(script.string or "")
        assert data.pop("@context") == "https://schema.org"
        for one in data.get("@graph", [data]):
            found[one["@type"]] = one
    return found


def test_an_article_says_who_wrote_it_when_and_how_it_may_be_reused(client: Client) -> None:
    author, silent = factories.author("Aline"), factories.author("Bo", live=False)
    page = factories.article(
        "Un pavé",
        tags=[factories.tag("Voirie")],
        authors=[author, silent],
        cover=factories.picture(),
        cover_alt="Une place",
        date=datetime(2026, 11, 30, 23, 30, tzinfo=UTC),
    )
    found = nodes(client, page.url)
    article = found["Article"]
    assert article["headline"] == "Un pavé"
    assert article["inLanguage"] == "fr"
    assert article["url"] == f"{HOST}/fr/blog/un-pave/"
    assert article["datePublished"] == "2026-12-01T00:30:00+01:00"
    assert article["description"] == page.teaser
    assert article["author"] == [
        {"@type": "Person", "name": "Aline", "url": f"{HOST}/fr/blog/auteurs/aline/"},
        {"@type": "Person", "name": "Bo"},
    ]
    assert article["keywords"] == ["Voirie"]
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert article["image"].startswith("http")
    assert "translationOfWork" not in article
    assert "workTranslation" not in article


def test_the_publisher_is_the_organisation_of_the_identity(client: Client) -> None:
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    identity.organisation, identity.contact_email = "Commune de Rive", "contact@example.org"
    identity.logo = factories.picture()
    identity.save()
    found = nodes(client, factories.article("Un pavé").url)
    publisher = found["Organization"]
    assert publisher["name"] == "Commune de Rive"
    assert publisher["email"] == "contact@example.org"
    assert publisher["logo"] == f"{HOST}{identity.logo.file.url}"
    assert found["Article"]["publisher"] == {"@id": publisher["@id"]}


def test_a_translation_names_its_work_and_an_original_its_translations(client: Client) -> None:
    page = factories.article("Un pavé")
    documents.published_pair(lambda: page)
    english = page.get_translations().get()
    french = nodes(client, page.url)["Article"]
    translated = nodes(client, english.url)["Article"]
    assert translated["translationOfWork"] == {"@type": "Article", "@id": french["@id"]}
    assert "workTranslation" not in translated
    assert french["workTranslation"] == [
        {"@type": "Article", "@id": translated["@id"], "inLanguage": "en"}
    ]
    assert "translationOfWork" not in french


@pytest.mark.parametrize(
    ("address", "last"),
    [
        ("/fr/blog/un-pave/", "Un pavé"),
        ("/fr/blog/etiquettes/voirie/", "Voirie"),
        ("/fr/blog/etiquettes/", "Étiquettes"),
        ("/fr/blog/auteurs/aline/", "Aline"),
        ("/fr/blog/archives/2026/", "Articles de 2026"),
    ],
)
def test_breadcrumbs_are_those_a_reader_sees(client: Client, address: str, last: str) -> None:
    factories.article(
        "Un pavé",
        tags=[factories.tag("Voirie")],
        authors=[factories.author("Aline")],
        date="2026-05-04T10:00:00Z",
    )
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    seen = [
        (link.get_text(strip=True), f"{HOST}{link['href']}")
        for link in soup.select(".breadcrumbs a")
    ]
    items = nodes(client, address)["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == list(range(1, len(seen) + 2))
    assert [(item["name"], item["item"]) for item in items[:-1]] == seen
    assert (items[-1]["name"], items[-1]["item"]) == (last, f"{HOST}{address}")


def test_no_title_can_leave_the_script(client: Client) -> None:
    page = factories.article(
        "Un </script><script>alert(1)</script> & <!-- pavé", body=[("text", "<p>Un pavé</p>")]
    )
    assert nodes(client, page.url)["Article"]["headline"] == page.title
    assert b"<script>alert" not in client.get(page.url).content


@pytest.mark.parametrize(("code", "expected"), [("fr", "fr_BE"), ("en", "en_BE")])
def test_networks_are_told_the_language_with_its_country(
    client: Client, code: str, expected: str
) -> None:
    soup = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    assert soup.select_one('meta[property="og:locale"]')["content"] == expected  # type: ignore[index]
    others = [tag["content"] for tag in soup.select('meta[property="og:locale:alternate"]')]
    assert others == [{"fr": "en_BE", "en": "fr_BE"}[code]]


def test_a_language_with_a_country_of_its_own_keeps_it(settings: Any) -> None:
    from parvis.pages.templatetags.page_tags import territory

    settings.PARVIS_COUNTRY = "ch"
    assert [territory(code) for code in ("fr", "fr-ca")] == ["fr_CH", "fr_CA"]


def test_a_home_page_tells_the_site_its_publisher_and_how_it_is_searched(client: Client) -> None:
    found = nodes(client, "/en/")
    site, publisher = found["WebSite"], found["Organization"]
    assert site["publisher"] == {"@id": publisher["@id"]}
    assert (site["inLanguage"], site["url"]) == ("en", f"{HOST}/en/")
    assert site["potentialAction"] == {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{HOST}/en/search/?q={{words}}"},
        "query-input": "required name=words",
    }
    assert "WebSite" not in nodes(client, "/en/blog/")
