"""Unbreakable spaces, dates and code."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from parvis.pages.highlight import coloured
from parvis.pages.templatetags.page_tags import language_name, long_date, typeset
from parvis.pages.typography import keep_spaces


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Qui paie ?", "Qui paie\u202f?"),
        ("Trois points :", "Trois points\u00a0:"),
        ("« La place » !", "«\u202fLa place\u202f»\u202f!"),
        ("déjà\u00a0;", "déjà\u202f;"),
        ("à 10:30", "à 10:30"),
    ],
)
def test_french_punctuation_keeps_its_word(typed: str, shown: str) -> None:
    assert keep_spaces(typed, "fr") == shown


def test_english_is_left_as_it_was_typed() -> None:
    assert keep_spaces("Who pays ?", "en") == "Who pays ?"


def test_addresses_and_code_are_left_as_they_were_typed() -> None:
    html = '<a href="/a ?b">a ?</a> <code>x ?</code> <pre>y ;\n<b>z !</b></pre> fin !'
    assert keep_spaces(html, "fr") == (
        '<a href="/a ?b">a\u202f?</a> <code>x ?</code> <pre>y ;\n<b>z !</b></pre> fin\u202f!'
    )


def test_a_title_with_markup_is_escaped_once() -> None:
    assert typeset("<b> & ?", "fr") == "&lt;b&gt; &amp;\u202f?"


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("fr", date(2026, 3, 1), "1er mars 2026"),
        ("fr", date(2026, 3, 21), "21 mars 2026"),
        ("en", date(2026, 3, 1), "1 March 2026"),
        ("de", date(2026, 3, 1), "1. März 2026"),
        ("nl", date(2026, 3, 1), "1 maart 2026"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(
    language: str, day: date, written: str
) -> None:
    with override(language):
        assert long_date(day) == written


def test_an_instant_is_dated_where_the_site_is() -> None:
    with override("en"):
        assert long_date(datetime(2026, 2, 28, 23, 30, tzinfo=UTC)) == "1 March 2026"


def test_languages_have_no_capital_in_a_french_sentence() -> None:
    with override("fr"):
        assert language_name("en") == "anglais"
    with override("en"):
        assert language_name("fr") == "French"


def test_coloured_code_escapes_html() -> None:
    html = coloured('print("<script>alert(1)</script>")', "python")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '<span class="nb">print</span>' in html


def test_code_in_an_unknown_language_is_shown_plain_and_escaped() -> None:
    assert coloured("<b> & c", "no such language") == "&lt;b&gt; &amp; c"


def test_code_without_a_language_is_shown_plain() -> None:
    assert coloured("\na < b\n", "") == "a &lt; b"
