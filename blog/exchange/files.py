"""Pictures and documents a text refers to, found in the folder and put into the library once."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files import File
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError

from parvis.media.models import Download, Picture

# Where static site generators keep what an address that begins with / leads to.
ROOTS = [
    "",
    "static",
    "public",
    "assets",
    "src",
    "src/static",
    "source",
    "content",
    "src/img",
    "images",
    "img",
]
MAX_BYTES = 50_000_000


@dataclass
class Library:
    """Finds files below `root` and remembers what it has already put into the library."""

    root: Path
    is_dry_run: bool = False
    messages: list[str] = field(default_factory=list)
    _pictures: dict[str, int] = field(default_factory=dict)
    _documents: dict[str, int] = field(default_factory=dict)
    _new: list[Any] = field(default_factory=list)

    def noticed(self) -> list[str]:
        """Return what was noticed since last time."""
        said, self.messages = self.messages, []
        return said

    def keep(self) -> None:
        """Keep what has been put into the library since last time: its rows are committed."""
        self._new.clear()

    def undo(self) -> list[str]:
        """Forget what has been put into the library since last time, whose rows were rolled back.

        Its files are deleted; what was noticed is returned.
        """
        for file in () if self.is_dry_run else self._new:
            file.storage.delete(file.name)
        self._pictures.clear()
        self._documents.clear()
        self._new.clear()
        return self.noticed()

    def picture(self, src: str, base: Path, title: str = "") -> int | None:
        """Return the key of the picture at `src` (relative to `base`, a folder), or None.

        A picture already in the library, by its content, is used again. A dry run notes a new one
        in the database, which is rolled back, and leaves its file where it is.
        """
        path = self._find(src, base, settings.WAGTAILIMAGES_EXTENSIONS)
        if path is None or not self._is_picture(path):
            return None
        digest = _sha1(path)
        if digest not in self._pictures:
            found = Picture.objects.filter(file_hash=digest).first() or self._new_picture(
                path, title
            )
            self._pictures[digest] = found.pk
        return self._pictures[digest]

    def document(self, src: str, base: Path, title: str = "") -> int | None:
        """Return the key of the document at `src`, or None; see `picture`."""
        path = self._find(src, base, settings.WAGTAILDOCS_EXTENSIONS)
        if path is None:
            return None
        digest = _sha1(path)
        if digest not in self._documents:
            found = Download.objects.filter(file_hash=digest).first() or self._new_document(
                path, title
            )
            self._documents[digest] = found.pk
        return self._documents[digest]

    def _find(self, src: str, base: Path, endings: list[str]) -> Path | None:
        """Return the file an address leads to, never outside the folder; nothing is downloaded."""
        try:
            parts = urlsplit(src)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path or "\0" in src:
            return None
        name = unquote(parts.path)
        tried = [base / name.lstrip("/")] if not name.startswith("/") else []
        tried += [self.root / root / name.lstrip("/") for root in ROOTS]
        tried += [self.root.parent / root / name.lstrip("/") for root in ("static", "public")]
        for candidate in tried:
            try:
                path = candidate.resolve()
                if path.is_file() and self._is_inside(path) and path.suffix[1:].lower() in endings:
                    return path
            except (OSError, ValueError):
                continue
        return None

    def _is_inside(self, path: Path) -> bool:
        siblings = [self.root.parent / name for name in ("static", "public")]
        return any(path.is_relative_to(folder.resolve()) for folder in [self.root, *siblings])

    def _is_picture(self, path: Path) -> bool:
        if path.stat().st_size > MAX_BYTES:
            self.messages.append(f"picture larger than {MAX_BYTES // 1_000_000} MB: {path.name}")
            return False
        if path.suffix.lower() == ".svg":
            return b"<svg" in path.read_bytes()[:4096]
        try:
            with PillowImage.open(path) as image:
                image.verify()
        except (
            UnidentifiedImageError,
            OSError,
            ValueError,
            SyntaxError,
            PillowImage.DecompressionBombError,
        ):
            self.messages.append(f"not a picture, whatever its name says: {path.name}")
            return False
        return True

    def _new_picture(self, path: Path, title: str) -> Picture:
        with path.open("rb") as file:
            picture = Picture(
                title=(title or _words(path))[:255], file=ImageFile(file, name=path.name)
            )
            picture.file_hash = _sha1(path)
            picture.file_size = path.stat().st_size
            self._keep_out(picture.file)
            picture.save()
            self._new.append(picture.file)
        return picture

    def _new_document(self, path: Path, title: str) -> Download:
        with path.open("rb") as file:
            document = Download(
                title=(title or _words(path))[:255], file=File(file, name=path.name)
            )
            document.file_hash = _sha1(path)
            document.file_size = path.stat().st_size
            self._keep_out(document.file)
            document.save()
            self._new.append(document.file)
        return document

    def _keep_out(self, file: Any) -> None:
        """In a dry run, let a file pass for one that is stored already: saving copies nothing."""
        if self.is_dry_run:
            file._committed = True


def _sha1(path: Path) -> str:
    """Return the digest Wagtail itself keeps of a file, to find it again."""
    with path.open("rb") as file:
        return hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()


def _words(path: Path) -> str:
    return path.stem.replace("-", " ").replace("_", " ").strip() or path.name
