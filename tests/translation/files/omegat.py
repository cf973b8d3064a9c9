"""OmegaT, a translators' tool that shares no code with us, worked without a screen.

It reads files, hands out their texts with codes as `<g0>…</g0>`, and writes the files anew with the
translations its memory has for them.
"""

import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>fr</source_lang>
<target_lang>en</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>
"""
FOLDERS = ("source", "target", "tm", "glossary", "dictionary", "omegat")
SECONDS = 600  # after which it hangs; it needs a few


def translated(
    classpath: str, folder: Path, files: dict[str, bytes], change: Callable[[str], str]
) -> dict[str, bytes]:
    """Return the files as OmegaT writes them where `change` translates each of their texts."""
    project = folder / "project"
    for name in FOLDERS:
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(PROJECT, "utf-8")
    for name, contents in files.items():
        (project / "source" / name).write_bytes(contents)
    texts = folder / "texts.tmx"
    _run(
        *(classpath, project, "--mode=console-createpseudotranslatetmx"),
        *(f"--pseudotranslatetmx={texts}", "--pseudotranslatetype=equal"),
    )
    memory = ET.parse(texts)  # noqa: S314 - of a program we chose
    for unit in memory.iter("tu"):
        _source, target = unit.iter("seg")
        target.text = change(target.text or "")
    memory.write(project / "omegat" / "project_save.tmx", "UTF-8", xml_declaration=True)
    _run(classpath, project, "--mode=console-translate")
    return {name: (project / "target" / name).read_bytes() for name in files}


def _run(classpath: str, project: Path, *options: str) -> None:
    home = project.parent
    command = [
        *("java", f"-Duser.home={home}", "-Djava.awt.headless=true", "-cp", classpath),
        *("org.omegat.Main", f"--config-dir={home / 'configuration'}"),
        *("--disable-project-locking", "--no-team", *options, str(project)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    said = [line for line in done.stdout.splitlines() if "PLUGIN_LOAD_OK" not in line]
    assert done.returncode == 0, "\n".join([*said, done.stderr])
