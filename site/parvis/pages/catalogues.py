"""Compiling gettext catalogues in Python: a fresh machine has no `msgfmt`."""

import os
from pathlib import Path


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile each catalogue under `folder` that changed since it was last compiled.

    Returns the compiled files it wrote. Each appears whole or not at all, so that a server which
    starts meanwhile never reads half of one.
    """
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        import polib  # only here: the usual start finds nothing to compile

        unfinished = compiled.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(compiled)
        written.append(compiled)
    return written
