"""Numbers, magnitudes, months and days as words.

Languages without a table here are read by their figures alone.
"""

import re
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, WEEKDAYS
from django.utils.translation import gettext_lazy as _

# From nought to nineteen.
_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien "
    "vijftien zestien zeventien achttien negentien",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
    "fünfzehn sechzehn siebzehn achtzehn neunzehn",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante septante octante nonante",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
# What says a number without being one. They excuse a figure, and never ask for one.
_OTHERS: dict[str, dict[str, tuple[int, ...]]] = {
    "fr": {
        "une": (1,), "premier": (1,), "première": (1,), "second": (2,), "seconde": (2,),
        "demi": (30, 50, 2), "demie": (30, 50, 2), "moitié": (50, 2), "double": (2,), "tiers": (3,),
        "quart": (15, 25, 4), "cinquième": (5,), "neuvième": (9,), "dizaine": (10,),
        "dizaines": (10,), "quinzaine": (15, 2), "vingtaine": (20,), "centaine": (100,),
        "centaines": (100,), "cent": (100,), "cents": (100,), "mille": (1000,), "millier": (1000,),
        "milliers": (1000,), "million": (1000000,), "milliard": (1000000000,), "midi": (12,),
        "minuit": (0, 24), "décennie": (10,), "siècle": (100,), "douzaine": (12,), "couple": (2,),
        "semestre": (6,), "trimestre": (3,), "huitaine": (8,), "trentaine": (30,), "triple": (3,),
        "quatre-vingts": (80,), "aucun": (0,), "aucune": (0,), "chaque": (1,), "unique": (1,),
    },
    "en": {
        "a": (1,), "an": (1,), "first": (1,), "once": (1,), "single": (1,), "each": (1,),
        "second": (2,), "twice": (2,), "both": (2,), "double": (2,), "pair": (2,), "couple": (2,),
        "half": (30, 50, 2), "third": (3,), "quarter": (3, 15, 25, 4), "fifth": (5,),
        "eighth": (8,), "ninth": (9,), "twelfth": (12,), "twentieth": (20,), "dozen": (12,),
        "dozens": (12,), "decade": (10,), "fortnight": (14, 15, 2), "hundred": (100,),
        "hundreds": (100,), "thousand": (1000,), "thousands": (1000,), "million": (1000000,),
        "billion": (1000000000,), "century": (100,), "noon": (12,), "midnight": (0, 24),
        "midday": (12,), "triple": (3,), "thrice": (3,), "no": (0,), "none": (0,),
    },
    "nl": {"eerste": (1,), "één": (1,), "derde": (3,), "honderd": (100,), "duizend": (1000,)},
    "de": {"eine": (1,), "erste": (1,), "dritte": (3,), "hundert": (100,), "tausend": (1000,)},
}  # fmt: skip
MAGNITUDES = {
    10**3: _("thousands"), 10**6: _("millions"), 10**9: _("billions"), 10**12: _("trillions"),
}  # fmt: skip
# A French billion is a thousand English ones.
_MAGNITUDE = {
    "en": {10**3: "thousands?", 10**6: "millions?", 10**9: "billions?|bn", 10**12: "trillions?"},
    "fr": {10**3: "mille|milliers?", 10**6: "millions?", 10**9: "milliards?|Mds?",
           10**12: "billions?"},
    "nl": {10**3: "duizend(?:en)?", 10**6: "miljoen(?:en)?", 10**9: "miljard(?:en)?",
           10**12: "biljoen(?:en)?"},
    "de": {10**3: "tausende?n?", 10**6: "Million(?:en)?", 10**9: "Milliarden?",
           10**12: "Billion(?:en)?"},
}  # fmt: skip
_ABBREVIATED = re.compile(r"\d\s?(?:k|m|bn|Mds?|tn)(?![^\W\d_])", re.I)
# Words of numbers below this are too often something else: articles, ordinals of a list.
SURE_FROM = 3
HUNDRED = 100
_ALSO_SOMETHING_ELSE = {"neuf", "acht", "second", "elf"}
# Month names that are also everyday words; they need a figure or a preposition beside them.
_BESIDE = re.compile(
    r"\d[\w.]*\s*$|\b(?:in|since|of|by|until|from|to|and|en|de|du|mi)[\s-]+$", re.I
)
_AFTER = re.compile(r"^[\s.,]*\d")


