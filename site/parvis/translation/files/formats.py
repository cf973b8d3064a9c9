"""The kinds of files translations leave in, one page or many at once."""

import zipfile
from collections import defaultdict
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

    An XLIFF 1.2 holds any number of pages, an XLIFF 2.0 any number in one pair of languages, a PO
    one page. What does not fit into one file leaves as a ZIP of several.
    """
    file: Any = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    _label, suffix, media_type = FORMATS[name]
    documents = _documents(found, name)
    if len(documents) == 1:
        _write(found, name, file)
    else:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for title, held in documents.items():
                with bundle.open(f"{title}.{suffix}", "w") as member:
                    _write(held, name, member)
        suffix, media_type = f"{suffix}.zip", ZIP
    file.seek(0)
    return Leaving(file, suffix, media_type)


def _documents(found: Sequence[Translation], name: str) -> dict[str, list[Translation]]:
    """Return what each file holds, by a name that is the only one."""
    documents: dict[str, list[Translation]] = defaultdict(list)
    for translation in found:
        pair = (translation.source.locale, translation.target_locale)
        title = {
            "xliff": "pages",
            "xliff2": "-".join(locale.language_code for locale in pair),
            # Two pages may have one title: the number makes the name the only one.
            "po": f"{title_of(translation)}-{translation.pk}",
        }[name]
        documents[title].append(translation)
    return documents


def _write(held: Sequence[Translation], name: str, file: IO[bytes]) -> None:
    if name == "po":
        file.write(po.write(held[0]))
    else:
        (xliff12 if name == "xliff" else xliff20).write(exports_of(held), file)


def title_of(translation: Translation) -> str:
    """Return the beginning of a file’s name: the page’s title and the language."""
    title = slugify(translation.source.object_repr)[:100] or "page"
    return f"{title}-{translation.target_locale.language_code}"
