"""Links between pages: found together, and written in the language being read."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from blog.models import ArticlePage
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
