"""What an agency does with our files, with libraries that we do not use ourselves."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.files import po, xliff12, xliff20
from parvis.translation.files.exchange import exports_of
from tests.translation import documents

FORMATS = ["xliff", "xliff2", "po"]
NAMESPACES = {"xliff": xliff12.NAMESPACE, "xliff2": xliff20.NAMESPACE}


def exported(name: str, *translations: Translation) -> bytes:
    """Return translations as a file of this format."""
    if name == "po":
        return po.write(translations[0])
    file = io.BytesIO()
    module = xliff12 if name == "xliff" else xliff20
    module.write(exports_of(translations), file)
    return file.getvalue()


def edited(contents: bytes, change: Callable[[Any], None]) -> bytes:
    """Return the document after a change, written by the standard library."""
    root = ET.fromstring(contents)  # noqa: S314 - our own file
    change(root)
    written: bytes = ET.tostring(root, encoding="UTF-8", xml_declaration=True)
    return written


def named(root: Any, name: str) -> list[Any]:
    """Return all elements of this name."""
    return [found for found in root.iter() if found.tag.rpartition("}")[2] == name]


def translated(contents: bytes, prefix: str = "EN ") -> bytes:
    """Return the document with every target written anew around its codes, as a person would."""

    def change(root: Any) -> None:
        for target in named(root, "target"):
            words = target.text or ""
            is_slug = words and " " not in words and words.islower() and not len(target)
            target.text = f"{'en-' if is_slug else prefix}{words}"

    return edited(contents, change)


def target_of(root: Any, words: str) -> Any:
    """Return the target beside the source that begins with these words."""
    parents = {child: parent for parent in root.iter() for child in parent}
    source = next(found for found in named(root, "source") if (found.text or "").startswith(words))
    return next(found for found in parents[source] if found.tag.endswith("}target"))


def kept(translation: Translation) -> dict[tuple[str, str], str]:
    """Return every good translation of a page, by path and source."""
    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
        has_error=False,
    ).select_related("context", "translation_of")
    return {(row.context.path, row.translation_of.data): row.data for row in rows}


def write(translation: Translation, kind: str = "manual") -> None:
    """Translate every passage of a page."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": documents.english(segment.string.data), "translation_type": kind},
        )


def forget(translation: Translation) -> None:
    """Take every translation of a page away."""
    StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).delete()
