"""Colours an administration gives its site: measured, and made to be read in light and in dark.

Source: WCAG 2.2, definitions of *relative luminance* and *contrast ratio*.
"""

import re

# Text needs so much on its ground (criterion 1.4.3).
ENOUGH = 4.5
# The lightest and the darkest grounds that a colour stands on: the page, and a panel on it. As in
# the style sheet.
LIGHT_GROUNDS, DARK_GROUNDS = ("#fbfaf6", "#f0ede5"), ("#10171d", "#18222b")
BLACK, WHITE = "#000000", "#ffffff"
HEX = re.compile(r"#[0-9a-f]{6}")


def parsed(text: str) -> str:
    """Return a colour as *#rrggbb* in lower case; raise ValueError where it is none."""
    found = text.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", found):
        found = "#" + "".join(2 * digit for digit in found[1:])
    if not HEX.fullmatch(found):
        raise ValueError(text)
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, grounds: tuple[str, ...]) -> float:
    """Return a colour’s contrast with the ground it stands out from least."""
    return min(contrast(colour, ground) for ground in grounds)


def readable(colour: str, grounds: tuple[str, ...], towards: str) -> str:
    """Return the colour nearest to one, on the way to black or white, that is read on grounds."""
    for step in range(101):
        mixed = mix(colour, towards, step / 100)
        if least_contrast(mixed, grounds) >= ENOUGH:
            return mixed
    return towards


def scheme(colour: str) -> str:
    """Return a colour as CSS, as it is in light and lightened as far as needed in dark."""
    return f"light-dark({colour}, {readable(colour, DARK_GROUNDS, WHITE)})"


def mix(one: str, other: str, share: float) -> str:
    """Return a colour with so much of another in it, from 0 to 1."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
