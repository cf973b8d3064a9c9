"""The demo's pictures, drawn by code: nothing to download, the same picture every time."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from parvis.demo.drawings import passages, rooms, stones, town, words, work
from parvis.demo.drawings.canvas import Canvas

PICTURES: dict[str, Callable[[], Canvas]] = {
    "abacus": stones.abacus,
    "archive-shelves": rooms.archive_shelves,
    "card-catalogue": rooms.card_catalogue,
    "city-map": town.city_map,
    "clock-tower": town.clock_tower,
    "facing-pages": words.facing_pages,
    "gabled-houses": town.gabled_houses,
    "loom": work.loom,
    "network": words.network,
    "open-door": passages.open_door,
    "paved-square": stones.paved_square,
    "reading-room": rooms.reading_room,
    "round-table": work.round_table,
    "sealed-papers": words.sealed_papers,
    "signpost": town.signpost,
    "steps-and-ramp": passages.steps_and_ramp,
    "stone-bridge": passages.stone_bridge,
    "three-courses": stones.three_courses,
    "tool-wall": work.tool_wall,
    "two-streams": words.two_streams,
}
COLOURS = 256  # what a palette holds; flat drawings lose nothing and weigh half


def write_pictures(folder: Path) -> list[Path]:
    """Draw every picture into `folder` as PNG and return the files."""
    files = []
    for name, draw in PICTURES.items():
        path = folder / f"{name}.png"
        picture = (
            draw()
            .finished()
            .quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )
        picture.save(path, optimize=True)
        files.append(path)
    return files
