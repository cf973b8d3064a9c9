"""Links between pages: found together, and written in the language being read."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Page

from blog.models import ArticlePage
from parvis.delivery.recording import key, recording
from parvis.delivery.rows import PAGE
from parvis.pages.links import find_pages
from tests import factories

pytestmark = pytest.mark.django_db


def text(*pages: int) -> tuple[str, str]:
    """Return a block of text with a link to each page, by id."""
    return "text", "".join(f'<p><a linktype="page" id="{key}">{key}</a></p>' for key in pages)


def queries_of(client: Client, page: ArticlePage) -> int:
    """Return the number of queries of a second visit."""
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    return len(queries)


def test_links_lead_to_the_language_being_read(client: Client) -> None:
    french = factories.article("Le pont")
    english = factories.article("The bridge", "en", translation_of=french)
    only_french = factories.article("La rue")
    hidden = factories.article("The street", "en", translation_of=only_french, live=False)
    buttons = [{"label": "Go", "page": page} for page in (french, only_french)]
    body = [
        text(french.pk, only_french.pk, 999_999),
        text(english.pk, hidden.pk),
        ("buttons", {"buttons": buttons}),
    ]
    page = factories.article("Links", "en", body=body)
    content = re.sub(' data-address="[^"]*"', "", client.get(page.url).content.decode())
    with override("en"):
        assert content.count(f'<a href="{english.url}">') == 2
        assert f'<p><a href="{hidden.url}">' in content
    assert content.count(f'<a href="{only_french.url}">') == 1
    assert f'href="{english.url}">Go' in content
    assert f'href="{only_french.url}">Go' in content
    assert "<p><a>999999</a></p>" in content


def test_more_links_and_texts_cost_no_more(client: Client) -> None:
    others = [factories.article(f"Rue {number}").pk for number in range(5)]
    one = factories.article("Un lien", body=[text(others[0])])
    several = factories.article("Des liens", body=[text(key, others[0]) for key in others])
    assert queries_of(client, several) == queries_of(client, one)


def test_only_readable_translations_are_offered() -> None:
    page = factories.article("Le pont")
    assert page.readable_translations == {}
    english = factories.article("The bridge", "en", translation_of=page, live=False)
    assert ArticlePage.objects.get(pk=page.pk).readable_translations == {}
    english.save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).readable_translations == {"en": english}


def test_only_what_is_shown_becomes_a_page() -> None:
    french = factories.article("Le pont")
    english = factories.article("The bridge", "en", translation_of=french)
    related = find_pages({french.pk, english.pk, 999_999})
    with recording() as record, override("en"):
        shown = related.localized(french.pk)
        assert shown == related.page(english.pk) == Page.objects.get(pk=english.pk)
        assert shown is related.localized(english.pk)
        assert related.localized(999_999) is related.page(999_999) is None
        assert shown is not None
        assert [shown.title, shown.locale.language_code] == ["The bridge", "en"]
        shown.refresh_from_db()  # it is of the database
    assert key(PAGE, english.pk) in record.keys
    assert key(PAGE, french.pk) not in record.keys


def test_one_picture_in_two_places_says_what_it_is_for_in_each(client: Client) -> None:
    picture, page = factories.picture(), factories.article("Le pont")
    places = ((picture.pk, "De loin"), (picture.pk, "De près"), (999_999, "Perdu"))
    pictures = [{"image": key, "alt_text": alt, "decorative": False} for key, alt in places]
    raw = json.dumps([{"type": "image", "value": {"picture": each}} for each in pictures])
    ArticlePage.objects.filter(pk=page.pk).update(body=raw)
    with CaptureQueriesContext(connection) as queries:
        content = client.get(page.url).content.decode()
    assert 'alt="De loin"' in content
    assert 'alt="De près"' in content
    assert "Perdu" not in content
    table = type(picture)._meta.db_table
    assert sum(f'FROM "{table}"' in one["sql"] for one in queries) == 1
