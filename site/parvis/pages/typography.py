"""Typography of what editors write, applied when it is shown and never to what is stored."""

import re

from django.utils.safestring import SafeString, mark_safe

NARROW, NO_BREAK = "\u202f", "\u00a0"
# Tags, and whole elements whose text is not prose.
_NOT_PROSE = re.compile(r"(<(pre|code|script|style|svg|textarea)\b.*?</\2>|<[^>]*>)", re.S | re.I)
# A narrow space before these and after an opening guillemet, a whole one before the colon.
_SPACES = re.compile(r"[ \u00a0](?P<closing>[;!?»])|[ \u202f]:(?=\s|$)|«[ \u00a0]")


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
    return _SPACES.sub(_unbreakable, text)


def _unbreakable(found: re.Match[str]) -> str:
    if found["closing"]:
        return f"{NARROW}{found['closing']}"
    return f"{NO_BREAK}:" if found[0].endswith(":") else f"«{NARROW}"
