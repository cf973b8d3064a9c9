"""Passages in another language than the page’s: WCAG 2.2, criterion 3.1.2.

Stored as an element without attributes, `<lang-nl>`, so that translators, their files and machines
carry it through as they do `<em>`; readers get `<span lang="nl" dir="ltr">`.
"""

import re

from django.conf import settings

from parvis.pages.locales import language_attributes

# What Belgian administrations quote, whatever languages the site is in.
QUOTED = ("fr", "en", "nl", "de")
MARK = re.compile(r"<(/?)lang-([a-z]{2,3}(?:-[a-z0-9]{2,8})*)>")


def languages() -> list[str]:
    """Return the codes a passage may be marked with, the site’s own first."""
    return list(dict.fromkeys([*settings.CONTENT_LANGUAGES, *QUOTED]))


def element(code: str) -> str:
    """Return the name of the element that marks a passage in a language: *lang-nl*."""
    return f"lang-{code.lower()}"


def elements() -> list[str]:
    """Return the names of all such elements."""
    return [element(code) for code in languages()]


def shown(html: str) -> str:
    """Return HTML with its marked passages as readers’ browsers understand them."""
    return MARK.sub(_tag, html) if "lang-" in html else html


def unmarked(html: str) -> str:
    """Return HTML without its marked passages: what is left is in the page’s own language."""
    return re.sub(r"<(lang-[a-z0-9-]+)>.*?</\1>", " ", html, flags=re.DOTALL)


def _tag(found: re.Match[str]) -> str:
    return "</span>" if found[1] else f"<span {language_attributes(found[2])}>"
