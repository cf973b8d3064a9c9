"""Pictures of rooms: an archive, a card cabinet, a reading room."""

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
    MOSS,
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
    box,
    chance_of,
    mix,
    ring,
)


def archive_shelves() -> Canvas:
    """Tall shelves of boxes and ledgers, a ladder leaning on them."""
    chance = chance_of("archive-shelves")
    sheet = Canvas(mix(BRAND, NIGHT, 0.55))
    wood, edge = mix(OCHRE, INK, 0.55), mix(OCHRE, INK, 0.35)
    for row in range(4):
        shelf = 206.0 + row * 204
        for bay in range(4):
            left, right = 40.0 + bay * 384, 40.0 + bay * 384 + 366
            sheet.rect(left, shelf - 190, 366, 190, mix(BRAND, NIGHT, 0.72))
            sheet.rect(left, shelf - 190, 366, 18, mix(BRAND, NIGHT, 0.86))
            _fill_shelf(sheet, chance, left + 8, right - 8, shelf)
        sheet.rect(22, shelf, WIDTH - 44, 16, edge)
        sheet.rect(22, shelf + 12, WIDTH - 44, 5, wood)
    for bay in range(5):
        sheet.rect(22 + bay * 384, 0, 18, HEIGHT, edge)
        sheet.rect(34 + bay * 384, 0, 6, HEIGHT, wood)
    sheet.rect(0, 836, WIDTH, 64, mix(SAND, TAUPE, 0.6))
    sheet.rect(0, 836, WIDTH, 7, mix(SAND, TAUPE, 0.9))
    _ladder(sheet)
    return sheet


def _fill_shelf(sheet: Canvas, chance: Random, left: float, right: float, shelf: float) -> None:
    tones = [BLUE, SKY, BRICK, OCHRE, CLAY, SAND, MOSS, PANEL, SOFT, STRAW]
    x = left
    while right - x > 34:
        if chance.random() < 0.4 and right - x > 120:
            width, tall = chance.choice([88, 104, 116]), chance.choice([104, 122, 138])
            tone = chance.choice([SAND, SKY, SOFT, TAUPE, PANEL])
            sheet.rect(x, shelf - tall, width, tall, tone, 3)
            sheet.rect(x, shelf - tall, width, 20, mix(tone, INK, 0.16), 3)
            sheet.rect(x + width / 2 - 24, shelf - tall + 36, 48, 30, LIMESTONE, 2)
            sheet.rect(x + width / 2 - 16, shelf - tall + 46, 32, 4, TAUPE)
            sheet.rect(x + width / 2 - 16, shelf - tall + 55, 20, 4, TAUPE)
            sheet.disc(x + width / 2, shelf - 20, 7, mix(tone, INK, 0.5))
            x += width + 5
            continue
        for _ in range(chance.choice([2, 3, 4, 5])):
            width, tall = chance.choice([20, 24, 30]), chance.choice([112, 126, 142, 156])
            if x + width > right:
                break
            tone = chance.choice(tones)
            sheet.rect(x, shelf - tall, width, tall, tone, 2)
            sheet.rect(x, shelf - tall, 5, tall, mix(tone, LIMESTONE, 0.25), 2)
            for band in (18, 28, tall - 24):
                sheet.rect(x, shelf - tall + band, width, 4, mix(tone, STRAW, 0.6))
            x += width + 2
        if chance.random() < 0.3:
            x += 26


def _ladder(sheet: Canvas) -> None:
    tone = mix(STRAW, OCHRE, 0.35)
    for rung in range(9):
        share = (rung + 0.7) / 9.6
        y = 90 + 790 * share
        middle = 1166 - 150 * share
        half = 42 + 24 * share
        sheet.line([(middle - half, y), (middle + half, y)], mix(tone, INK, 0.25), 15)
        sheet.line([(middle - half, y - 3), (middle + half, y - 3)], tone, 8)
    for side in (-1, 1):
        rail = [(1170 + side * 42, 50), (1012 + side * 68, 880)]
        sheet.line([(x + 5, y) for x, y in rail], mix(tone, INK, 0.35), 20)
        sheet.line(rail, tone, 17)


