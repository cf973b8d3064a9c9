"""How a page will look in a list of results and where it is shared, beside its form."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse

from home.models import HomePage
from tests import factories

pytestmark = pytest.mark.django_db


def preview(client: Client, address: str) -> Tag:
    answer = client.get(address)
    assert answer.status_code == 200
    [panel] = BeautifulSoup(answer.content, "html.parser").select("[data-sharing]")
    return panel


def shown(panel: Tag) -> dict[str, str]:
    places = panel.select(".sharing-result [data-shown]")
    return {str(place["data-shown"]): place.get_text(strip=True) for place in places}


def edit(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_it_shows_what_the_page_says_of_itself(admin_client: Client, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://blog.example.org"
    page = factories.article(
        "Le pont",
        summary="Un résumé.",
        seo_title="Un vieux pont",
        search_description="Ce que dit le pont.",
        cover=factories.picture(),
        cover_alt="Un pont",
    )
    panel = preview(admin_client, edit(page))
    assert shown(panel) == {
        "address": "https://blog.example.org/fr/blog/le-pont/",
        "title": "Un vieux pont",
        "description": "Ce que dit le pont.",
    }
    assert len(panel.select(".sharing-card img")) == 1
    assert (panel["data-title-most"], panel["data-description-most"]) == ("60", "160")


def test_it_falls_back_as_the_page_does(admin_client: Client) -> None:
    page = factories.article("Le pont", summary="Un résumé.")
    assert shown(preview(admin_client, edit(page)))["description"] == "Un résumé."
    page = factories.article("Le gué", summary=" ", body=[("text", "<p>Des pierres.</p>")])
    assert preview(admin_client, edit(page))["data-excerpt"] == "Des pierres."


def test_a_page_not_made_yet_and_a_home_page_have_theirs(admin_client: Client) -> None:
    index = factories.blog_index()
    add = reverse("wagtailadmin_pages:add", args=["blog", "articlepage", index.pk])
    panel = preview(admin_client, add)
    assert shown(panel)["title"] == ""
    assert str(panel["data-place"]).endswith("/fr/blog/")
    home = HomePage.objects.get(locale__language_code="en")
    panel = preview(admin_client, edit(home))
    assert shown(panel)["address"].endswith("/en/")
    assert "data-home" in panel.attrs
