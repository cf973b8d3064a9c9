"""Passages in another language: marked, told to readers’ browsers, kept throughout."""

import pytest
from django.test import Client
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText
from wagtail_localize.strings import extract_strings

from parvis.pages import foreign
from parvis.pages.blocks.text import INLINE_FEATURES
from parvis.pages.locales import direction
from parvis.translation.quality.markup import check_tags
from parvis.translation.quality.segment import Segment
from tests import factories
from tests.exchange.test_conversion import blocks

MARKED = "<p>Il a dit <lang-nl>goedemorgen</lang-nl> au guichet.</p>"


def test_a_browser_is_told_the_language() -> None:
    assert '<span lang="nl" dir="ltr">goedemorgen</span>' in str(RichText(MARKED))
    assert '<span lang="ar" dir="rtl">' in foreign.shown("<lang-ar>مرحبا</lang-ar>")
    assert foreign.shown("<p>lang-nl</p>") == "<p>lang-nl</p>"


def test_a_language_that_nobody_knows_runs_from_left_to_right() -> None:
    ways = {code: direction(code) for code in ("fr", "ar", "he", "fa", "fr-be", "xx")}
    assert [code for code, way in ways.items() if way == "rtl"] == ["ar", "he", "fa"]


def test_an_editor_saves_what_was_opened() -> None:
    converter = ContentstateConverter(features=INLINE_FEATURES)
    state = converter.from_database_format(MARKED)
    assert '"style": "LANG-NL"' in state
    assert "<lang-nl>goedemorgen</lang-nl>" in converter.to_database_format(state)


@pytest.mark.django_db
def test_a_translator_gets_the_sentence_whole() -> None:
    _template, strings = extract_strings(MARKED)
    assert [string.data for string, _attrs in strings] == [MARKED[3:-4]]


@pytest.mark.django_db
def test_readers_of_the_page_and_of_the_feed_get_it_too(client: Client) -> None:
    page = factories.article("Bonjour", body=[("text", MARKED)])
    html = client.get(page.url).content.decode()
    assert '<span lang="nl" dir="ltr">goedemorgen</span>' in html
    feed = client.get(f"{factories.blog_index().url}flux/atom/").content.decode()
    assert "lang-nl" not in feed
    assert "goedemorgen" in feed


def test_what_is_imported_keeps_its_languages() -> None:
    text = 'Il a dit <span lang="nl" dir="ltr">goedemorgen</span> et <em lang="EN">hello</em>.'
    marked = "<lang-nl>goedemorgen</lang-nl> et <i><lang-en>hello</lang-en></i>"
    assert blocks(text) == [("text", f"<p>Il a dit {marked}.</p>")]
    # One nobody could have chosen is left as it stands.
    assert blocks('Un <span lang="x-klingon">Qapla’</span>.') == [("text", "<p>Un Qapla’.</p>")]


def test_a_mark_may_fall_where_the_translation_is_in_that_language() -> None:
    source = Segment("Il a dit <lang-en>hello</lang-en>.", "fr")
    assert not check_tags(source, Segment("He said hello.", "en"))
