"""A ZIP of translated files, as agencies send them back."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from parvis.translation.files.document import LARGEST
from parvis.translation.files.pofile import UnusableFileError

MARK = b"PK\x03\x04"
MOST = 500  # files
LARGEST_IN_ALL = 5 * LARGEST  # bytes, once unpacked


def members(contents: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the contents of each file; what systems put beside them is passed over.

    Raises UnusableFileError for what is no ZIP, is locked or is far larger than any of ours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contents)) as bundle:
            wanted = [found for found in bundle.infolist() if _is_theirs(found)]
            if not wanted:
                raise UnusableFileError(_("The ZIP holds no file."))
            if len(wanted) > MOST or sum(found.file_size for found in wanted) > LARGEST_IN_ALL:
                raise UnusableFileError(_("The ZIP is larger than any that left here."))
            for found in wanted:
                # What it says of its size, it may say wrongly.
                with bundle.open(found) as file:
                    yield found.filename, file.read(min(found.file_size, LARGEST) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise UnusableFileError(_("The ZIP is damaged, or of an unknown kind.")) from error
    except RuntimeError as error:  # what zipfile raises for a password
        raise UnusableFileError(_("The ZIP is locked with a password.")) from error


def _is_theirs(found: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(found.filename).parts
    return not (
        found.is_dir()
        or "__MACOSX" in parts
        or any(part.startswith(".") for part in parts)
        or found.filename.endswith(("Thumbs.db", "desktop.ini"))
    )
