"""The dashboard of translations knows of tags and authors."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("name", "wanted"), [("tag", "Un pavé"), ("author", "Une dalle")])
def test_it_is_narrowed_to_a_tag_or_an_author(name: str, wanted: str, admin_client: Client) -> None:
    tag = factories.tag("Voirie")
    author = factories.author("Aline")
    factories.article("Un pavé", tags=[tag])
    factories.article("Une dalle", authors=[author])
    value = {"tag": str(tag.pk), "author": str(author.translation_key)}[name]
    answer = admin_client.get(reverse("parvis_overview:translations"), {name: value})
    table = BeautifulSoup(answer.content, "html.parser").select_one(".ov-table")
    assert table is not None
    shown = {title for title in ("Un pavé", "Une dalle") if title in table.get_text()}
    assert shown == {wanted}


def test_a_value_that_is_none_is_left_out_and_no_error(admin_client: Client) -> None:
    factories.article("Un pavé")
    for name, value in (("tag", "x"), ("author", "x")):
        answer = admin_client.get(reverse("parvis_overview:translations"), {name: value})
        assert answer.status_code == 200
