"""A drawing of a paved square for every article: the same in all its languages.

Courses of stones in running bond, seen from above in perspective. What is drawn depends on the
key alone, so a translation shows the same picture as its source and nothing needs storing.
The style sheet paints stones by their classes, from the tokens of its scheme. The size and the
colours of the drawing itself are those of a page without one.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 1200, 630
COURSES = 8
DEPTH = 0.2
STONE = 0.56
JOINT = 0.02
PLAIN = ("a", "b", "c")
LIT = ("d", "e")
ACCENT = "f"
# As the style sheet has them in light.
COLOURS = {
    "a": "#ebe6da", "b": "#e4ded0", "c": "#ddd6c6", "d": "#5a6e7c", "e": "#8f9da4", "f": "#9c3517",
}  # fmt: skip
UNSTYLED_WIDTH, UNSTYLED_HEIGHT = 200, 105


@dataclass
class Stone:
    """One stone: its corners on the picture, the course it lies in and its tone (`a` to `f`)."""

    left_near: int
    right_near: int
    y_near: int
    left_far: int
    right_far: int
    y_far: int
    course: int
    tone: str

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle on the picture."""
        across = (self.left_near + self.right_near + self.left_far + self.right_far) / 4
        return across, (self.y_near + self.y_far) / 2

    @property
    def is_in_frame(self) -> bool:
        """Whether any of it shows."""
        return max(self.right_near, self.right_far) > 0 and (
            min(self.left_near, self.left_far) < WIDTH
        )

    @property
    def path(self) -> str:
        """Its outline as SVG path data."""
        return (
            f"M{self.left_near} {self.y_near}H{self.right_near}"
            f"L{self.right_far} {self.y_far}H{self.left_far}z"
        )


def stones(key: str) -> list[Stone]:
    """Return the stones of the square that `key` names, nearest course first."""
    draw = _draws(key)
    square = list(_lay(draw))
    _MOTIFS[int(next(draw) * len(_MOTIFS)) % len(_MOTIFS)](square, draw)
    return square


def lit_stones(key: str, articles: Iterable[str]) -> list[Stone]:
    """Return the square of a subject: one stone is lit for each article, always the same one."""
    square = list(_lay(_draws(key)))
    visible = [stone for stone in square if 60 < stone.middle[0] < WIDTH - 60]
    for number, article in enumerate(articles):
        dark = [stone for stone in visible if stone.tone in PLAIN]
        if not dark:
            break
        place = int(next(_draws(article)) * len(dark)) % len(dark)
        dark[place].tone = ACCENT if number == 0 else LIT[number % len(LIT)]
    return square


def paving_svg(square: list[Stone]) -> SafeString:
    """Return the drawing as inline SVG, hidden from assistive technology: it says nothing."""
    paths: dict[str, list[str]] = {}
    for stone in square:
        paths.setdefault(stone.tone, []).append(stone.path)
    drawn = "".join(
        f'<path class="stone-{tone}" fill="{COLOURS[tone]}" d="{"".join(paths[tone])}"/>'
        for tone in sorted(paths)
    )
    return mark_safe(  # noqa: S308 (numbers and class names of our own)
        f'<svg class="paving" width="{UNSTYLED_WIDTH}" height="{UNSTYLED_HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice" '
        f'aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def _draws(key: str) -> Iterator[float]:
    """Yield numbers from 0 to 1 that depend on `key` alone, on every machine and version."""
    number = 0
    while True:
        for byte in hashlib.shake_128(f"{key}/{number}".encode()).digest(256):
            yield byte / 255
        number += 1


def _lay(draw: Iterator[float]) -> Iterator[Stone]:
    """Lay the courses; each begins half a stone after the one before, give or take."""
    vanishing = WIDTH * (0.3 + 0.4 * next(draw))
    horizon = HEIGHT * -0.64
    for course in range(COURSES):
        near, far = 1 + course * DEPTH, 1 + (course + 1) * DEPTH - JOINT
        y_near, y_far = (round(horizon + (HEIGHT - horizon) / z) for z in (near, far))
        start = -vanishing / WIDTH * far * 1.02 - STONE * (0.5 if course % 2 else 1)
        end = (WIDTH - vanishing) / WIDTH * far * 1.02
        while start < end:
            width = STONE / 2 * (0.8 + 0.5 * next(draw))
            left, right = start, start + width - JOINT
            stone = Stone(
                left_near=round(vanishing + WIDTH * left / near),
                right_near=round(vanishing + WIDTH * right / near),
                y_near=y_near,
                left_far=round(vanishing + WIDTH * left / far),
                right_far=round(vanishing + WIDTH * right / far),
                y_far=y_far,
                course=course,
                tone=PLAIN[int(next(draw) * 3) % 3],
            )
            if stone.is_in_frame:
                yield stone
            start += width


def _crossing(square: list[Stone], draw: Iterator[float]) -> None:
    """Somebody walks across the square: one stone a course, each touching the one before."""
    across, slope = WIDTH * (0.25 + 0.5 * next(draw)), (next(draw) - 0.5) * 150
    special = 1 + int(next(draw) * 4)
    for course in range(COURSES):
        row = [stone for stone in square if stone.course == course]
        step = min(row, key=lambda stone: abs(stone.middle[0] - across))
        step.tone = ACCENT if course == special else LIT[int(next(draw) * 2) % 2]
        across = step.middle[0] + slope + (next(draw) - 0.5) * 90


def _course(square: list[Stone], draw: Iterator[float]) -> None:
    """A course of another stone runs through the square."""
    chosen = 1 + int(next(draw) * 4)
    row = [stone for stone in square if stone.course == chosen]
    for stone in row:
        stone.tone = LIT[int(next(draw) * 2) % 2]
    _one_accent([stone for stone in row if 200 < stone.middle[0] < WIDTH - 200] or row, draw)


def _gathering(square: list[Stone], draw: Iterator[float]) -> None:
    """Stones around a point, as people around a speaker."""
    x, y = WIDTH * (0.3 + 0.4 * next(draw)), HEIGHT * (0.35 + 0.3 * next(draw))

    def distance(stone: Stone) -> float:
        across, down = stone.middle
        return ((across - x) / 1.5) ** 2 + (down - y) ** 2

    nearest = sorted(square, key=distance)[: 7 + int(next(draw) * 5)]
    for stone in nearest:
        stone.tone = LIT[int(next(draw) * 2) % 2]
    nearest[0].tone = ACCENT


def _scatter(square: list[Stone], draw: Iterator[float]) -> None:
    """Stones here and there."""
    inside = [stone for stone in square if 80 < stone.middle[0] < WIDTH - 80]
    for _number in range(9):
        inside[int(next(draw) * len(inside)) % len(inside)].tone = LIT[int(next(draw) * 2) % 2]
    _one_accent(inside, draw)


def _one_accent(among: list[Stone], draw: Iterator[float]) -> None:
    among[int(next(draw) * len(among)) % len(among)].tone = ACCENT


_MOTIFS = (_crossing, _course, _gathering, _scatter)
