"""Pictures of a town: its houses, its clock, its map, the road out of it."""

import math
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
    MOSS,
    NIGHT,
    OCHRE,
    PANEL,
    SAGE,
    SAND,
    SKY,
    SLATE,
    SOFT,
    STRAW,
    TAUPE,
    WIDTH,
    Canvas,
    Point,
    box,
    chance_of,
    mix,
    turned,
)


def gabled_houses() -> Canvas:
    """Six gabled houses at dusk, one window in three lit."""
    chance = chance_of("gabled-houses")
    sheet = Canvas(NIGHT)
    sheet.bands([mix(BRAND, CLAY, (share / 8) ** 1.6) for share in range(9)], 0, 780)
    sheet.disc(1330, 150, 58, mix(STRAW, LIMESTONE, 0.5))
    sheet.disc(1306, 138, 52, mix(BRAND, CLAY, 0.06))
    ground, x = 780.0, 60.0
    walls = [mix(BRICK, INK, 0.25), BRAND, mix(OCHRE, INK, 0.35), SLATE, mix(CLAY, INK, 0.4), BLUE]
    for index, (wall, width) in enumerate(zip(walls, [250, 230, 270, 220, 260, 250], strict=True)):
        tall = [470, 400, 500, 430, 380, 460][index]
        _house(sheet, chance, (x, ground), (width, tall), wall, stepped=index % 2 == 0)
        x += width
    sheet.rect(0, ground, WIDTH, HEIGHT - ground, DUSK)
    for row in range(3):
        for column in range(-1, 18):
            left = column * 100 + (50 if row % 2 else 0)
            tone = mix(DUSK, SLATE, 0.35 + 0.5 * chance.random())
            if chance.random() < 0.16:
                tone = mix(tone, STRAW, 0.3)
            sheet.stone(box(left, ground + 8 + row * 40, 100, 40), tone, joint=1.8)
    return sheet


