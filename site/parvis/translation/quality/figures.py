"""The figures of a text, with all a figure may mean: “2.30 pm” is 14:30, “1.000” is 1000 or 1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Elsewhere a comma parts whole from fraction.
POINT_LANGUAGES = {"en", "ga", "mt", "he", "hi", "ja", "ko", "th", "zh"}
_SPACE = r"[ \u00a0\u202f\u2009]"
_TIME = re.compile(
    rf"(?<![\d.,])(?P<hour>2[0-4]|[01]?\d)(?!\d)(?:{_SPACE}?(?P<h>h(?:eures?)?)(?![^\W\d_])"
    rf"(?:{_SPACE}?(?P<french>[0-5]\d)(?!\d))?|(?P<mark>[:.])(?P<minute>[0-5]\d)(?![\d%]|[:.]\d))?"
    rf"{_SPACE}?(?P<half>[ap]\.?{_SPACE}?m\b\.?)?",
    re.I,
)
_TO_LATER_HALF = re.compile(
    rf"^{_SPACE}?(?:to|and|until|or|-|–|—){_SPACE}?\d{{1,2}}(?:[:.]\d\d)?{_SPACE}?"
    rf"([ap])\.?{_SPACE}?m\b",
    re.I,
)
_PHONE = re.compile(r"(?<![\w.])(?:\+\d|0\d)(?:[ .\-/()\u00a0\u202f]{0,2}\d){7,13}(?![\w])")
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?!\d)")
_SPAN = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-–/])(\d\d)(?!\d)")
# Up to XXXIX: “Ce” and “Le” are words.
_ROMAN_NUMERAL = r"(X{0,3}(?:IX|IV|V?I{0,3}))"
_ROMAN_ORDINAL = re.compile(r"\b(?=[IVX])" + _ROMAN_NUMERAL + r"(?:er|ère|re|ème|e)\b")
_ROMAN_ALONE = re.compile(r"\b(?=[IVX]+\b)" + _ROMAN_NUMERAL + r"\b")
_NUMBER = re.compile(
    rf"(?<!\d)(?:\d{{1,3}}(?:(?:{_SPACE}|['’])\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
)
_SCALE = re.compile(
    rf"^(?:{_SPACE}|-)?(?:(?P<thousand>k\b|mille|milliers?|thousand|tausend|duizend)"
    r"|(?P<billion>milliards?|billions?|bn\b|miljard|Milliarden?|Md\b)"
    r"|(?P<million>millions?|M\b|miljoen|Millionen))",
)
_DECADE = re.compile(r"(?:ann[ée]es|the|decade of)\s+['’]?$", re.I)
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Figure:
    """A figure as it is written, and what it may mean."""

    written: str
    meanings: frozenset[str]
    # What it means with the “million” behind it; empty without one.
    scaled: frozenset[str] = frozenset()


Reading = Iterator[tuple[re.Match[str], list[Figure]]]


def figures(text: str, language: str) -> list[Figure]:
    """Return the figures of a text, as its language writes them."""
    found: list[Figure] = []
    for reader in (_phones, _dates, _times, _spans, _roman):
        text = _taken_out(text, reader(text), found)
    _taken_out(text, _numbers(text, language), found)
    return found


def _taken_out(
    text: str, read: Iterator[tuple[re.Match[str], list[Figure]]], to: list[Figure]
) -> str:
    """Add what was read, and return the text with blanks in its place."""
    for match, figures_read in read:
        to.extend(figures_read)
        text = text[: match.start()] + "\n" * len(match[0]) + text[match.end() :]
    return text


def _phones(text: str) -> Reading:
    for match in _PHONE.finditer(text):
        if not _DATE.search(match[0]):
            digits = re.sub(r"\D", "", match[0])
            # With or without the prefix of a country.
            yield match, [_figure(match, "tel:" + digits[-8:])]


def _dates(text: str) -> Reading:
    for match in _DATE.finditer(text):
        parts = re.split(r"\D", match[0])
        yield match, [Figure(match[0], frozenset({str(int(part))})) for part in parts]


def _times(text: str) -> Reading:
    for match in _TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["french"] or match["minute"] or 0)
        rest = _TO_LATER_HALF.match(text[match.end() :])
        half = (match["half"] or "").lower()[:1]
        if half:
            yield match, [_figure(match, _clock(_on_24_hours(hour, half), minute))]
        elif rest and not match["h"]:
            both = {_clock(_on_24_hours(hour, letter), minute) for letter in "ap"}
            yield match, [_figure(match, *both)]
        elif match["h"] and not match["french"]:
            # An hour of the day, or a number of hours.
            yield match, [_figure(match, _clock(hour, 0), str(hour))]
        elif match["h"] or match["mark"] == ":":
            yield match, [_figure(match, _clock(hour, minute))]


def _on_24_hours(hour: int, half: str) -> int:
    return hour % 12 + (12 if half == "p" else 0)


def _clock(hour: int, minute: int) -> str:
    return f"{hour % 24}:{minute:02}"


def _spans(text: str) -> Reading:
    for match in _SPAN.finditer(text):
        begun, ended = match[1], match[2]
        yield match, [_figure(match, begun), Figure(ended, frozenset({ended, begun[:2] + ended}))]


def _roman(text: str) -> Reading:
    for match in _ROMAN_ORDINAL.finditer(text):
        yield match, [_figure(match, str(_value(match[1])))]


def roman_numerals(text: str) -> set[int]:
    """Return what may be the Roman numerals of a text, up to XXXIX; some are letters."""
    return {_value(match[1]) for match in _ROMAN_ALONE.finditer(text)}


def _value(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    return sum(
        value if value >= after else -value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )


def _numbers(text: str, language: str) -> Reading:
    for match in _NUMBER.finditer(text):
        meanings = _read(match[0], language)
        written, scaled = match[0], set[str]()
        scale = _SCALE.match(text[match.end() :])
        if scale and scale.lastgroup:
            scaled = {_scaled(value, _SCALES[scale.lastgroup]) for value in meanings}
            meanings |= scaled
            written += scale[0]
        if len(match[0]) == 4 and text[match.end() :].startswith("s"):
            meanings.add(match[0][2:])
        elif len(match[0]) == 2 and _DECADE.search(text[: match.start()][-12:]):
            meanings.add("19" + match[0])
        yield match, [Figure(written, frozenset(meanings), frozenset(scaled))]


def _read(written: str, language: str) -> set[str]:
    plain = re.sub(rf"{_SPACE}|['’]", "", written)
    if plain.isdigit():
        return {_trimmed(plain)}
    decimal, grouping = (".", ",") if language in POINT_LANGUAGES else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{grouping}\d{{3}})+(?:\{decimal}\d+)?", plain):
        meant = {_trimmed(plain.replace(grouping, "").replace(decimal, "."))}
        # A point is also what a version or a borrowed figure has.
        return meant | ({_trimmed(plain)} if grouping == "." and plain.count(".") == 1 else set())
    if plain.count(decimal) <= 1 and grouping not in plain:
        return {_trimmed(plain.replace(decimal, "."))}
    if grouping == "." and plain.count(".") == 1 and "," not in plain:
        return {_trimmed(plain)}
    return {plain}


def _trimmed(number: str) -> str:
    whole, point, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (point + fraction if fraction else "")


def _scaled(number: str, scale: int) -> str:
    try:
        return _trimmed(f"{float(number) * scale:.3f}")
    except ValueError:  # a version, such as 1.2.3
        return number


def _figure(match: re.Match[str], *meanings: str) -> Figure:
    return Figure(match[0].strip(), frozenset(meanings))
