"""One stylesheet and one script for readers, made of the files that are written apart.

A page costs a request for each, and they are the same on every page. The files are put together
where static files are looked for: by `collectstatic`, and by the server that reloads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


@dataclass(frozen=True)
class Part:
    """A file of `static/`, and what stands around it in the bundle."""

    path: str
    before: str = ""
    after: str = ""


# Beside their parts: addresses in them stay right.
BUNDLES = {
    "parvis/css/reader.css": (
        Part("parvis/css/parvis.css"),
        Part("parvis/css/blocks.css"),
        Part("parvis/css/forms.css"),
        Part("parvis/css/print.css", "@media print {\n", "}\n"),
    ),
    # A script's names are its own: each stands in a block.
    "parvis/js/reader.js": tuple(
        Part(f"parvis/js/{name}.js", "{\n", "}\n") for name in ("embed", "place", "suggestions")
    ),
}


class BundleFinder(BaseFinder):
    """Finds the bundles, made anew where a part has changed."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.DATA_DIR / "bundles")

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the path of a bundle; an empty list where it is none."""
        if path not in BUNDLES:
            return []
        made = str(self._make(path))
        return [made] if find_all or kwargs.get("all") else made

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Yield every bundle."""
        for path in BUNDLES:
            self._make(path)
            yield path, self.storage

    def _make(self, path: str) -> Path:
        text = bundled(path)
        target = Path(self.storage.path(path))
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Whole or not at all, for whoever reads it meanwhile.
            beside = target.with_suffix(".new")
            beside.write_text(text, encoding="utf-8")
            beside.replace(target)
        return target


def bundled(path: str) -> str:
    """Return the text of a bundle."""
    folder = Path(settings.STATICFILES_DIRS[0])
    return "".join(
        f"{part.before}{(folder / part.path).read_text(encoding='utf-8')}{part.after}"
        for part in BUNDLES[path]
    )