def _house(
    sheet: Canvas, chance: Random, foot: Point, size: tuple[float, float], wall: str, stepped: bool
) -> None:
    (x, ground), (width, tall) = foot, size
    eaves, middle = ground - tall + 130, x + width / 2
    trim = mix(wall, LIMESTONE, 0.35)
    if stepped:
        for step in range(5):
            half = width / 2 - 2 - step * (width / 2 - 24) / 4
            sheet.rect(middle - half, eaves - 34 * (step + 1), half * 2, 36, wall)
            sheet.rect(middle - half, eaves - 34 * (step + 1), half * 2, 6, trim)
    else:
        sheet.shape([(x + 2, eaves), (middle, eaves - 170), (x + width - 2, eaves)], wall)
        sheet.line([(x + 4, eaves), (middle, eaves - 168), (x + width - 4, eaves)], trim, 6)
    sheet.rect(x + 2, eaves - 1, width - 4, ground - eaves + 1, wall)
    sheet.disc(middle, eaves - 52, 17, mix(wall, NIGHT, 0.55))
    panes = 3
    gap = (width - 30) / panes
    lit = chance.randrange(3)
    for floor in range(int((ground - eaves - 96) // 82)):
        for pane in range(panes):
            left, top = x + 15 + pane * gap + gap * 0.2, eaves + 14 + floor * 82
            shine = (floor + pane) % 3 == lit
            glass = STRAW if shine else mix(wall, NIGHT, 0.6)
            sheet.rect(left - 4, top - 4, gap * 0.6 + 8, 66, trim, 3)
            sheet.rect(left, top, gap * 0.6, 58, glass)
            sheet.rect(left + gap * 0.3 - 1.5, top, 3, 58, trim)
            sheet.rect(left, top + 20, gap * 0.6, 3, trim)
    sheet.rect(middle - 27, ground - 90, 54, 90, trim, 4)
    sheet.rect(middle - 22, ground - 85, 44, 85, mix(wall, NIGHT, 0.65))
    sheet.disc(middle + 13, ground - 42, 3, STRAW)


def clock_tower() -> Canvas:
    """A clock tower above the roofs, at ten past ten."""
    chance = chance_of("clock-tower")
    sheet = Canvas(SKY)
    sheet.bands([mix(BLUE, MIST, 0.35 + share / 14) for share in range(9)], 0, HEIGHT)
    for y, start, length in (
        (140, 120, 420),
        (176, 60, 300),
        (250, 1060, 440),
        (286, 1180, 300),
        (96, 1240, 260),
    ):
        sheet.rect(start, y, length, 20, mix(MIST, LIMESTONE, 0.6), 10)
    stone, shade = SAND, mix(SAND, TAUPE, 0.55)
    sheet.shape([(640, 250), (800, 20), (960, 250)], BRAND)
    sheet.shape([(800, 20), (960, 250), (800, 250)], SLATE)
    sheet.rect(795, -20, 10, 60, OCHRE)
    sheet.rect(640, 240, 320, 700, stone)
    sheet.rect(880, 240, 80, 700, shade)
    for course in range(19):
        for column in range(6):
            left = 640 + column * 60 - (30 if course % 2 else 0)
            if left < 640 or left + 60 > 960 or chance.random() < 0.55:
                continue
            tone = mix(stone, chance.choice([LIMESTONE, TAUPE]), 0.3)
            tone = mix(tone, shade, 0.8) if left >= 880 else tone
            sheet.rect(left + 2, 262 + course * 36, 56, 32, tone)
    sheet.rect(616, 236, 368, 26, mix(stone, LIMESTONE, 0.5))
    sheet.rect(616, 574, 368, 22, mix(stone, LIMESTONE, 0.5))
    _clock(sheet, (800, 418))
    for x in (700, 856):
        sheet.rect(x, 640, 46, 130, BRAND, 23)
        sheet.rect(x, 690, 46, 80, BRAND)
    for band, base in enumerate((720, 800)):
        edge = -60.0 - 40 * band
        while edge < WIDTH:
            width = chance.choice([150, 180, 220])
            tone = mix(chance.choice([BRICK, CLAY, OCHRE, BRICK]), BRAND, 0.5 - 0.3 * band)
            wall = mix(PANEL, SKY, 0.5 - 0.4 * band)
            peak = base - chance.choice([60, 84, 104])
            if band == 1 or not 560 < edge + width / 2 < 1040:
                _roof(sheet, edge, base + 26, width, peak, tone)
                sheet.rect(edge + 8, base + 24, width - 16, HEIGHT - base, wall)
                sheet.rect(edge + width / 2 - 13, base + 44, 26, 34, mix(BRAND, SKY, 0.2))
            edge += width
    return sheet


def _roof(sheet: Canvas, left: float, eaves: float, width: float, peak: float, tone: str) -> None:
    top = (left + width / 2, peak)
    sheet.shape([(left, eaves), top, (left + width, eaves)], tone)
    sheet.shape([top, (left + width, eaves), (left + width / 2, eaves)], mix(tone, INK, 0.18))


def _clock(sheet: Canvas, centre: Point) -> None:
    x, y = centre
    sheet.disc(x, y, 132, BRAND)
    sheet.disc(x, y, 120, OCHRE)
    sheet.disc(x, y, 112, LIMESTONE)
    for hour in range(12):
        mark = box(
            x - (5 if hour % 3 else 8), y - 100, 10 if hour % 3 else 16, 18 if hour % 3 else 28
        )
        sheet.shape(turned(mark, centre, hour * 30), INK)
    for degrees, length, thick in ((305, 58, 14), (60, 86, 9)):
        hand = [
            (x - thick / 2, y + 16),
            (x - thick / 3, y - length),
            (x + thick / 3, y - length),
            (x + thick / 2, y + 16),
        ]
        sheet.shape(turned(hand, centre, degrees), BRICK)
    sheet.disc(x, y, 11, INK)


def city_map() -> Canvas:
    """The map of a small town: blocks, a river, a park, a route from dot to dot."""
    chance = chance_of("city-map")
    sheet = Canvas(mix(PANEL, LIMESTONE, 0.6))
    corners = {
        (column, row): (
            -160 + column * 128 + 30 * chance.uniform(-1, 1) + 26 * math.sin(row * 0.9),
            -120 + row * 116 + 26 * chance.uniform(-1, 1) + 34 * math.sin(column * 0.55),
        )
        for column in range(16)
        for row in range(11)
    }
    park = {(9, 2), (10, 2), (9, 3), (10, 3), (3, 7)}
    for column in range(15):
        for row in range(10):
            block = [corners[column + dx, row + dy] for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
            if (column, row) in park:
                sheet.stone(block, SAGE, joint=2)
                for _ in range(7):
                    u, v = chance.uniform(0.14, 0.86), chance.uniform(0.14, 0.86)
                    sheet.disc(*_inside(block, u, v), chance.choice([8, 10, 13]), MOSS)
                continue
            _block(sheet, chance, block)
    river = [
        (x, 640 - 250 * math.sin(x / 700 + 0.35) + 0.1 * x) for x in range(-60, WIDTH + 80, 20)
    ]
    sheet.line(river, mix(PANEL, LIMESTONE, 0.6), 122)
    sheet.line(river, SKY, 96)
    sheet.line([(x, y - 18) for x, y in river], mix(SKY, MIST, 0.6), 9)
    for x in (330.0, 1010.0, 1350.0):
        at = min(river, key=lambda point, x=x: abs(point[0] - x))  # type: ignore[misc]
        sheet.shape(turned(box(at[0] - 17, at[1] - 74, 34, 148), at, 8), LIMESTONE)
        sheet.shape(turned(box(at[0] - 10, at[1] - 74, 20, 148), at, 8), SAND)
    stops = [corners[key] for key in _route()]
    sheet.line(stops, LIMESTONE, 22)
    sheet.line(stops, BRICK, 11)
    for index, tone in ((0, BRICK), (4, BLUE), (8, OCHRE), (12, BLUE), (-1, BRICK)):
        x, y = stops[index]
        sheet.disc(x + 3, y + 5, 29, mix(SAND, TAUPE, 0.6))
        sheet.disc(x, y, 28, LIMESTONE)
        sheet.disc(x, y, 20, tone)
    return sheet


def _route() -> list[tuple[int, int]]:
    """Return the street corners of a walk, each next to the one before."""
    column, row = 2, 6
    corners = [(column, row)]
    for step in "RRUUURRRURRRRDDRR":
        column, row = column + (step == "R"), row + (step == "D") - (step == "U")
        corners.append((column, row))
    return corners


def _inside(block: list[Point], u: float, v: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = block
    top, foot = (ax + (bx - ax) * u, ay + (by - ay) * u), (dx + (cx - dx) * u, dy + (cy - dy) * u)
    return (top[0] + (foot[0] - top[0]) * v, top[1] + (foot[1] - top[1]) * v)


def _block(sheet: Canvas, chance: Random, block: list[Point]) -> None:
    tone = mix(SAND, chance.choice([PANEL, STRAW, TAUPE, SKY]), 0.4 * chance.random())
    sheet.stone(block, tone, joint=9)
    for u in (0.2, 0.5, 0.8):
        for v in (0.22, 0.78):
            if chance.random() < 0.75:
                x, y = _inside(block, u, v)
                wide, tall = chance.choice([14, 18, 22]), chance.choice([12, 16])
                roof = mix(tone, chance.choice([CLAY, TAUPE, SKY, LIMESTONE, BRAND]), 0.55)
                sheet.rect(x - wide, y - tall, wide * 1.8, tall * 1.7, roof, 2)


def signpost() -> Canvas:
    """A signpost with four coloured arms on a hill, before paler hills and a sun."""
    sheet = Canvas(LIMESTONE)
    sheet.bands([mix(STRAW, LIMESTONE, 1 - share / 10) for share in range(8)], 0, 700)
    sheet.disc(560, 470, 250, mix(STRAW, OCHRE, 0.25))
    sheet.disc(560, 470, 196, STRAW)
    for base, swell, pace, tone in (
        (520, 60, 330, mix(SKY, MIST, 0.5)),
        (580, 70, 270, mix(SKY, SAGE, 0.5)),
        (650, 60, 380, SAGE),
    ):
        crest = [(x, base + swell * math.sin(x / pace + base)) for x in range(0, WIDTH + 20, 20)]
        sheet.shape([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], tone)
    crest = [(x, 830 - 110 * math.exp(-(((x - 980) / 420) ** 2))) for x in range(0, WIDTH + 20, 20)]
    sheet.shape([*crest, (WIDTH, HEIGHT), (0, HEIGHT)], MOSS)
    path = [
        (980, 722),
        (1010, 722),
        (1080, 770),
        (1010, 820),
        (1120, 900),
        (860, 900),
        (900, 822),
        (1010, 772),
    ]
    sheet.shape(path, mix(SAND, SAGE, 0.25))
    sheet.rect(966, 96, 28, 640, mix(BRAND, INK, 0.2), 10)
    sheet.rect(970, 100, 8, 630, mix(BRAND, SKY, 0.35), 4)
    sheet.disc(980, 92, 24, OCHRE)
    for top, wide, right, tone, tilt in (
        (150, 420, True, BLUE, -3),
        (262, 350, False, BRICK, 2),
        (374, 380, True, OCHRE, 3),
        (486, 300, False, SOFT, -2),
    ):
        _arm(sheet, top, wide, right, tone, tilt)
    for x, y, size in ((300, 800, 46), (392, 820, 34), (1330, 800, 52), (1440, 828, 36)):
        sheet.rect(x - 5, y - 10, 10, 50, mix(BRICK, INK, 0.5))
        sheet.shape([(x - size, y), (x, y - size * 2.4), (x + size, y)], mix(MOSS, INK, 0.35))
        sheet.shape([(x, y - size * 2.4), (x + size, y), (x, y)], mix(MOSS, INK, 0.5))
    return sheet


def _arm(sheet: Canvas, top: float, wide: float, right: bool, tone: str, tilt: float) -> None:
    way = 1 if right else -1
    start = 980 - way * 66
    tip = start + way * wide
    arm = [(start, top), (tip, top), (tip + way * 48, top + 40), (tip, top + 80), (start, top + 80)]
    centre = (980.0, top + 40)
    sheet.shape(turned([(x + 4, y + 8) for x, y in arm], centre, tilt), mix(tone, INK, 0.45))
    sheet.shape(turned(arm, centre, tilt), tone)
    for shift, length in ((26, wide * 0.52), (48, wide * 0.34)):
        left = min(980 + way * 40, 980 + way * (40 + length))
        sheet.shape(
            turned(box(left, top + shift, length, 10), centre, tilt), mix(tone, LIMESTONE, 0.78)
        )
