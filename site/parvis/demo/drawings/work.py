"""Pictures of people’s work, in their absence: a table, tools, a loom."""

import math

from parvis.demo.drawings.canvas import (
    BLUE,
    BRAND,
    BRICK,
    CLAY,
    HEIGHT,
    INK,
    LIMESTONE,
    MIST,
    MOSS,
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
    ring,
    turned,
)


def round_table() -> Canvas:
    """A round table from above, chairs of many colours about it, one of them drawn back."""
    chance = chance_of("round-table")
    sheet = Canvas(SAND)
    for row in range(12):
        for column in range(-1, 14):
            left, top = column * 126 + (63 if row % 2 else 0), row * 78 - 10
            tone = mix(PANEL, chance.choice([SAND, LIMESTONE, MIST]), 0.8 * chance.random())
            sheet.stone(box(left, top, 126, 78), tone, joint=1.5)
    centre: Point = (800.0, 450.0)
    tones = [BLUE, BRICK, OCHRE, BRAND, MOSS, CLAY, SKY, SLATE]
    for seat, tone in enumerate(tones):
        angle = seat * 45 + 22.5
        away = 356.0 if seat != 0 else 440.0
        twist = 0 if seat else 16
        _chair(sheet, centre, angle, away, tone, twist)
    sheet.disc(808, 464, 300, mix(SAND, TAUPE, 0.75))
    sheet.disc(*centre, 300, mix(OCHRE, INK, 0.35))
    sheet.disc(*centre, 286, mix(OCHRE, SAND, 0.45))
    for slice_ in range(16):
        wedge = [centre, *ring(centre, 274, slice_ * 22.5, slice_ * 22.5 + 22.5, 8)]
        sheet.shape(wedge, mix(STRAW, OCHRE, 0.2 + 0.18 * (slice_ % 2)))
    sheet.disc(*centre, 92, mix(OCHRE, SAND, 0.3))
    for stone in range(8):
        wedge = [
            *ring(centre, 30, stone * 45, stone * 45 + 45, 6),
            *ring(centre, 84, stone * 45 + 45, stone * 45, 6),
        ]
        sheet.stone(wedge, tones[stone], joint=2)
    sheet.disc(*centre, 26, LIMESTONE)
    for seat in range(8):
        angle = seat * 45 + 22.5
        x = centre[0] + 196 * math.cos(math.radians(angle))
        y = centre[1] + 196 * math.sin(math.radians(angle))
        sheet.shape(turned(box(x - 42, y - 54, 84, 108), (x, y), angle + 97), mix(SAND, TAUPE, 0.5))
        sheet.shape(turned(box(x - 42, y - 57, 84, 108), (x, y), angle + 94), LIMESTONE)
        for line in range(5):
            mark = box(x - 30, y - 40 + line * 17, chance.choice([60, 60, 44, 30]), 5)
            sheet.shape(turned(mark, (x, y), angle + 94), mix(SOFT, LIMESTONE, 0.4))
    return sheet


def _chair(
    sheet: Canvas, centre: Point, angle: float, away: float, tone: str, twist: float
) -> None:
    x = centre[0] + away * math.cos(math.radians(angle))
    y = centre[1] + away * math.sin(math.radians(angle))

    def part(points: list[Point], colour: str, shift: float = 0) -> None:
        placed = turned(points, (x, y), angle + twist)
        sheet.shape([(px + shift, py + shift * 1.4) for px, py in placed], colour)

    shadow = mix(SAND, TAUPE, 0.6)
    for colour, shift in ((shadow, 8.0), (tone, 0.0)):
        part(box(x - 46, y - 50, 84, 100), colour, shift)
        part(
            [*ring((x + 10, y), 62, -62, 62), *ring((x + 10, y), 44, 62, -62)],
            mix(colour, INK, 0.3 if shift == 0 else 0),
            shift,
        )
    part(box(x - 38, y - 42, 68, 84), mix(tone, LIMESTONE, 0.22))


