"""The inline marks of a passage: links by their id, emphasis and the like."""

import re

from bs4 import BeautifulSoup
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from parvis.search.stems import stems
from parvis.translation.quality.segment import plain_text

WORD = re.compile(r"\w+")


def fitted(html: str, source: str) -> str:
    """Return a translation without the marks that the source has not; their words stay.

    A passage may come from an original with other links: theirs would be refused here.
    """
    if "<" not in html:
        return html
    known = {(mark.name, mark.get("id")) for mark in _marks(source)}
    soup = BeautifulSoup(html, "html.parser")
    for mark in soup.find_all(True):
        if (mark.name, mark.get("id")) not in known:
            mark.unwrap()
    return str(soup)


def with_words(html: str, words: str, code: str) -> SafeString:
    """Return a passage as text in which these words, in any of their forms, are marked."""
    wanted = set(stems(words, code))
    text = plain_text(html)
    pieces: list[tuple[str, str, str]] = []
    end = 0
    for found in WORD.finditer(text):
        if not wanted.isdisjoint(stems(found[0], code)):
            pieces.append((text[end : found.start()], found[0], ""))
            end = found.end()
    marked = format_html_join("", "{}<mark>{}</mark>{}", pieces)
    return format_html("{}{}", marked, text[end:])


def _marks(html: str) -> list[BeautifulSoup]:
    return list(BeautifulSoup(html, "html.parser").find_all(True))
