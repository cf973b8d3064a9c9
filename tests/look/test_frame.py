"""What stands around the content of every page."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from parvis.discovery.head import Head
from parvis.pages.addresses import for_paper
from parvis.pages.templatetags.page_tags import only_in
from parvis.translation.adopt import adopt
from tests import factories

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    """Return the page at an address."""
    answer = client.get(address)
    assert answer.status_code == status
    return BeautifulSoup(answer.content, "html.parser")


def test_the_switch_names_both_languages_and_marks_the_current(client: Client) -> None:
    french = factories.article("La place")
    factories.article("The square", "en", translation_of=french)
    links = read(client, french.url).select(".languages a")
    assert [link.get_text(strip=True) for link in links] == ["Français", "English"]
    assert [link.get("aria-current") for link in links] == ["true", None]
    assert [link["hreflang"] for link in links] == [link["lang"] for link in links] == ["fr", "en"]


def test_the_switch_says_where_it_leads_when_there_is_no_translation(client: Client) -> None:
    soup = read(client, factories.article("La place").url)
    link = soup.select(".languages a")[1]
    note = soup.select_one(f"#{link['aria-describedby']}")
    assert link["href"] == factories.blog_index("en").url
    assert note is not None
    assert note["lang"] == "en"
    assert note.get_text() == "English — not translated: go to “Articles”"


def test_an_article_of_another_language_is_marked_in_lists(client: Client) -> None:
    page = factories.article("The square", "en")
    soup = read(client, factories.blog_index("fr").url)
    title = soup.select_one(".card-title a")
    assert title is not None
    assert (title["href"], title["lang"], title["hreflang"]) == (page.url, "en", "en")
    mark = soup.select_one(".only-in")
    assert mark is not None
    assert "anglais" in mark.get_text()


@pytest.mark.parametrize(
    ("languages", "code", "said"),
    [
        (["fr", "en"], "fr", "En anglais seulement"),
        (["fr", "en", "nl", "de"], "fr", "En anglais"),
        (["fr", "en", "nl", "de"], "nl", "In het Engels"),
        (["fr", "en", "nl", "de"], "de", "Auf Englisch"),
    ],
)
def test_with_more_than_two_languages_no_article_is_said_to_be_in_one_alone(
    settings: Any, languages: list[str], code: str, said: str
) -> None:
    settings.CONTENT_LANGUAGES = languages
    with override(code):
        assert only_in("en") == said


def test_two_pages_of_the_same_name_have_two_titles(client: Client) -> None:
    titles = {str(read(client, factories.blog_index(code).url).title) for code in ("fr", "en")}
    assert len(titles) == 2


def test_every_page_has_a_description(client: Client) -> None:
    page = factories.article("La place", summary="")
    found = read(client, page.url).select_one("meta[name=description]")
    assert found is not None
    assert found["content"]


def test_a_list_is_numbered_and_says_which_page_is_shown(client: Client) -> None:
    for number in range(25):
        factories.article(f"Article {number}")
    soup = read(client, f"{factories.blog_index().url}?page=2")
    pages = soup.select(".pagination li a")
    assert [re.sub(r"\D", "", link.get_text()) for link in pages] == ["1", "2", "3"]
    assert [link.get("aria-current") for link in pages] == [None, "page", None]
    assert pages[0]["href"] == factories.blog_index().url
    assert [link["href"] for link in soup.select("a[rel=next]")] == ["?page=3"]


def test_an_unknown_address_answers_with_a_way_on(client: Client) -> None:
    soup = read(client, "/en/nowhere/", 404)
    assert soup.select("main a[href='/en/']")
    assert soup.find("meta", attrs={"name": "robots", "content": "noindex"})


def test_the_page_of_a_failure_needs_nothing_and_speaks_every_language() -> None:
    with override("en"):
        context = {"head": Head(title="Failed", language="en"), "codes": ["en", "fr"]}
        html = render_to_string("errors/500.html", context)
    soup = BeautifulSoup(html, "html.parser")
    assert [section["lang"] for section in soup.select("section")] == ["en", "fr"]
    assert soup.select("link, script, img") == []
    assert len(soup.select("h1")) == 1


def test_the_choice_of_language_prefers_none(client: Client) -> None:
    links = read(client, "/").select("main a")
    assert [(link["href"], link["lang"]) for link in links] == [("/fr/", "fr"), ("/en/", "en")]
    assert len({tuple(link.get("class") or []) for link in links}) == 1


def test_a_page_with_a_password_asks_for_it_and_shows_nothing_else(client: Client) -> None:
    page = factories.article("Une affaire réservée", summary="Rien ne doit filtrer.")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="parvis"
    )
    soup = read(client, page.url)
    assert soup.select("main form input[type=password]")
    assert "Rien ne doit filtrer" not in str(soup)
    assert "Une affaire réservée" not in str(soup)


def test_the_question_stays_in_the_box(client: Client) -> None:
    boxes = read(client, "/en/search/?q=stone+%22%3E").select("input[name=q]")
    assert [box["value"] for box in boxes] == ['stone ">']


def test_reading_leaves_no_cookie(client: Client) -> None:
    client.get(factories.article("La place").url)
    assert client.cookies == {}


def test_the_minutes_to_read_follow_the_body() -> None:
    page = factories.article("La place")
    assert page.reading_minutes == 1
    page.body.append(("text", f"<p>{'pierre ' * 600}</p>"))
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.reading_minutes == 4


def test_a_translation_says_from_what_it_was_made(client: Client) -> None:
    french = factories.article("La place")
    english = factories.article("The square", "en", translation_of=french)
    adopt(french, english)
    note = read(client, english.url).select_one(".translation-note")
    assert note is not None
    assert "French" in note.get_text()
    assert [link["href"] for link in note.select("a")] == [french.url]
    assert read(client, french.url).select(".translation-note") == []


def test_a_translation_behind_its_source_says_so(client: Client) -> None:
    french = factories.article("La place")
    english = factories.article("The square", "en", translation_of=french)
    adopt(french, english)
    assert read(client, english.url).select(".is-behind") == []
    french.title = "La place et ses pierres"
    french.save_revision().publish()
    assert len(read(client, english.url).select(".translation-note.is-behind")) == 1


def test_links_within_the_site_have_their_whole_address_for_paper(client: Client) -> None:
    here = "http://testserver/fr/blog/"
    link = '<a class="b" href="/fr/?q=a&amp;b" rel="x">Un</a>'
    kept = '<a href="#note">n</a> <a href="//cdn.org/">c</a> <a href="https://e.org/">e</a>'
    addressed = link.replace(' rel="x"', ' data-address="http://testserver/fr/?q=a&amp;b" rel="x"')
    assert for_paper(link + kept, here) == addressed + kept
    assert for_paper(link, "") == link
    page = factories.article("La place")
    title = read(client, "/fr/blog/").select_one(".card-title a")
    assert title is not None
    assert title["data-address"] == f"http://testserver{page.url}"


@pytest.mark.parametrize(
    ("address", "printed"),
    [
        ("/fr/blog/?page=1&utm=x", "Français · http://testserver/fr/blog/"),
        ("/en/search/?q=stone", "English · http://testserver/en/search/?q=stone"),
        ("/", "Français · http://testserver/"),
        ("/en/nowhere/", "English · http://testserver/en/nowhere/"),
    ],
)
def test_a_sheet_of_paper_says_its_language_and_where_it_is_from(
    address: str, printed: str, client: Client
) -> None:
    soup = read(client, address, 404 if "nowhere" in address else 200)
    assert [line.get_text(strip=True) for line in soup.select(".only-print")] == [printed]
