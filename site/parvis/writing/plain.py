"""How plain a text is: LIX, long sentences, and words an administration could do without.

LIX is the mean number of words in a sentence plus the percentage of words of more than six letters
(C. H. Björnsson, 1968). Languages have longer or shorter words: the limits between the bands are
moved by what the same texts differ by, as `bench/plain.py` measures it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from parvis.pages.locales import locale_of
from parvis.writing import jargon, text
from parvis.writing.pieces import Prose, pieces_of

LONG_WORD = 6
# Below so many words the figure says more of chance than of the text.
ENOUGH = 100
LONG_SENTENCE = 25
SHOWN = 8
BANDS: list[tuple[float, str | Promise]] = [
    (35, _("easy to read")),
    (45, _("of ordinary difficulty")),
    (55, _("hard to read")),
    (float("inf"), _("very hard to read")),
]
# What is added to the limits: how much higher the same text scores in this language.
SHIFTS = {"en": 0, "fr": 4, "nl": 4, "de": 6}
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,\u00a0\u202f]\d+)*")
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f»”)]+(?=[«“\"(]?[\s\u00a0\u202f]?[A-ZÀ-ÖØ-Þ0-9])")
_SHORT = re.compile(
    r"(?:^|[\s(’'])(?:M|MM|Mme|Mmes|Dr|Pr|Me|art|al|p|pp|no|nr|cf|vol|ch|etc|ex|Mr|Mrs|Ms|St|vs|bv|"
    r"bzw|z|Abs|Nr|[A-Z])\.$"
)


@dataclass(frozen=True)
class LongSentence:
    """A sentence of more than `LONG_SENTENCE` words."""

    place: str
    text: str
    words: int


@dataclass(frozen=True)
class Reading:
    """How a text reads; `lix` is None and `band` empty where there is too little of it."""

    words: int
    sentences: int
    lix: int | None
    band: str | Promise
    long_sentences: list[LongSentence]
    jargon: list[jargon.Proposal]

    @property
    def words_a_sentence(self) -> int:
        """The mean length of a sentence in words."""
        return round(self.words / self.sentences) if self.sentences else 0


def reading_of(page: Any) -> Reading:
    """Return how a page’s running text reads: code, tables, titles and quotations are left out."""
    locale = locale_of(page.locale_id)
    words = [
        (piece.place, paragraph)
        for piece in pieces_of(page)
        if isinstance(piece, Prose) and piece.is_running
        for paragraph in _paragraphs(piece)
    ]
    summary = getattr(page, "summary", "")
    return reading([("summary", summary)] * bool(summary) + words, locale)


def reading(paragraphs: Iterable[tuple[str, str]], locale: Locale) -> Reading:
    """Return how some paragraphs read, given as (place, plain words)."""
    parted = [
        (place, sentence, words_of(sentence))
        for place, paragraph in paragraphs
        for sentence in sentences(paragraph)
    ]
    # What has no verb to end a sentence, such as an item of a list, counts as one all the same.
    counted = [(place, sentence, words) for place, sentence, words in parted if words]
    number = sum(len(words) for _place, _sentence, words in counted)
    lix = None
    if number >= ENOUGH:
        long = sum(len(word) > LONG_WORD for _p, _s, words in counted for word in words)
        lix = round(number / len(counted) + 100 * long / number)
    long_sentences = [
        LongSentence(place, sentence, len(words))
        for place, sentence, words in counted
        if len(words) > LONG_SENTENCE
    ]
    long_sentences.sort(key=lambda sentence: -sentence.words)
    return Reading(
        words=number,
        sentences=len(counted),
        lix=lix,
        band="" if lix is None else band(lix, locale.language_code),
        long_sentences=long_sentences[:SHOWN],
        jargon=jargon.proposals(((place, sentence) for place, sentence, _w in counted), locale),
    )


def band(lix: int, language: str) -> str | Promise:
    """Return in words what a LIX says in a language."""
    shift = SHIFTS.get(language.partition("-")[0], 0)
    return next(name for limit, name in BANDS if lix < limit + shift)


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph; a short form with a full stop ends none."""
    found: list[str] = []
    for part in _END.split(paragraph):
        if found and _SHORT.search(found[-1]):
            found[-1] = f"{found[-1]} {part}"
        elif part.strip():
            found.append(part.strip())
    return found


def words_of(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence, without elided articles."""
    return [_ELIDED.sub("", word) for word in _WORD.findall(sentence)]


def _paragraphs(piece: Prose) -> list[str]:
    return [text.plain(paragraph) for paragraph in text.paragraphs(text.without_code(piece.html))]
