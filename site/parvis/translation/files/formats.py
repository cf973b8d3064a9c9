"""The kinds of files translations leave in, one page or many at once."""

import zipfile
from collections.abc import Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from django.utils.text import slugify
from wagtail_localize.models import Translation

from parvis.translation.files import po, xliff12, xliff20
from parvis.translation.files.exchange import exports_of

IN_MEMORY = 1024 * 1024
ZIP = "application/zip"
XLIFF_TYPE = "application/xliff+xml"


class Format(NamedTuple):
    """A kind of file: what people call it, how its name ends, and its type."""

    label: str
    suffix: str
    media_type: str


FORMATS = {
    "xliff": Format("XLIFF 1.2", "xlf", XLIFF_TYPE),
    "xliff2": Format("XLIFF 2.0", "xliff2.xlf", XLIFF_TYPE),
    "po": Format("PO", "po", "text/x-gettext-translation"),
}


class Leaving(NamedTuple):
    """A file that is ready to leave, from its beginning."""

    file: IO[bytes]
    suffix: str
    media_type: str


def written(found: Sequence[Translation], name: str) -> Leaving:
    """Return the translations as one file of the format `name`, a key of FORMATS.

    An XLIFF holds any number of pages. A PO holds one: several leave as a ZIP with one each.
    """
    file: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    _label, suffix, media_type = FORMATS[name]
    if name == "po" and len(found) != 1:
        suffix, media_type = "po.zip", ZIP
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for translation in found:
                # Two pages may have one title: the number makes the name the only one.
                named = f"{title_of(translation)}-{translation.pk}.{FORMATS[name].suffix}"
                bundle.writestr(named, po.write(translation))
    elif name == "po":
        file.write(po.write(found[0]))
    else:
        (xliff12 if name == "xliff" else xliff20).write(exports_of(found), file)
    file.seek(0)
    return Leaving(file, suffix, media_type)


def title_of(translation: Translation) -> str:
    """Return the beginning of a file’s name: the page’s title and the language."""
    title = slugify(translation.source.object_repr)[:100] or "page"
    return f"{title}-{translation.target_locale.language_code}"
