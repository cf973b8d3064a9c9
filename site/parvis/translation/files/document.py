"""What the formats share: reading XML of unknown origin, and what a file says of itself."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.translation.files.pofile import UnusableFileError
from parvis.translation.files.taking import Row

LARGEST = 10 * 1024 * 1024
TOOL = "Parvis"
PREFIX = "parvis:"  # before the id of a translation, where a format wants the name of a file
# XML has no way to write these.
NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Part:
    """What a file holds of one translation.

    `uuid` is empty where the file does not say whose it is; `exported_at` None where it does not
    say when it was made; a language is empty where it is not named.
    """

    uuid: str
    name: str = ""
    source_language: str = ""
    target_language: str = ""
    exported_at: datetime | None = None
    rows: list[Row] = field(default_factory=list)


def parse(contents: bytes) -> Any:
    """Return the root element; raise UnusableFileError for what is no harmless XML."""
    check_size(len(contents))
    try:
        return fromstring(contents, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnusableFileError(
            _("The file defines its own document type or entities: that is not read.")
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnusableFileError(_("The file is not XML, or is damaged: %s") % error) from error


def check_size(size: int) -> None:
    """Raise UnusableFileError for a file that is empty, or larger than any of ours."""
    if not size:
        raise UnusableFileError(_("The file is empty."))
    if size > LARGEST:
        raise UnusableFileError(_("The file is larger than 10 MB."))


def uuid_in(name: str) -> str:
    """Return the id of a translation in what a file calls its original; empty without one."""
    try:
        return str(UUID(name.strip().removeprefix(PREFIX)))
    except ValueError:
        return ""


def moment_in(text: str | None) -> datetime | None:
    """Return the moment a text names, None where it names none."""
    try:
        found = datetime.fromisoformat((text or "").strip())
        return found if timezone.is_aware(found) else timezone.make_aware(found)
    except (ValueError, OverflowError):
        return None


def local_name(element: Any) -> str:
    """Return an element’s name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(parent: Any, name: str) -> list[Any]:
    """Return the children of this name, whatever their namespace."""
    return [child for child in parent if local_name(child) == name]


def child(parent: Any, name: str) -> Any:
    """Return the first child of this name, or None."""
    return next(iter(children(parent, name)), None)
