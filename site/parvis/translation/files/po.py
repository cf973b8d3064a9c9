"""PO, as wagtail-localize writes it; reading is guarded by `parvis.translation.files.pofile`."""

import polib
from wagtail_localize.models import Translation

from parvis.translation.files.document import Part, check_size, moment_in
from parvis.translation.files.pofile import HEADER, read_po
from parvis.translation.files.taking import Row
from parvis.translation.files.units import key_of

_MADE = "POT-Creation-Date"


def write(translation: Translation) -> bytes:
    """Return the file of one translation."""
    return str(translation.export_po()).encode()


def owner(contents: bytes) -> str:
    """Return the id of the translation a file says it belongs to; empty if it says nothing."""
    for line in contents.decode("utf-8", "replace").splitlines():
        if line.startswith(f'"{HEADER}:'):
            return line.removeprefix(f'"{HEADER}:').removesuffix('"').removesuffix("\\n").strip()
    return ""


def read(contents: bytes, translation: Translation) -> Part:
    """Return what a file holds; raise UnusableFileError where it is not of this translation."""
    check_size(len(contents))
    po = read_po(contents, translation)
    return Part(
        uuid=str(translation.uuid),
        name=translation.source.object_repr,
        exported_at=moment_in(po.metadata.get(_MADE)),
        rows=[_row(entry) for entry in po if not entry.obsolete],
    )


def _row(entry: polib.POEntry) -> Row:
    # For gettext a fuzzy entry is a guess, which nobody has confirmed.
    target = "" if entry.fuzzy else entry.msgstr
    return Row(key_of(entry.msgctxt or "", entry.msgid), target, (entry.msgid,))
