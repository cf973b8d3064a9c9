"""The pen: coordinates are those of the finished picture, drawing is done at twice the size."""

import math
from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
SCALE = 2

Point = tuple[float, float]

# The site's palette, with the ochre and the moss that only pictures use.
LIMESTONE, PANEL, SAND, TAUPE = "#fbfaf6", "#f0ede5", "#dcd5c6", "#8a8578"
INK, SOFT, SLATE, NIGHT, DUSK = "#16202a", "#46535f", "#33414d", "#10171d", "#18222b"
BRAND, BLUE, SKY, MIST = "#2c4759", "#15537d", "#a9c3d4", "#d5e0e6"
BRICK, CLAY, OCHRE, STRAW = "#9c3517", "#e39072", "#c8913a", "#ecc987"
MOSS, SAGE = "#5f7355", "#a9b798"


def chance_of(name: str) -> Random:
    """Return a source of chance that is the same for a picture every time it is drawn."""
    return Random(name)  # noqa: S311 (a picture keeps no secret)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour `share` (0 to 1) of the way from `first` to `second`."""
    pairs = ((int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def turned(points: Iterable[Point], centre: Point, degrees: float) -> list[Point]:
    """Return the points turned clockwise about `centre`."""
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    cx, cy = centre
    return [
        (cx + (x - cx) * cos - (y - cy) * sin, cy + (x - cx) * sin + (y - cy) * cos)
        for x, y in points
    ]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    """Return the corners of an upright rectangle."""
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def ring(centre: Point, radius: float, start: float, end: float, steps: int = 24) -> list[Point]:
    """Return points along an arc, in degrees clockwise from three o’clock."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return [(centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles]


class Canvas:
    """A sheet of 1600 by 900 to draw on."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(
        self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0
    ) -> None:
        """Fill an upright rectangle, its corners rounded by `radius`."""
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1]
        if corners[2] <= corners[0] or corners[3] <= corners[1]:
            return
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, flat: float = 1) -> None:
        """Fill a circle, or an ellipse `flat` times as high as it is wide."""
        high = radius * flat
        corners = [x - radius, y - high, x + radius, y + high]
        self.pen.ellipse([value * SCALE for value in corners], fill=colour)

    def line(self, points: Sequence[Point], colour: str, width: float = 2) -> None:
        """Draw a line through the points, with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        if width >= 4:
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2 - 0.25, colour)

    def stone(self, points: Sequence[Point], colour: str, joint: float = 3) -> None:
        """Fill a polygon drawn in from its edges by `joint`, so that the ground shows between."""
        cx = sum(x for x, _ in points) / len(points)
        cy = sum(y for _, y in points) / len(points)
        moved = []
        for x, y in points:
            far = math.hypot(x - cx, y - cy) or 1
            share = max(0.0, 1 - joint * 1.4 / far)
            moved.append((cx + (x - cx) * share, cy + (y - cy) * share))
        self.shape(moved, colour)

    def bands(self, colours: Sequence[str], top: float, bottom: float) -> None:
        """Fill a height with level bands: a sky without gradients, which stays small as PNG."""
        step = (bottom - top) / len(colours)
        for index, colour in enumerate(colours):
            self.rect(0, top + index * step, WIDTH, step + 1, colour)

    def finished(self) -> Image.Image:
        """Return the picture at its own size, edges smoothed."""
        return self.image.reduce(SCALE)