@cache
def _words(language: str) -> dict[str, tuple[int, ...]]:
    if language not in _UNITS:
        return {}
    units = _UNITS[language].split()
    words = {word: (value,) for value, word in enumerate(units)}
    for number, ten in enumerate(_TENS[language].split(), start=2):
        words[ten] = (number * 10,)
        for unit in range(1, 20 if language == "fr" else 10):
            for form in _joined(language, ten, units[unit], unit):
                words[form] = (number * 10 + unit,)
    if language == "fr":
        for unit in range(1, 20):
            words[f"quatre-vingt-{units[unit]}"] = (80 + unit,)
    ordinals = {_ordinal(language, word): values for word, values in words.items()}
    return words | ordinals | _OTHERS[language]


def _joined(language: str, ten: str, unit_word: str, unit: int) -> list[str]:
    if language in ("nl", "de"):
        return [f"{unit_word}{'en' if language == 'nl' else 'und'}{ten}"]
    forms = [f"{ten}-{unit_word}", f"{ten} {unit_word}"]
    if language == "fr" and unit in (1, 11):
        forms += [f"{ten} et {unit_word}", f"{ten}-et-{unit_word}"]
    return forms


def _ordinal(language: str, word: str) -> str:
    """Return the regular form; those of `_OTHERS` are irregular."""
    if language == "fr":
        return word.removesuffix("e") + "ième"
    if language == "en":
        return (word[:-1] + "ie" if word.endswith("y") else word) + "th"
    return word


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_words(language), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.I)


def has_words(language: str) -> bool:
    """Whether numbers written as words are known in this language."""
    return language in _UNITS


def spelt_out(text: str, language: str) -> tuple[set[int], set[int]]:
    """Return the numbers written as words: those that are surely meant, and all that could be."""
    sure: set[int] = set()
    possible: set[int] = set()
    if not has_words(language):
        return sure, possible
    multiplier, end = 0, 0
    for found in _word_pattern(language).finditer(text):
        word = found[0].lower()
        values = _words(language)[word]
        possible.update(values)
        if (
            multiplier
            and values[0] >= HUNDRED
            and text[end : found.start()] in (" ", "-", "\u00a0")
        ):
            possible.add(multiplier * values[0])
        multiplier, end = values[0], found.end()
        is_sure = word not in _OTHERS[language] and word not in _ALSO_SOMETHING_ELSE
        if is_sure and values[0] >= SURE_FROM:
            sure.update(values)
    return sure, possible


@cache
def _months(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    with translation.override(language):
        names = {
            str(name).lower().strip(". "): number
            for table in (MONTHS_3, MONTHS_ALT, MONTHS)
            for number, name in table.items()
        }
    longest_first = sorted(names, key=len, reverse=True)
    return names, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b\.?", re.I)


def months(text: str, language: str) -> set[int]:
    """Return the months named in a text, by number; languages are those Django knows."""
    names, pattern = _months(language)
    found = set()
    for match in pattern.finditer(text):
        word = match[0].lower().rstrip(".")
        is_written_out = len(word) > len("sept.") and word != "march"
        is_date = _AFTER.match(text[match.end() :]) or _BESIDE.search(text[: match.start()][-12:])
        is_named = language != "en" or match[0][0].isupper()
        if is_named and (is_written_out or is_date):
            found.add(names[word])
    return found


def magnitudes(text: str, language: str) -> set[int]:
    """Return the thousands, millions and more that a text counts in, each as a number."""
    return {
        size
        for size, words in _MAGNITUDE.get(language, {}).items()
        if re.search(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", text, re.I)
    }


def has_magnitude(text: str, language: str) -> bool:
    """Whether a text counts in thousands or more, by a word or by a letter (“€12m”)."""
    return bool(magnitudes(text, language) or _ABBREVIATED.search(text))


@cache
def _weekdays(language: str) -> tuple[dict[str, int], re.Pattern[str]]:
    with translation.override(language):
        names = {str(name).lower(): number for number, name in WEEKDAYS.items()}
    return names, re.compile(rf"\b({'|'.join(map(re.escape, names))})(?:s|e|en)?\b", re.I)


def weekdays(text: str, language: str) -> set[int]:
    """Return the days of the week named in a text, by number, Monday being 0."""
    names, pattern = _weekdays(language)
    return {names[match[1].lower()] for match in pattern.finditer(text)}
