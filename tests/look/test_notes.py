"""Footnotes: their calls and the ways back."""

from parvis.pages.notes import link_notes

NOTES = (
    '<li id="note-1">One <a role="doc-backlink" href="#call-1">back</a></li>'
    '<li id="note-2">Two <a role="doc-backlink" href="#call-2">back</a></li>'
)


def test_a_call_is_announced_and_can_be_led_back_to() -> None:
    html = link_notes('<sup><a href="#note-1">1</a></sup>')
    assert html == '<sup><a href="#note-1" id="call-1" role="doc-noteref">1</a></sup>'


def test_only_the_first_call_of_a_note_is_named() -> None:
    html = link_notes('<a href="#note-1">1</a> <a href="#note-1">1</a>')
    assert html.count('id="call-1"') == 1
    assert html.count('role="doc-noteref"') == 2


def test_a_note_that_nothing_calls_leads_nowhere_back() -> None:
    html = link_notes(f'<a href="#note-1">1</a>{NOTES}')
    assert 'href="#call-1"' in html
    assert "#call-2" not in html
    assert "Two</li>" in html


def test_other_links_are_left_alone() -> None:
    html = '<a href="/fr/#note-1">a</a> <a href="#cost">b</a>'
    assert link_notes(html) == html
