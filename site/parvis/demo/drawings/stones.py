"""Pictures of stones: a paved square, courses of a wall, the beads of an abacus."""

from random import Random

from parvis.demo.drawings.canvas import (
    BLUE,
    BRAND,
    BRICK,
    CLAY,
    DUSK,
    HEIGHT,
    INK,
    LIMESTONE,
    MIST,
    OCHRE,
    PANEL,
    SAND,
    SKY,
    SLATE,
    SOFT,
    STRAW,
    TAUPE,
    WIDTH,
    Canvas,
    box,
    chance_of,
    mix,
)

COLOURED = [BLUE, BLUE, BRICK, OCHRE, CLAY, BRAND]


def wall(sheet: Canvas, chance: Random, tone: str, leanings: list[str], swing: float) -> None:
    """Cover the sheet with a wall of level courses, each stone a little off the wall's tone."""
    for course in range(17):
        x = -80.0 + (50 if course % 2 else 0)
        while x < WIDTH:
            width = chance.choice([110, 130, 150])
            shade = mix(tone, chance.choice(leanings), swing * chance.random())
            sheet.stone(box(x, course * 56 - 14, width, 56), shade, joint=1.1)
            x += width


def paved_square() -> Canvas:
    """A square in perspective before a row of façades; a few stones are coloured."""
    chance = chance_of("paved-square")
    sheet = Canvas(LIMESTONE)
    horizon, near = 300.0, HEIGHT - 300.0
    sheet.bands([mix(STRAW, LIMESTONE, share / 6) for share in range(1, 7)], 0, horizon + 40)
    _facades(sheet, chance, horizon + 34)
    sheet.rect(0, horizon + 34, WIDTH, HEIGHT, SLATE)
    depths = [0.94 * 1.082**row for row in range(36)]
    for row in range(len(depths) - 1, 0, -1):
        front, back = depths[row - 1], depths[row]
        if horizon + near / back < horizon + 34:
            continue
        wide = 0.19
        reach = int(back * 900 / 1500 / wide) + 2
        for column in range(-reach, reach + 1):
            left = (column + (0.5 if row % 2 else 0)) * wide
            stone = [
                (800 + 1500 * x / depth, horizon + near / depth)
                for x, depth in (
                    (left, front),
                    (left + wide, front),
                    (left + wide, back),
                    (left, back),
                )
            ]
            tone = mix(SOFT, SKY, 0.42 + 0.42 * chance.random())
            if chance.random() < 0.07:
                tone = chance.choice(COLOURED)
            haze = min(0.55, (back - 1) / 20)
            sheet.stone(stone, mix(tone, MIST, haze), joint=2.6 / back)
    return sheet


def _facades(sheet: Canvas, chance: Random, ground: float) -> None:
    x = -30.0
    while x < WIDTH:
        width = chance.choice([110, 130, 150, 180])
        tall = chance.choice([120, 140, 160, 185])
        wall = mix(chance.choice([SKY, MIST, STRAW, CLAY, SAND]), TAUPE, 0.12)
        roof = mix(wall, SLATE, 0.55)
        peak = chance.choice([40, 55, 70])
        sheet.shape(
            [(x, ground - tall), (x + width / 2, ground - tall - peak), (x + width, ground - tall)],
            roof,
        )
        sheet.rect(x, ground - tall, width, tall, wall)
        panes = int(width // 36)
        gap = width / panes
        for floor in range(int(tall // 48)):
            for pane in range(panes):
                sheet.rect(
                    x + pane * gap + gap * 0.28,
                    ground - tall + 16 + floor * 46,
                    gap * 0.44,
                    27,
                    mix(wall, BRAND, 0.62),
                )
        sheet.rect(x + width / 2 - 9, ground - 36, 18, 36, mix(wall, INK, 0.6))
        x += width


def three_courses() -> Canvas:
    """Three courses of stones of different shapes, cut to fit one another."""
    chance = chance_of("three-courses")
    sheet = Canvas(mix(INK, SLATE, 0.35))
    families = [(BLUE, SKY, BRAND), (PANEL, LIMESTONE, TAUPE), (OCHRE, STRAW, BRICK)]
    half, tall = 92.0, 150.0
    corners = [
        [
            (
                -200 + half * column + 30 * chance.uniform(-1, 1),
                row * tall + _dip(chance, row, column),
            )
            for column in range(22)
        ]
        for row in range(7)
    ]
    for row in range(6):
        first, second, third = families[row // 2]
        for left in range(row % 2, 20, 2):
            top, foot = corners[row][left : left + 3], corners[row + 1][left : left + 3]
            stone = [*top, *reversed(foot)]
            tone = mix(first, chance.choice([second, second, third]), 0.7 * chance.random())
            sheet.stone(stone, mix(tone, INK, 0.3), joint=4)
            sheet.stone([(x - 1, y - 4) for x, y in stone], tone, joint=7)
            band = [*((x, y + 20) for x, y in top), *((x, y + 27) for x, y in reversed(top))]
            sheet.stone(band, mix(tone, LIMESTONE, 0.28), joint=16)
    return sheet


def _dip(chance: Random, row: int, column: int) -> float:
    """Return how far a corner leaves its level: most where two courses meet."""
    if row % 2 == 0 and 0 < row < 6:
        return (44 if column % 2 else -44) * chance.uniform(0.4, 1)
    return 26 * chance.uniform(-1, 1)


def abacus() -> Canvas:
    """An abacus whose beads are stones."""
    chance = chance_of("abacus")
    sheet = Canvas(PANEL)
    sheet.rect(0, 770, WIDTH, 130, SAND)
    sheet.disc(800, 792, 690, mix(SAND, TAUPE, 0.4), 0.05)
    frame, dark = BRAND, DUSK
    for rod, (left, right) in enumerate(((5, 3), (2, 5), (6, 1), (3, 4), (4, 4))):
        y = 206 + rod * 122
        sheet.rect(180, y - 4, 1240, 8, TAUPE)
        x = 206.0
        for bead in range(left + right):
            wide = chance.choice([70, 84, 98, 108])
            if bead == left:
                rest = [chance.choice([70, 84, 98, 108]) for _ in range(right)]
                x = 1394.0 - sum(rest)
                sizes = iter(rest)
            if bead >= left:
                wide = next(sizes)
            tone = chance.choice([BLUE, SKY, BRAND, SAND, OCHRE, BRICK, CLAY, TAUPE])
            _bead(sheet, x, y, wide, 76 + 18 * chance.random(), tone)
            x += wide
    for x in (140, 1420):
        sheet.rect(x, 110, 42, 690, frame, 14)
        sheet.rect(x + 6, 120, 9, 668, mix(frame, SKY, 0.35), 4)
    for y in (96, 760):
        sheet.rect(110, y, 1380, 44, frame if y < 200 else dark, 14)
        sheet.rect(122, y + 7, 1356, 8, mix(frame, SKY, 0.35), 4)
    return sheet


def _bead(sheet: Canvas, x: float, y: float, wide: float, tall: float, tone: str) -> None:
    sheet.rect(x + 2, y - tall / 2, wide - 4, tall, mix(tone, INK, 0.35), 30)
    sheet.rect(x + 2, y - tall / 2, wide - 4, tall - 10, tone, 28)
    sheet.rect(x + wide * 0.24, y - tall / 2 + 11, wide * 0.4, 9, mix(tone, LIMESTONE, 0.45), 4)
