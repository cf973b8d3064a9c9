"""Reading a PO file that came back, and saying what is wrong with it."""

import tempfile
from pathlib import Path

import polib
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

HEADER = "X-WagtailLocalize-TranslationID"


class UnusableFileError(ValueError):
    """The file cannot be imported. Its text is for the person who sent it."""


def read_po(contents: bytes, translation: Translation) -> polib.POFile:
    """Return what a file holds; raise UnusableFileError where it is not of `translation`."""
    po = _parse(contents)
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
