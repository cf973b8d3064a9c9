"""What a list of results shows of a text: the passage that has most of the words, marked."""

import re
from collections.abc import Collection
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from parvis.search.stems import stems

TOKEN = re.compile(r"[^\W_]+")
END_OF_SENTENCE = re.compile(r"[.!?…][»”\"’)\]]*\s+")
LENGTH = 240
# Words that far into a text are found, and not shown.
READ = 100_000
ELLIPSIS = "…"


def extract(text: str, wanted: Collection[str], language: str) -> SafeString:
    """Return the passage of `text` that has most of the stems `wanted`, in HTML, marked.

    At most `LENGTH` letters of one line of the text, which is a block of the page; from the
    beginning of a sentence where that fits. Empty where the text has none of the stems.
    """
    text = text[:READ]
    hits = [
        (match.start(), match.end(), stem)
        for match in TOKEN.finditer(text)
        if (stem := _stem_of(match[0], language)) in wanted
    ]
    if not hits:
        return SafeString("")
    first, last = _densest(text, hits, len(wanted))
    line = text.rfind("\n", 0, first) + 1
    line_end = text.find("\n", last)
    line_end = len(text) if line_end < 0 else line_end
    start = _beginning(text, line, first, last)
    stop = line_end
    if stop - start > LENGTH:
        stop = max(text.rfind(" ", start, start + LENGTH), last)
    shown = marked(text[start:stop].strip(), wanted, language)
    before = (
        ELLIPSIS if start > line and not text[:start].rstrip().endswith((".", "!", "?")) else ""
    )
    return SafeString(f"{before}{shown}{ELLIPSIS if stop < line_end else ''}")


def opening(text: str) -> SafeString:
    """Return the first line of `text` in HTML, cut at `LENGTH` letters."""
    line = text.split("\n", 1)[0]
    if len(line) <= LENGTH:
        return SafeString(escape(line))
    return SafeString(f"{escape(line[: max(line.rfind(' ', 0, LENGTH), 1)])}{ELLIPSIS}")


def marked(text: str, wanted: Collection[str], language: str) -> SafeString:
    """Return `text` in HTML with each word marked whose stem is `wanted`."""
    parts: list[str] = []
    done = 0
    for match in TOKEN.finditer(text):
        if _stem_of(match[0], language) in wanted:
            parts += [escape(text[done : match.start()]), f"<mark>{escape(match[0])}</mark>"]
            done = match.end()
    parts.append(escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 (every part is escaped)


def _densest(text: str, hits: list[tuple[int, int, str]], wanted: int) -> tuple[int, int]:
    """Return the ends of the first passage with the most different stems."""
    best, most = hits[0][:2], 0
    for number, (start, _end, _stem) in enumerate(hits):
        line_end = text.find("\n", start)
        limit = min(start + LENGTH, line_end if line_end >= 0 else len(text))
        inside = []
        for hit in hits[number:]:
            if hit[1] > limit:
                break
            inside.append(hit)
        different = len({stem for _start, _end, stem in inside})
        if different > most:
            best, most = (start, inside[-1][1]), different
        if most == wanted:
            break
    return best


def _beginning(text: str, line: int, first: int, last: int) -> int:
    """Return where the passage starts: with its line, its sentence, or a few words before."""
    earliest = max(line, last - LENGTH)
    if earliest == line and last - line <= LENGTH // 2:
        return line
    ends = [match.end() for match in END_OF_SENTENCE.finditer(text, line, first)]
    if ends and ends[-1] >= earliest:
        return ends[-1]
    if line >= earliest:
        return line
    space = text.find(" ", max(earliest, first - LENGTH // 3), first)
    return first if space < 0 else space + 1


@lru_cache(maxsize=100_000)
def _stem_of(token: str, language: str) -> str:
    """Return the stem of a token as a text writes it: *Cœurs*."""
    return " ".join(stems(token, language))