def card_catalogue() -> Canvas:
    """A cabinet of small drawers, one of them open on cards in two colours."""
    chance = chance_of("card-catalogue")
    body = mix(BRAND, BLUE, 0.35)
    sheet = Canvas(mix(body, NIGHT, 0.5))
    wide, tall = 178.0, 126.0
    for row in range(7):
        for column in range(9):
            x, y = -4 + column * wide + 5, 8 + row * tall + 5
            tone = mix(body, chance.choice([SKY, INK, BLUE]), 0.16 * chance.random())
            sheet.rect(x, y, wide - 10, tall - 10, mix(tone, INK, 0.4), 6)
            sheet.rect(x, y, wide - 10, tall - 16, tone, 6)
            sheet.rect(x + 6, y + 4, wide - 22, 4, mix(tone, SKY, 0.3), 2)
            sheet.rect(x + 34, y + 24, wide - 78, 34, STRAW, 4)
            sheet.rect(x + 38, y + 28, wide - 86, 26, LIMESTONE, 2)
            length = chance.choice([34, 48, 62])
            sheet.rect(x + 46, y + 38, length, 6, SOFT, 3)
            sheet.shape(ring((x + wide / 2 - 5, y + 72), 19, 0, 180), OCHRE)
            sheet.shape(ring((x + wide / 2 - 5, y + 72), 11, 0, 180), mix(tone, INK, 0.45))
    _open_drawer(sheet, chance, 5, 4, wide, tall, body)
    return sheet


def _open_drawer(
    sheet: Canvas, chance: Random, column: int, row: int, wide: float, tall: float, body: str
) -> None:
    x, y = -4 + column * wide + 5, 8 + row * tall + 5
    width = wide - 10
    front_left, front_top, front_wide, front_tall = x - 60, y + 70, width + 120, 168.0
    sheet.shape(
        box(front_left + 10, front_top + 14, front_wide + 6, front_tall), mix(body, NIGHT, 0.75)
    )
    sheet.rect(x, y, width, tall - 16, NIGHT, 4)
    for card in range(13):
        share = card / 12
        left = x + 8 - 54 * share
        span = width - 16 + 108 * share
        top = y - 16 - 62 * (1 - share) ** 0.5 - 26 * share + 12 * card * 0.55
        tone = (mix(STRAW, LIMESTONE, 0.35), mix(SKY, LIMESTONE, 0.25))[card % 2]
        if card == 7:
            top, tone = top - 34, CLAY
        sheet.rect(left, top, span, 190, mix(tone, INK, 0.28), 5)
        sheet.rect(left, top + 2, span, 190, tone, 5)
        tab = left + 16 + (card % 4) * span / 5
        sheet.rect(tab, top - 13, span / 6, 20, tone, 5)
        sheet.rect(
            left + 20, top + 12, span * chance.choice([0.4, 0.55, 0.7]), 5, mix(tone, INK, 0.5), 2
        )
    sheet.rect(front_left, front_top, front_wide, front_tall, mix(body, INK, 0.45), 8)
    sheet.rect(front_left, front_top, front_wide, front_tall - 9, mix(body, SKY, 0.22), 8)
    sheet.rect(front_left + 8, front_top + 5, front_wide - 16, 5, mix(body, SKY, 0.55), 2)
    sheet.rect(front_left + 58, front_top + 34, front_wide - 116, 48, STRAW, 5)
    sheet.rect(front_left + 63, front_top + 39, front_wide - 126, 38, LIMESTONE, 3)
    sheet.rect(front_left + 78, front_top + 50, 66, 8, BLUE, 4)
    sheet.rect(front_left + 78, front_top + 63, 48, 6, BRICK, 3)
    middle = front_left + front_wide / 2
    sheet.shape(ring((middle, front_top + 104), 30, 0, 180), OCHRE)
    sheet.shape(ring((middle, front_top + 104), 18, 0, 180), mix(body, INK, 0.4))


