"""Colouring of program code, on the server: readers load no script for it."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

_FORMATTER = HtmlFormatter(nowrap=True)


def coloured(code: str, language: str) -> SafeString:
    """Return code as HTML with a class on each token; a language nobody knows stays plain."""
    code = code.strip("\r\n")
    try:
        lexer = get_lexer_by_name(language.strip().lower(), stripnl=False)
    except ClassNotFound:
        return escape(code)
    # Pygments escapes what it is given.
    return mark_safe(highlight(code, lexer, _FORMATTER).rstrip("\n"))  # noqa: S308
