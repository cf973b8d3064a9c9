"""Pictures of ways from one place to another: a bridge, steps, a door."""

import math
from itertools import pairwise
from random import Random

from PIL import Image

from parvis.demo.drawings.canvas import (
    BLUE,
    BRAND,
    BRICK,
    DUSK,
    HEIGHT,
    INK,
    LIMESTONE,
    MIST,
    MOSS,
    NIGHT,
    OCHRE,
    SAGE,
    SAND,
    SCALE,
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
    ring,
)
from parvis.demo.drawings.stones import wall


def stone_bridge() -> Canvas:
    """A bridge of three arches, mirrored in calm water."""
    chance = chance_of("stone-bridge")
    sheet = Canvas(MIST)
    water = 590.0
    sheet.bands([mix(SKY, LIMESTONE, share / 7) for share in range(7)], 0, water)
    sheet.disc(1240, 190, 74, mix(STRAW, LIMESTONE, 0.25))
    for base, green, spread in ((470, 0.55, 70), (520, 0.8, 45)):
        hill = [(x, base + spread * _wave(x, spread)) for x in range(0, WIDTH + 40, 40)]
        sheet.shape([*hill, (WIDTH, water), (0, water)], mix(SKY, SAGE, green))
    stone = mix(SOFT, SKY, 0.35)
    crown = [(x, _deck(x)) for x in range(0, WIDTH + 20, 20)]
    sheet.shape([*crown, (WIDTH, water), (0, water)], SLATE)
    for course in range(11):
        x = -60.0 + (30 if course % 2 else 0)
        while x < WIDTH:
            right = x + chance.choice([58, 66, 78])
            tone = mix(stone, chance.choice([MIST, SAND, SOFT]), 0.35 * chance.random())
            top, foot = 14 + course * 26, 40 + course * 26
            sheet.stone(
                [
                    (x, _deck(x) + top),
                    (right, _deck(right) + top),
                    (right, _deck(right) + foot),
                    (x, _deck(x) + foot),
                ],
                tone,
                joint=1.3,
            )
            x = right
    for centre, radius in ((330.0, 150.0), (800.0, 186.0), (1270.0, 150.0)):
        _arch(sheet, chance, (centre, water), radius)
    for start, end in pairwise(crown):
        sheet.shape(
            [
                (start[0], start[1] - 10),
                (end[0], end[1] - 10),
                (end[0], end[1] + 12),
                (start[0], start[1] + 12),
            ],
            mix(stone, LIMESTONE, 0.45),
        )
    _mirror(sheet, chance, water)
    return sheet


def _deck(x: float) -> float:
    return 322 + 112 * ((x - 800) / 800) ** 2


def _wave(x: float, seed: float) -> float:
    fold = (x / 430 + seed) % 2
    return -4 * (fold % 1) * (1 - fold % 1) * (1 if fold < 1 else 0.45)


def _arch(sheet: Canvas, chance: Random, foot: Point, radius: float) -> None:
    """Open an arch in the wall: its voussoirs, then what is seen through it."""
    outer = radius + 44
    sheet.shape(ring(foot, outer + 3, 180, 360), SLATE)
    wedges = 17
    for index in range(wedges):
        start, end = 180 + 180 * index / wedges, 180 + 180 * (index + 1) / wedges
        wedge = [*ring(foot, radius, start, end, 4), *ring(foot, outer, end, start, 4)]
        tone = mix(SAND, chance.choice([TAUPE, LIMESTONE, SKY]), 0.45 * chance.random())
        if foot[0] == 800 and index == 11:
            tone = BRICK
        sheet.stone(wedge, tone, joint=1.6)
    sheet.shape(ring(foot, radius, 180, 360, 48), mix(SKY, LIMESTONE, 0.72))
    shore = []
    for dx in range(-int(radius), int(radius) + 1, 10):
        vault = math.sqrt(max(0.0, radius**2 - dx**2))
        shore.append((foot[0] + dx, foot[1] - min(vault, 52 - 16 * _wave(foot[0] + dx, 70))))
    sheet.shape([*shore, (foot[0] + radius, foot[1])], mix(SKY, SAGE, 0.7))