def reading_room() -> Canvas:
    """A long table under three green lamps, before tall windows on the evening."""
    chance = chance_of("reading-room")
    wall = mix(DUSK, BRAND, 0.35)
    sheet = Canvas(wall)
    for number in range(5):
        _window(sheet, 70 + number * 312, mix(wall, TAUPE, 0.35))
    for x, y, size in ((150, 110, 3), (490, 140, 4), (760, 96, 3), (1160, 128, 4), (1420, 100, 3)):
        sheet.disc(x, y, size, LIMESTONE)
    table = mix(OCHRE, INK, 0.42)
    sheet.shape([(150, 640), (1450, 640), (1640, HEIGHT), (-40, HEIGHT)], table)
    for share in (0.2, 0.45, 0.72):
        sheet.rect(0, 640 + 260 * share, WIDTH, 3, mix(table, INK, 0.2))
    lamps = (370.0, 800.0, 1230.0)
    for middle in lamps:
        sheet.disc(middle, 742, 214, mix(table, STRAW, 0.28), 0.36)
        sheet.disc(middle, 742, 156, mix(table, STRAW, 0.5), 0.34)
    for x, y, tilt in (
        (250, 772, 1),
        (560, 742, -1),
        (700, 806, 1),
        (980, 764, -1),
        (1180, 800, 1),
        (1390, 748, -1),
    ):
        _open_book(sheet, chance, x, y, tilt)
    for middle in lamps:
        _lamp(sheet, middle)
    return sheet


def _window(sheet: Canvas, x: float, frame: str) -> None:
    """A window whose panes go from the blue of the night down to the last of the sunset."""
    sheet.rect(x - 16, 40, 244, 500, frame, 122)
    sheet.rect(x - 16, 200, 244, 360, frame)
    sheet.shape(ring((x + 106, 163), 106, 180, 360, 48), BLUE)
    for band in range(8):
        sheet.rect(x, 162 + band * 48, 212, 49, mix(BLUE, CLAY, (band / 8) ** 1.4 * 0.95))
    for pane in (0.33, 0.66):
        sheet.rect(x + 212 * pane - 3, 60, 6, 490, frame)
    for y in (162, 290, 418):
        sheet.rect(x, y, 212, 6, frame)
    sheet.rect(x - 26, 546, 264, 16, mix(frame, TAUPE, 0.25))


def _open_book(sheet: Canvas, chance: Random, x: float, y: float, tilt: int) -> None:
    cover = chance.choice([BRICK, BLUE, MOSS, BRAND])
    sheet.shape([(x - 98, y - 20), (x + 98, y - 20), (x + 116, y + 46), (x - 116, y + 46)], cover)
    for way in (-1, 1):
        page = [
            (x, y - 22),
            (x + way * 90, y - 28 - 3 * tilt),
            (x + way * 106, y + 36),
            (x, y + 42),
        ]
        sheet.shape(page, mix(LIMESTONE, STRAW, 0.16 if way > 0 else 0.05))
        for line in range(5):
            share = (line + 1) / 6
            inner, outer = (
                x + way * (12 + 2 * share),
                x + way * (70 + 20 * share - chance.choice([0, 0, 18])),
            )
            level = y - 22 + 62 * share
            sheet.line([(inner, level), (outer, level - 2)], TAUPE, 3)
    sheet.line([(x, y - 22), (x, y + 42)], mix(SAND, TAUPE, 0.5), 3)


def _lamp(sheet: Canvas, x: float) -> None:
    brass = mix(OCHRE, STRAW, 0.2)
    sheet.disc(x, 716, 54, mix(brass, INK, 0.5), 0.32)
    sheet.disc(x, 710, 54, brass, 0.32)
    sheet.rect(x - 7, 560, 14, 150, brass)
    sheet.rect(x - 7, 560, 5, 150, STRAW)
    sheet.shape([(x - 96, 590), (x - 66, 520), (x + 66, 520), (x + 96, 590)], MOSS)
    sheet.shape([(x - 66, 520), (x - 28, 520), (x - 46, 590), (x - 96, 590)], SAGE)
    sheet.disc(x, 590, 96, STRAW, 0.12)
    sheet.disc(x, 514, 12, brass)
