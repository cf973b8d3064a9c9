"""Exporting the site in a test."""

import io
import json
from pathlib import Path
from typing import Any

from django.core.management import CommandError, call_command

BASE = "https://blog.example.org"


def run(folder: Path, **options: Any) -> str:
    """Export, and return what the command says; it must find nothing wrong."""
    said = io.StringIO()
    try:
        call_command("export_site", str(folder), stdout=said, stderr=said, **options)
    except CommandError as error:
        raise AssertionError(f"{error} {said.getvalue()}") from error
    return said.getvalue()


def run_anyway(folder: Path, **options: Any) -> tuple[str, str]:
    """Export what is not whole, and return what was said of it and why the command ended."""
    said = io.StringIO()
    try:
        call_command("export_site", str(folder), stdout=said, stderr=said, **options)
    except CommandError as error:
        return said.getvalue(), str(error)
    raise AssertionError(f"the command found nothing wrong: {said.getvalue()}")


def text(folder: Path, file: str) -> str:
    """Return what a file of the export says."""
    return (folder / file).read_text(encoding="utf-8")


def files(folder: Path) -> set[str]:
    """Return every file of the export, but its own list."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".parvis-export" not in path.parts
    }


def listed(folder: Path) -> dict[str, Any]:
    """Return what the export says of its files."""
    manifest = json.loads(text(folder, ".parvis-export/manifest.json"))
    found: dict[str, Any] = manifest["files"]
    return found