def _mirror(sheet: Canvas, chance: Random, water: float) -> None:
    """Lay the picture above the water line upside down below it, dimmed and rippled."""
    edge = round(water * SCALE)
    rest = HEIGHT * SCALE - edge
    above = sheet.image.crop((0, edge - rest, WIDTH * SCALE, edge)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    tint = Image.new("RGB", above.size, mix(BRAND, BLUE, 0.3))
    sheet.image.paste(Image.blend(above, tint, 0.36), (0, edge))
    sheet.rect(0, water - 3, WIDTH, 5, mix(BRAND, SKY, 0.25))
    for _ in range(46):
        y = water + 14 + (HEIGHT - water - 20) * chance.random() ** 0.8
        x, length = WIDTH * chance.random(), 60 + 200 * chance.random()
        sheet.rect(x - length / 2, y, length, 3, mix(SKY, BRAND, 0.25 + 0.3 * chance.random()), 1.5)


def steps_and_ramp() -> Canvas:
    """Steps from the left and a ramp from the right meet at one lighted door."""
    chance = chance_of("steps-and-ramp")
    sheet = Canvas(mix(SKY, BRAND, 0.45))
    floor, landing = 760.0, 640.0
    wall(sheet, chance, mix(SKY, BRAND, 0.42), [SKY, BRAND], 0.14)
    for x in (170.0, 330.0, 1170.0, 1330.0):
        sheet.rect(x, 130, 100, 190, mix(BRAND, INK, 0.25), 50)
        sheet.rect(x, 190, 100, 130, mix(BRAND, INK, 0.25))
        sheet.rect(x + 46, 134, 8, 186, mix(SKY, BRAND, 0.4))
        sheet.rect(x - 14, 320, 128, 14, MIST)
    sheet.rect(640, 200, 320, landing - 200, mix(STRAW, MIST, 0.5), 160)
    sheet.rect(640, 400, 320, landing - 400, mix(STRAW, MIST, 0.5))
    sheet.rect(678, 238, 244, 250, STRAW, 122)
    sheet.rect(678, 400, 244, landing - 400, STRAW)
    sheet.shape([*ring((800, 360), 122, 180, 270), (800, landing), (678, landing)], OCHRE)
    for panel in (400, 520):
        sheet.rect(704, panel, 70, 96, mix(OCHRE, BRICK, 0.3), 4)
    sheet.disc(784, 500, 7, LIMESTONE)
    sheet.rect(0, floor, WIDTH, HEIGHT, mix(SAND, TAUPE, 0.3))
    for row in range(3):
        for column in range(-1, 15):
            slab = box(column * 124 + (62 if row % 2 else 0), floor + 6 + row * 46, 124, 46)
            tone = mix(SAND, chance.choice([LIMESTONE, TAUPE, SKY]), 0.4 * chance.random())
            if (row, column) in {(0, 3), (1, 9), (2, 6)}:
                tone = (BLUE, BRICK, OCHRE)[row]
            sheet.stone(slab, tone, joint=1.6)
    _ramp(sheet, landing, floor)
    for step in range(3):
        top, left = landing + 40 * step, 500 - 90 * step
        tone = mix(LIMESTONE, SAND, 0.2 + 0.2 * step)
        sheet.rect(left, top, 1000 - left, 40, tone)
        sheet.rect(left, top, 1000 - left, 7, LIMESTONE)
        sheet.rect(left, top + 36, 1000 - left, 4, mix(SAND, TAUPE, 0.7))
    glow = [(678, landing), (922, landing), (1000, landing + 40), (616, landing + 40)]
    sheet.shape(glow, mix(STRAW, LIMESTONE, 0.35))
    sheet.rect(180, 690, 70, 70, BRICK, 6)
    sheet.disc(215, 640, 66, MOSS)
    sheet.disc(190, 610, 38, SAGE)
    return sheet


def _ramp(sheet: Canvas, landing: float, floor: float) -> None:
    foot = 1640
    sheet.shape([(1000, landing), (foot, floor), (1000, floor)], mix(SAND, TAUPE, 0.35))
    sheet.shape(
        [(990, landing), (1000, landing), (foot, floor - 4), (foot, floor), (1000, landing + 14)],
        LIMESTONE,
    )
    for lift, thick, tone in ((108, 9, SLATE), (62, 6, SOFT)):
        sheet.line([(1000, landing - lift), (foot, floor - lift)], tone, thick)
    for share in (0, 0.2, 0.4, 0.6, 0.8):
        x, y = 1000 + (foot - 1000) * share, landing + (floor - landing) * share
        sheet.line([(x, y), (x, y - 108)], SLATE, 7)


def open_door() -> Canvas:
    """Five doors in a night-blue wall, the fourth open on a golden light."""
    chance = chance_of("open-door")
    sheet = Canvas(DUSK)
    floor = 720.0
    wall(sheet, chance, mix(BRAND, NIGHT, 0.45), [BRAND, NIGHT], 0.35)
    sheet.rect(0, floor, WIDTH, HEIGHT, mix(BRAND, NIGHT, 0.2))
    for row in range(5):
        top, foot = floor + 180 * (row / 5) ** 1.3, floor + 180 * ((row + 1) / 5) ** 1.3
        for column in range(-8, 9):
            shift = 0.5 if row % 2 else 0
            spread, next_spread = 140 + 14 * row, 140 + 14 * (row + 1)
            stone = [
                (800 + (column + shift) * spread, top),
                (800 + (column + shift + 1) * spread, top),
                (800 + (column + shift + 1) * next_spread, foot),
                (800 + (column + shift) * next_spread, foot),
            ]
            sheet.stone(stone, mix(mix(BRAND, NIGHT, 0.3), SOFT, 0.35 * chance.random()), joint=1.6)
    left, width = 1072.0, 176.0
    sheet.shape(
        [(left, floor), (left + width, floor), (left + width + 130, HEIGHT), (left - 190, HEIGHT)],
        mix(OCHRE, BRAND, 0.25),
    )
    sheet.shape(
        [
            (left + 14, floor),
            (left + width - 8, floor),
            (left + width + 50, HEIGHT),
            (left - 110, HEIGHT),
        ],
        STRAW,
    )
    for number in range(5):
        x = 112 + number * 320
        sheet.rect(x - 26, 262, 228, floor - 262, mix(SKY, BRAND, 0.55), 114)
        sheet.rect(x - 26, 420, 228, floor - 420, mix(SKY, BRAND, 0.55))
        if number == 3:
            sheet.rect(x, 288, width, 200, STRAW, 88)
            sheet.rect(x, 400, width, floor - 400, STRAW)
            sheet.disc(x + width / 2, 560, 62, mix(STRAW, LIMESTONE, 0.6))
            sheet.rect(x, 640, width, floor - 640, mix(STRAW, OCHRE, 0.5))
            sheet.shape(
                [(x, 384), (x - 118, 350), (x - 118, floor + 42), (x, floor)],
                mix(OCHRE, BRICK, 0.45),
            )
            sheet.shape(
                [(x - 14, 430), (x - 104, 410), (x - 104, 540), (x - 14, 540)],
                mix(OCHRE, BRICK, 0.7),
            )
            sheet.shape(
                [(x - 14, 570), (x - 104, 572), (x - 104, 700), (x - 14, 680)],
                mix(OCHRE, BRICK, 0.7),
            )
            sheet.disc(x - 98, 556, 7, LIMESTONE)
        else:
            _shut(sheet, x, floor, width, (BRAND, SLATE, BRAND, BRAND, SLATE)[number])
    return sheet


def _shut(sheet: Canvas, x: float, floor: float, width: float, tone: str) -> None:
    sheet.rect(x, 288, width, 200, tone, 88)
    sheet.rect(x, 400, width, floor - 400, tone)
    panel = mix(tone, NIGHT, 0.35)
    for left in (x + 20, x + width / 2 + 8):
        for top in (420, 566):
            sheet.rect(left, top, width / 2 - 28, 122, panel, 5)
    sheet.rect(x + width / 2 - 1.5, 290, 3, floor - 290, mix(tone, NIGHT, 0.6))
    sheet.shape([*ring((x + width / 2, 396), 62, 180, 360)], panel)
    sheet.disc(x + width / 2 + 14, 556, 6, STRAW)
