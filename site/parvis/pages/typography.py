"""Typography of what editors write, applied when it is shown and never to what is stored."""

import re

from django.utils.safestring import SafeString, mark_safe

NARROW, NO_BREAK = "\u202f", "\u00a0"
# Tags, and whole elements whose text is not prose.
_NOT_PROSE = re.compile(r"(<(pre|code|script|style|svg|textarea)\b.*?</\2>|<[^>]*>)", re.S | re.I)
_BEFORE = re.compile(r"[ \u00a0]([;!?»])")
# The colon takes a whole space, unbreakable too.
_COLON = re.compile(r"[ \u202f]:(?=\s|$)")
_AFTER = re.compile(r"«[ \u00a0]")


def keep_spaces(html: str, language: str) -> SafeString:
    """Return safe HTML with the spaces that French asks for made unbreakable, and narrow but for
    the colon’s.

    Only spaces that are there are changed: nothing is added to what the author wrote.
    """
    if not language.startswith("fr"):
        return mark_safe(html)  # noqa: S308 (the caller gives safe HTML)
    parts = _NOT_PROSE.split(html)
    # split() yields text, tag, name of the element or None, and so on in threes.
    kept = [_kept(part) if number % 3 == 0 else part for number, part in enumerate(parts)]
    return mark_safe("".join(part for n, part in enumerate(kept) if n % 3 != 2))  # noqa: S308 (same)


def _kept(text: str) -> str:
    text = _AFTER.sub(f"«{NARROW}", _BEFORE.sub(rf"{NARROW}\1", text))
    return _COLON.sub(f"{NO_BREAK}:", text)
