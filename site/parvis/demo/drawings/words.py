"""Pictures of what carries words: pages, deeds, currents, a network."""

import math
from itertools import pairwise
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
    NIGHT,
    OCHRE,
    PANEL,
    SAGE,
    SAND,
    SKY,
    SOFT,
    STRAW,
    TAUPE,
    WIDTH,
    Canvas,
    Point,
    box,
    chance_of,
    mix,
    ring,
    turned,
)


def facing_pages() -> Canvas:
    """Two facing pages whose paragraphs are joined by threads."""
    chance = chance_of("facing-pages")
    sheet = Canvas(mix(BRAND, SKY, 0.25))
    for row in range(6):
        for column in range(-1, 9):
            left = column * 200 + (100 if row % 2 else 0)
            tone = mix(mix(BRAND, SKY, 0.25), chance.choice([BRAND, SKY]), 0.16 * chance.random())
            sheet.stone(box(left, row * 150, 200, 150), tone, joint=1)
    sheet.shape([(150, 132), (1470, 132), (1480, 838), (140, 838)], mix(BRAND, INK, 0.45))
    sheet.rect(128, 96, 1344, 716, mix(OCHRE, BRICK, 0.5), 8)
    for sheet_under in range(4):
        grey = mix(SAND, TAUPE, 0.5 - 0.12 * sheet_under)
        inset = 6 * sheet_under
        sheet.rect(138 + inset, 90, 1324 - 2 * inset, 706 - inset, grey, 5)
    sheet.rect(164, 84, 636, 690, LIMESTONE)
    sheet.rect(800, 84, 636, 690, LIMESTONE)
    for step in range(6):
        tone = mix(LIMESTONE, TAUPE, 0.36 - 0.06 * step)
        sheet.rect(800 - 9 * (step + 1), 84, 9, 690, tone)
        sheet.rect(800 + 9 * step, 84, 9, 690, tone)
    tops = (222.0, 404.0, 586.0)
    for index, top in enumerate(tops):
        tone = (BLUE, OCHRE, BRICK)[index]
        middle = [
            (690 + 220 * s, top + 40 + 16 * math.sin(math.pi * 2 * s))
            for s in (i / 30 for i in range(31))
        ]
        sheet.line(middle, mix(tone, LIMESTONE, 0.25), 6)
        sheet.disc(690, top + 40, 13, tone)
        sheet.disc(910, top + 40, 13, tone)
    sheet.rect(224, 132, 260, 24, BRAND, 5)
    sheet.rect(970, 132, 320, 24, BRAND, 5)
    sheet.rect(224, 172, 90, 8, TAUPE, 4)
    sheet.rect(970, 172, 90, 8, TAUPE, 4)
    for index, top in enumerate(tops):
        tone = (BLUE, OCHRE, BRICK)[index]
        for left, span, lines in ((224, 430, (5, 5, 5)[index]), (970, 400, (4, 5, 4)[index])):
            sheet.rect(left - 18, top - 2, 6, 126, tone, 3)
            for line in range(lines):
                last = line == lines - 1
                length = span * (chance.uniform(0.3, 0.6) if last else chance.uniform(0.9, 1))
                _words(sheet, chance, left, top + line * 27, length)
    sheet.shape([(1330, 84), (1372, 84), (1372, 300), (1351, 272), (1330, 300)], BRICK)
    return sheet


def _words(sheet: Canvas, chance: Random, left: float, top: float, length: float) -> None:
    x = left
    while x < left + length - 12:
        width = min(chance.choice([18, 28, 40, 56, 70]), left + length - x)
        sheet.rect(x, top, width, 11, mix(SOFT, LIMESTONE, 0.28), 5)
        x += width + 9


def sealed_papers() -> Canvas:
    """Four written sheets in a fan, the last one sealed."""
    chance = chance_of("sealed-papers")
    sheet = Canvas(mix(SAND, STRAW, 0.4))
    for plank in range(6):
        tone = mix(mix(OCHRE, SAND, 0.55), TAUPE, 0.08 + 0.14 * chance.random())
        sheet.rect(0, plank * 150, WIDTH, 148, tone)
        for _ in range(7):
            x, y = chance.uniform(-100, WIDTH), plank * 150 + chance.uniform(16, 134)
            sheet.rect(x, y, chance.uniform(120, 420), 3, mix(tone, TAUPE, 0.25), 1.5)
    pivot = (800.0, 1760.0)
    for index, (degrees, tone) in enumerate(
        ((-21, MIST), (-8, PANEL), (4, STRAW), (15, LIMESTONE))
    ):
        page = box(560, 76, 480, 640)
        sheet.shape(
            turned([(x + 10, y + 16) for x, y in page], pivot, degrees), mix(OCHRE, SOFT, 0.55)
        )
        sheet.shape(turned(page, pivot, degrees), tone)
        ink = mix(tone, SOFT, 0.6)
        sheet.shape(
            turned(box(610, 130, 210, 20), pivot, degrees), (BLUE, BRICK, BRAND, BRAND)[index]
        )
        for line in range(14):
            if line in {4, 9}:
                continue
            span = (
                chance.choice([380, 380, 372, 360])
                if line not in {3, 8, 13}
                else chance.choice([180, 240])
            )
            if index == 3 and line > 8:
                break
            sheet.shape(turned(box(610, 182 + line * 33, span, 9), pivot, degrees), ink)
        for number, top in enumerate((182, 347)):
            mark = turned([(588, top + 5)], pivot, degrees)[0]
            sheet.disc(*mark, 9, (BRICK, OCHRE, BLUE, BRICK)[(index + number) % 4])
    _seal(sheet, turned([(930, 600)], pivot, 15)[0])
    name = [(618 + 9 * i, 580 + 26 * math.sin(i * 0.9) * math.exp(-i / 26)) for i in range(20)]
    sheet.line(turned(name, pivot, 15), BLUE, 5)
    sheet.line(turned([(610, 630), (830, 630)], pivot, 15), TAUPE, 3)
    return sheet


