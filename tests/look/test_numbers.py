"""Counts are grouped as the language being read does it, and years are not."""

import re
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.functional import cached_property
from django.utils.translation import override

from parvis.pages.templatetags.page_tags import grouped
from tests import factories
from tests.conftest import PROJECT

FIRST_THOUSAND = {
    "fr": "12\u202f345 articles",
    "en": "12,345 articles",
    "nl": "12.345 artikelen",
    "de": "12.345 Artikel",
}
# A counter that its own message shows as it is: a handful of minutes or days.
PLAIN = {"minutes", "days"}
MESSAGE = re.compile(r"{% blocktranslate ([^%]*)%}(.*?){% endblocktranslate %}", re.S)


class Many(Paginator[int]):
    """A list of which nothing is at hand but its length."""

    @cached_property
    def count(self) -> int:
        return 12_345


@pytest.mark.parametrize("code", sorted(FIRST_THOUSAND))
def test_a_list_says_how_many_it_has_as_its_language_does(code: str) -> None:
    articles = Page([], 1234, Many([], 10))
    request = RequestFactory().get("/")
    with override(code):
        html = render_to_string("components/article_list.html", {"articles": articles}, request)
        group = grouped(1234)[1]
    soup = BeautifulSoup(html, "html.parser")
    count = soup.select_one(".count")
    assert count is not None
    assert count.get_text().startswith(FIRST_THOUSAND[code])
    assert f"1{group}235" in count.get_text()


@pytest.mark.parametrize("code", sorted(FIRST_THOUSAND))
def test_a_small_number_is_as_it_was(code: str) -> None:
    with override(code):
        assert (grouped(0), grouped(999)) == ("0", "999")


@pytest.mark.django_db
def test_a_year_is_no_count(client: Client) -> None:
    factories.article("Un pavé", date=datetime(2024, 5, 6, tzinfo=UTC))
    for address in ("/fr/blog/", "/fr/blog/archives/2024/", "/fr/blog/un-pave/"):
        html = client.get(address).content.decode()
        assert "2024" in html
        assert not re.search(r"2[.,\s\u202f]024", html)


def test_every_message_with_a_count_shows_it_grouped() -> None:
    ungrouped = [
        (path.name, counter[1])
        for folder in ("components", "pages", "errors", "blocks")
        for path in sorted((PROJECT / "templates" / folder).glob("*.html"))
        for options, text in MESSAGE.findall(path.read_text(encoding="utf-8"))
        if (counter := re.search(r"count (\w+)=", options))
        and counter[1] not in PLAIN
        and f"{{{{ {counter[1]} }}}}" in text
    ]
    assert ungrouped == []