def tool_wall() -> Canvas:
    """A workshop board: mallet, square, plumb line, trowel, level, and one tool’s outline."""
    sheet = Canvas(mix(SKY, BRAND, 0.3))
    board = mix(MIST, SKY, 0.45)
    sheet.rect(60, 50, 1480, 800, mix(BRAND, INK, 0.2), 18)
    sheet.rect(76, 66, 1448, 768, board, 10)
    for row in range(15):
        for column in range(28):
            sheet.disc(116 + column * 50.6, 102 + row * 50, 4, mix(board, BRAND, 0.32))
    wood, steel = mix(OCHRE, STRAW, 0.3), SOFT
    for x in (246, 806, 1110, 1360):
        sheet.rect(x - 7, 116, 14, 30, BRAND, 6)
    # The mallet.
    sheet.rect(230, 150, 32, 420, wood, 14)
    sheet.rect(236, 156, 8, 408, mix(wood, LIMESTONE, 0.4), 4)
    sheet.rect(146, 170, 200, 126, mix(OCHRE, BRICK, 0.45), 16)
    sheet.rect(146, 170, 30, 126, mix(OCHRE, BRICK, 0.7), 14)
    sheet.rect(316, 170, 30, 126, mix(OCHRE, BRICK, 0.7), 14)
    # The square.
    sheet.shape([(420, 160), (474, 160), (474, 506), (720, 506), (720, 560), (420, 560)], steel)
    for mark in range(1, 9):
        sheet.rect(456, 160 + mark * 38, 18, 4, LIMESTONE)
    for mark in range(1, 6):
        sheet.rect(474 + mark * 40, 506, 4, 18, LIMESTONE)
    # The plumb line.
    sheet.rect(804, 140, 5, 372, INK)
    sheet.shape([(776, 510), (836, 510), (836, 560), (806, 640), (776, 560)], BRICK)
    sheet.shape([(776, 510), (794, 510), (794, 606), (776, 560)], CLAY)
    sheet.rect(788, 492, 36, 22, OCHRE, 5)
    # The outline of the tool that is out on loan.
    outline = mix(BRAND, board, 0.15)
    hollow = mix(board, LIMESTONE, 0.5)
    sheet.rect(1012, 160, 196, 84, outline, 14)
    sheet.rect(1094, 200, 36, 380, outline, 14)
    sheet.rect(1019, 167, 182, 70, hollow, 9)
    sheet.rect(1101, 207, 22, 366, hollow, 9)
    sheet.rect(1095, 226, 34, 11, hollow)
    # The trowel.
    sheet.shape([(1360, 600), (1276, 330), (1444, 330)], steel)
    sheet.shape([(1360, 600), (1276, 330), (1360, 330)], mix(steel, MIST, 0.35))
    sheet.rect(1352, 262, 16, 80, SLATE)
    sheet.rect(1336, 150, 48, 126, BLUE, 20)
    sheet.rect(1344, 158, 10, 108, mix(BLUE, SKY, 0.6), 5)
    # The level.
    sheet.rect(420, 700, 760, 76, OCHRE, 10)
    sheet.rect(420, 700, 760, 14, STRAW, 7)
    sheet.rect(730, 716, 140, 44, mix(SAGE, LIMESTONE, 0.35), 20)
    sheet.disc(800, 736, 17, LIMESTONE)
    for x in (772, 824):
        sheet.rect(x, 716, 4, 44, MOSS)
    for x in (480, 1080):
        sheet.disc(x + 20, 738, 24, mix(OCHRE, INK, 0.45))
        sheet.disc(x + 20, 738, 17, mix(SAGE, LIMESTONE, 0.35))
    for x in (470, 1130):
        sheet.rect(x - 6, 776, 12, 20, BRAND, 5)
    return sheet


def loom() -> Canvas:
    """A loom on which blue threads and brick-red threads become a pattern."""
    sheet = Canvas(PANEL)
    sheet.rect(0, 0, WIDTH, HEIGHT, mix(SAND, LIMESTONE, 0.35))
    left, first, fell, last = 250.0, 130.0, 400.0, 772.0
    columns, thick = 50, 22.0
    for column in range(columns):
        x = left + column * thick
        raised = column % 2 == 0
        tone = BLUE if raised else mix(BLUE, SKY, 0.45)
        sheet.rect(x + 4, first, 14, last - first, tone)
        sheet.rect(x + 6, first, 4, last - first, mix(tone, LIMESTONE, 0.28))
    sheet.rect(left - 4, fell, columns * thick + 8, last - fell, mix(BRAND, INK, 0.35))
    for column in range(columns):
        x = left + column * thick
        sheet.rect(x + 1, fell, thick - 2, last - fell, mix(BLUE, BRAND, 0.35))
        sheet.rect(x + 5, fell, 4, last - fell, mix(BLUE, SKY, 0.35))
    rows = int((last - fell) // thick)
    for row in range(rows):
        y = fell + row * thick
        tone = (BRICK, CLAY, BRICK, mix(BRICK, OCHRE, 0.6))[(row // 4) % 4]
        for start, count in _floats(row, columns):
            x, width = left + start * thick, count * thick
            sheet.rect(x - 3, y + 2, width + 6, thick - 2, mix(tone, INK, 0.35), 8)
            sheet.rect(x - 3, y + 2, width + 6, thick - 6, tone, 8)
            sheet.rect(x + 3, y + 5, width - 6, 3, mix(tone, LIMESTONE, 0.35), 1.5)
    wood = mix(OCHRE, INK, 0.3)
    for y in (92.0, 772.0):
        sheet.rect(150, y + 8, 1300, 62, mix(SAND, TAUPE, 0.6), 20)
        sheet.rect(150, y, 1300, 60, wood, 20)
        sheet.rect(164, y + 9, 1272, 9, mix(wood, STRAW, 0.5), 4)
    for x in (180.0, 1362.0):
        sheet.rect(x, 40, 58, 830, mix(wood, INK, 0.2), 14)
        sheet.rect(x + 8, 50, 9, 810, mix(wood, STRAW, 0.4), 4)
    sheet.rect(226, 268, 1148, 34, mix(wood, STRAW, 0.35), 12)
    for column in range(columns):
        sheet.rect(left + column * thick + 9, 262, 4, 46, SLATE, 2)
    sheet.line([(left + 2, fell - 6), (700, 372), (806, 352)], BRICK, 7)
    shuttle = [(770, 350), (840, 322), (1010, 322), (1080, 350), (1010, 378), (840, 378)]
    sheet.shape([(x + 5, y + 10) for x, y in shuttle], mix(BRAND, SKY, 0.3))
    sheet.shape(shuttle, mix(OCHRE, STRAW, 0.4))
    sheet.rect(850, 336, 150, 28, mix(OCHRE, INK, 0.5), 12)
    sheet.rect(862, 340, 126, 20, BRICK, 9)
    return sheet


def _floats(row: int, columns: int) -> list[tuple[int, int]]:
    """Return where the weft passes over the warp in a row (first thread, how many): lozenges."""
    found: list[tuple[int, int]] = []
    for column in range(columns):
        across, down = abs(column % 16 - 8), abs(row % 16 - 8)
        if (across + down) % 4 < 2:
            if found and sum(found[-1]) == column:
                found[-1] = (found[-1][0], found[-1][1] + 1)
            else:
                found.append((column, 1))
    return found
