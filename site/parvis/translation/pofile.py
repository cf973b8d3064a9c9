"""Reading an uploaded PO file, and saying what is wrong with it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

import polib
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

HEADER = "X-WagtailLocalize-TranslationID"
LARGEST = 5 * 1024 * 1024


class UnusableFileError(ValueError):
    """The file cannot be imported. Its text is for the person who sent it."""


def read_po(upload: UploadedFile | None, translation: Translation) -> polib.POFile:
    """Return the file's contents; raise UnusableFileError where they are not of `translation`."""
    if upload is None:
        raise UnusableFileError(_("Choose a PO file first."))
    if not upload.size:
        raise UnusableFileError(_("The file is empty."))
    if upload.size > LARGEST:
        raise UnusableFileError(_("The file is larger than 5 MB: that is no PO file of a page."))
    po = _parse(upload.read())
    named = po.metadata.get(HEADER, "")
    if not named:
        raise UnusableFileError(
            _(
                "The file does not say which translation it belongs to (its header %(header)s is "
                "missing). Download the PO file again, and keep its first lines."
            )
            % {"header": HEADER}
        )
    if named != str(translation.uuid):
        raise UnusableFileError(_("The file belongs to another page, or to another language."))
    if any("\0" in text for entry in po for text in (entry.msgid, entry.msgstr)):
        raise UnusableFileError(_("The file holds characters that are no text."))
    return po


def _parse(contents: bytes) -> polib.POFile:
    # polib takes a text for the name of a file where such a file exists: give it a name of ours.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload.po"
        path.write_bytes(contents)
        try:
            return polib.pofile(str(path))
        except UnicodeDecodeError as error:
            raise UnusableFileError(
                _("The file is not written in UTF-8. Save it as UTF-8 and send it again.")
            ) from error
        except (OSError, ValueError, IndexError, LookupError) as error:
            # OSError is what polib raises for a syntax error.
            raise UnusableFileError(_("The file is not a PO file, or is damaged.")) from error


def left_out(warnings: Iterable[object]) -> list[str]:
    """Return the texts that were not imported because the page no longer holds them."""
    return [
        str(getattr(found, "string", "") or getattr(found, "context", "")) for found in warnings
    ]
