"""Loading the demo's content. Apps register what they load, in the order it must happen."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from parvis.demo.accounts import ensure_accounts
from parvis.demo.pictures import write_pictures
from parvis.pages.structure import set_up

CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True)
class Content:
    """The demo's content on disk: articles with their pictures in `folder`, plain pages apart."""

    folder: Path
    pages: Path

    def read(self, name: str) -> Any:
        """Return the data of one of the YAML files."""
        return yaml.safe_load((self.folder / name).read_text(encoding="utf-8"))

    def blocks(self, markdown: str, path: Path) -> str:
        """Return Markdown as a body's JSON, by the converter an app has registered."""
        if not _converters:
            raise LookupError("No app has registered a Markdown converter.")
        return _converters[0](markdown, path)


Loader = Callable[[Content], list[str]]
Converter = Callable[[str, Path], str]
_loaders: list[tuple[int, Loader]] = []
_converters: list[Converter] = []


def register_converter(converter: Converter) -> None:
    """Say who turns Markdown (its text, its file) into body blocks."""
    _converters[:] = [converter]


def register_loader(order: int, loader: Loader) -> None:
    """Add a loader: it creates what is missing, never touches what exists, says what it made."""
    if (order, loader) not in _loaders:
        _loaders.append((order, loader))


def load() -> list[str]:
    """Load accounts and content, all or nothing, and return what was made, in words.

    Run again, it changes nothing: what somebody has edited since stays as it is.
    """
    with tempfile.TemporaryDirectory(prefix="parvis-demo-") as temporary:
        folder = Path(temporary) / "content"
        shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("pages"))
        content = Content(folder, CONTENT / "pages")
        with transaction.atomic():
            made = set_up()
            made += [f"account {name}" for name in ensure_accounts()]
            for _order, loader in sorted(_loaders, key=lambda pair: pair[0]):
                made += loader(content)
    return made


def draw_pictures(content: Content) -> None:
    """Draw the pictures the articles refer to, beside them."""
    folder = content.folder / "pictures"
    folder.mkdir(exist_ok=True)
    write_pictures(folder)
