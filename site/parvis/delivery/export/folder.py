"""The folder of an export: what is in it, and nothing else of ours.

What was written is listed in `.parvis-export/manifest.json`; nothing is removed that is not.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from parvis.delivery.export.manifest import Entry, Manifest

OURS = ".parvis-export"
MANIFEST = "manifest.json"


class ExportError(Exception):
    """Why a folder cannot be written, in words for whoever started the export."""


class Folder:
    """Writes files that changed, and removes those whose page is gone."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.ours = self.path / OURS
        self.spool = self.ours / "asked"
        self.written = self.removed = self.unchanged = 0
        self._lock: IO[str] | None = None

    def __enter__(self) -> "Folder":
        try:
            if self.path.is_dir() and not self.ours.is_dir() and any(self.path.iterdir()):
                raise ExportError(
                    f"{self.path} holds files that no export wrote: give an empty or new folder."
                )
            self.ours.mkdir(parents=True, exist_ok=True)
            self._take()
            shutil.rmtree(self.spool, ignore_errors=True)
            self.spool.mkdir()
            self.files = Manifest(self.spool / "files")
            self._read_manifest()
        except OSError as error:
            raise refused(error, self.path) from error
        except sqlite3.Error as error:
            raise ExportError(f"{self.ours} cannot be written: {error}.") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.files.close()
        shutil.rmtree(self.spool, ignore_errors=True)
        if self._lock:
            self._lock.close()
        if isinstance(error, sqlite3.Error):  # of the lists: those of the site are Django’s
            raise ExportError(f"{self.ours} cannot be written: {error}.") from error

    def expect(self, files: Iterable[str]) -> None:
        """Note what is about to be written: an export that is interrupted owns it all the same."""
        self.files.expect(files)
        self._write_manifest(is_done=False)

    def put(self, file: str, data: bytes, address: str) -> None:
        """Write a file, unless it is there with the same bytes."""
        digest = hashlib.sha256(data).hexdigest()
        if self._is_new(file, digest, len(data), address):
            self._place(file, lambda beside: beside.write_bytes(data))

    def move(self, file: str, source: Path, digest: str, address: str) -> None:
        """Put a file that lies in the spool in its place, unless it is there already."""
        if self._is_new(file, digest, source.stat().st_size, address):
            self._place(file, lambda beside: source.replace(beside))

    def keep(self, addresses: set[str]) -> None:
        """Leave what earlier exports wrote of these addresses, which fail today."""
        self.files.leave(addresses)

    def finish(self) -> None:
        """Remove what no page stands for any more, and write the manifest."""
        try:
            for file in self.files.gone():
                path = self._inside(file)
                if path.is_file():
                    path.unlink()
                    self.removed += 1
                self._remove_empty(path.parent)
        except OSError as error:
            raise refused(error, self.path) from error
        self._write_manifest(is_done=True)

    def _take(self) -> None:
        self._lock = (self.ours / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.close()
            raise ExportError(f"Another export is writing into {self.path}.") from error

    def _read_manifest(self) -> None:
        path = self.ours / MANIFEST
        if not path.exists():
            return
        try:
            self.files.read(path)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ExportError(f"{path} cannot be read: {error}.") from error
        for file in self.files.gone():
            self._inside(file)

    def _write_manifest(self, *, is_done: bool) -> None:
        self._place(f"{OURS}/{MANIFEST}", lambda beside: self.files.write(beside, is_done=is_done))

    def _inside(self, file: str) -> Path:
        """Return the path of a file of the export; links of the file system lead nobody out."""
        path = self.path / file
        if not path.parent.resolve().is_relative_to(self.path) or path.name in {"", ".", ".."}:
            raise ExportError(f"{file} is not inside {self.path}: nothing is written there.")
        return path

    def _is_new(self, file: str, digest: str, size: int, address: str) -> bool:
        """Note a file, and return whether it has to be written."""
        before = self.files.before(file)
        path = self._inside(file)
        if before.get("digest") == digest and _is_as_left(path, before):
            self.files.put(file, {**before, "address": address})
            self.unchanged += 1
            return False
        self.files.put(file, {"address": address, "digest": digest, "size": size})
        self.written += 1
        return True

    def _place(self, file: str, write: Any) -> None:
        """Write a file beside its place, then put it there: it is read whole, or as it was."""
        path = self._inside(file)
        beside = path.with_name(f".{path.name[:100]}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(beside)
            beside.replace(path)
            if entry := self.files.now(file):
                self.files.put(file, {**entry, "time": path.stat().st_mtime})
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise refused(error, path) from error

    def _remove_empty(self, folder: Path) -> None:
        while folder != self.path and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent


def _is_as_left(path: Path, entry: Entry) -> bool:
    """Whether a file is as an export left it; it is read where its date has changed."""
    try:
        found = path.stat()
    except OSError:
        return False
    if found.st_size != entry.get("size"):
        return False
    if found.st_mtime == entry.get("time"):
        return True
    return hashlib.sha256(path.read_bytes()).hexdigest() == entry["digest"]


def refused(error: OSError, path: Path) -> ExportError:
    """Return what to say where a disk is full, or somebody may not write."""
    why = os.strerror(error.errno or errno.EIO)
    return ExportError(f"{error.filename or path} cannot be written: {why}.")