def _seal(sheet: Canvas, centre: Point) -> None:
    x, y = centre
    for degrees, tone in ((20, mix(BLUE, INK, 0.2)), (-14, BLUE)):
        tail = [(x - 26, y), (x + 26, y), (x + 26, y + 206), (x, y + 176), (x - 26, y + 206)]
        sheet.shape(turned(tail, centre, degrees + 12), tone)
    scallops = [
        (
            x + (98 + 9 * math.cos(16 * angle)) * math.cos(angle),
            y + (98 + 9 * math.cos(16 * angle)) * math.sin(angle),
        )
        for angle in (math.tau * step / 192 for step in range(192))
    ]
    sheet.shape([(px + 5, py + 8) for px, py in scallops], mix(BRICK, INK, 0.55))
    sheet.shape(scallops, BRICK)
    sheet.disc(x, y, 78, mix(BRICK, INK, 0.22))
    sheet.disc(x, y, 72, mix(BRICK, CLAY, 0.22))
    for row, spread in enumerate((1, 2, 3)):
        for column in range(spread):
            left = x - spread * 17 + column * 34
            sheet.rect(left + 2, y - 40 + row * 27, 30, 22, mix(BRICK, STRAW, 0.55), 3)


def two_streams() -> Canvas:
    """Two ribbons, one blue and one brick-red, that meet, plait and part."""
    sheet = Canvas(LIMESTONE)
    sheet.bands([mix(PANEL, LIMESTONE, 0.2 + share / 9) for share in range(7)], 0, HEIGHT)
    blues = [BRAND, BLUE, mix(BLUE, SKY, 0.4), mix(BLUE, SKY, 0.75), SKY, MIST]
    reds = [
        mix(BRICK, INK, 0.25),
        BRICK,
        mix(BRICK, CLAY, 0.55),
        CLAY,
        mix(CLAY, STRAW, 0.6),
        STRAW,
    ]
    pieces = 160
    for piece in range(pieces + 1):
        x = -40 + (WIDTH + 80) * piece / pieces
        turn = _plait(x)
        order = ((blues, 1), (reds, -1)) if math.cos(turn) > 0 else ((reds, -1), (blues, 1))
        for tones, way in order:
            step = (WIDTH + 80) / pieces
            for strand, tone in enumerate(tones):
                here, there = _strand(x - 1, way, strand), _strand(x + step, way, strand)
                sheet.shape(
                    [(x - 1, here), (x + step, there), (x + step, there + 24), (x - 1, here + 24)],
                    tone,
                )
    for x, y, radius, tone in (
        (150, 140, 12, OCHRE),
        (1420, 742, 14, OCHRE),
        (1210, 120, 9, BLUE),
        (330, 780, 10, BRICK),
    ):
        sheet.disc(x, y, radius, tone)
    return sheet


def _plait(x: float) -> float:
    return (x - 800) / 118


def _strand(x: float, way: int, strand: int) -> float:
    """Return the height of a strand's upper edge: apart at the sides, crossing in the middle."""
    near = math.exp(-(((x - 800) / 470) ** 4))
    apart = 235 * (1 - near) + 60 * math.sin(x / 190 + way) * (1 - near)
    cross = 118 * math.sin(_plait(x)) * near
    spread = 25 - 4 * near
    return 450 - way * (apart + cross) + (strand - 3) * spread


def network() -> Canvas:
    """Coloured stones joined by lines on a night ground: several ways lead everywhere."""
    chance = chance_of("network")
    sheet = Canvas(DUSK)
    for radius, share in ((760, 0.12), (560, 0.24), (360, 0.36)):
        sheet.disc(800, 450, radius, mix(DUSK, BRAND, share))
    nodes = [
        (
            130 + column * 190 + (95 if row % 2 else 0) + 44 * chance.uniform(-1, 1),
            110 + row * 168 + 40 * chance.uniform(-1, 1),
        )
        for row in range(5)
        for column in range(8)
    ]
    links = {
        (min(a, b), max(a, b))
        for a in range(len(nodes))
        for b in sorted(range(len(nodes)), key=lambda n, a=a: math.dist(nodes[n], nodes[a]))[1:4]  # type: ignore[misc]
    }
    for a, b in sorted(links):
        sheet.line([nodes[a], nodes[b]], mix(BRAND, SKY, 0.35), 4)
    path = [8, 17, 18, 11, 12, 20, 29, 22, 23]
    for a, b in pairwise(path):
        sheet.line([nodes[a], nodes[b]], STRAW, 8)
    tones = [BLUE, SKY, OCHRE, CLAY, SAGE, MIST, BRICK, SKY]
    for index, (x, y) in enumerate(nodes):
        size = chance.choice([20, 26, 34, 44])
        tone = chance.choice(tones)
        if index in path:
            size, tone = max(size, 32), STRAW if index not in {path[0], path[-1]} else BRICK
        sides = chance.choice([5, 6, 7])
        turn = chance.uniform(0, 360)
        sheet.shape(ring((x, y), size + 9, turn, turn + 360, sides), NIGHT)
        sheet.shape(ring((x, y), size, turn, turn + 360, sides), mix(tone, INK, 0.3))
        sheet.shape(
            ring((x - size * 0.06, y - size * 0.1), size * 0.86, turn, turn + 360, sides), tone
        )
        sheet.shape(
            ring((x - size * 0.2, y - size * 0.26), size * 0.4, turn, turn + 360, sides),
            mix(tone, LIMESTONE, 0.35),
        )
    return sheet
