"""Which translations leave in a file, and what to do with a file that comes back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation import locks, rights
from parvis.translation.files import bundle, po, xliff12, xliff20
from parvis.translation.files.document import Part, local_name, parse, uuid_in
from parvis.translation.files.pofile import UnusableFileError
from parvis.translation.files.taking import Status, UnitReport, take
from parvis.translation.files.units import Export, export_of

_MARKS_OF_XML = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class PageReport:
    """What became of a file’s part for one page; `problem` is why nothing of it was taken."""

    title: str
    translation: Translation | None = None
    problem: str = ""
    units: list[UnitReport] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Status]:
        """How many units each thing became of."""
        return Counter(unit.status for unit in self.units)

    @property
    def problems(self) -> list[UnitReport]:
        """The units whose words were left out."""
        return [unit for unit in self.units if unit.status.is_problem]


def translations() -> QuerySet[Translation]:
    """Return the translations that are made here, with what a file says of them."""
    return (
        Translation.objects.filter(enabled=True)
        .exclude(target_locale=F("source__locale"))
        .select_related("source__locale", "target_locale")
    )


def with_work(locale: Locale) -> QuerySet[Translation]:
    """Return the translations into a language with passages that no person has translated."""
    done = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale=locale,
        has_error=False,
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )
    passages = StringSegment.objects.filter(source_id=OuterRef("source_id"))
    return (
        translations()
        .filter(Exists(passages.filter(~Exists(done))), target_locale=locale)
        .order_by("pk")
    )


def exports_of(found: Iterable[Translation]) -> Iterator[Export]:
    """Yield what is to be written of each translation, all as of now."""
    made_at = timezone.now()
    return (export_of(translation, made_at) for translation in found)


def may_take(user: Any, translation: Translation) -> bool:
    """Whether the user may write this translation; nobody may where its page is gone."""
    try:
        target = translation.get_target_instance()
    except ObjectDoesNotExist:
        return False
    return rights.may_edit(user, target)


def receive(
    contents: bytes,
    user: Any,
    allowed: Callable[[Translation], bool],
    *,
    only: Translation | None = None,
    overwrite: bool = False,
) -> list[PageReport]:
    """Take over what a file has for each page that `allowed` says yes to, and report on all.

    With `only`, parts for other pages are left alone. Raises UnusableFileError, with nothing
    taken, for a file that is none of ours. One within a ZIP is reported among the rest.
    """
    if contents.startswith(bundle.MARK):
        return _receive_all(contents, user, allowed, only, overwrite)
    if contents.lstrip().startswith(_MARKS_OF_XML):
        parts, tool = _of_xml(contents), "XLIFF"
        if only is not None and str(only.uuid) not in {part.uuid for part in parts}:
            raise UnusableFileError(_("The file belongs to another page, or to another language."))
    else:
        parts, tool = [_of_po(contents, only)], "PO"
    known = {
        str(found.uuid): found
        for found in translations().filter(uuid__in={part.uuid for part in parts if part.uuid})
    }
    reports = []
    for part in parts:
        translation = known.get(part.uuid)
        if problem := _problem(part, translation, only, allowed, user):
            reports.append(PageReport(part.name, translation, problem))
        elif translation is not None:
            units = take(
                translation,
                part.rows,
                user,
                exported_at=part.exported_at,
                overwrite=overwrite,
                tool_name=tool,
            )
            reports.append(PageReport(translation.source.object_repr, translation, "", units))
    return reports


def _receive_all(
    contents: bytes,
    user: Any,
    allowed: Callable[[Translation], bool],
    only: Translation | None,
    overwrite: bool,
) -> list[PageReport]:
    files = list(bundle.members(contents))  # all of it can be read before any of it is taken
    reports: list[PageReport] = []
    for name, inside in files:
        try:
            if inside.startswith(bundle.MARK):
                raise UnusableFileError(_("A ZIP within a ZIP is not read."))
            reports += receive(inside, user, allowed, only=only, overwrite=overwrite)
        except UnusableFileError as problem:
            reports.append(PageReport(name, None, str(problem)))
    return reports


def _of_xml(contents: bytes) -> list[Part]:
    root = parse(contents)
    if local_name(root) != "xliff":
        raise UnusableFileError(_("The file is XML, but not XLIFF."))
    version = root.get("version", "")
    if not version.startswith(("1.", "2.")):
        raise UnusableFileError(_("The file is XLIFF of an unknown version."))
    merged: dict[str, Part] = {}
    for number, part in enumerate((xliff12 if version.startswith("1.") else xliff20).read(root)):
        # Tools may split a page; parts that do not say whose they are stay apart.
        first = merged.setdefault(part.uuid or str(number), part)
        if first is not part:
            first.rows += part.rows
    if not merged:
        raise UnusableFileError(_("The file holds no page."))
    return list(merged.values())


def _of_po(contents: bytes, only: Translation | None) -> Part:
    if only is None:
        named = uuid_in(po.owner(contents))
        only = translations().filter(uuid=named).first() if named else None
        if only is None:
            raise UnusableFileError(
                _("The file is no XLIFF, and no PO file of a page of this site.")
            )
    return po.read(contents, only)


def _problem(
    part: Part,
    translation: Translation | None,
    only: Translation | None,
    allowed: Callable[[Translation], bool],
    user: Any,
) -> str:
    """Return why nothing of a part can be taken; empty if it can."""
    if translation is None:
        return _("This is no page of this site, or it is not translated here any more.")
    if only is not None and translation != only:
        return _("This part is of another page, and was left out.")
    for named, locale in (
        (part.source_language, translation.source.locale),
        (part.target_language, translation.target_locale),
    ):
        if named and not _is_same_language(named, locale.language_code):
            return _("The file says it is of the language “%(named)s”, not “%(ours)s”.") % {
                "named": named,
                "ours": locale.language_code,
            }
    if not allowed(translation):
        return _("You may not translate this page.")
    return locks.refusal(user, translation)


def _is_same_language(named: str, ours: str) -> bool:
    """Whether both name one language; some tools add a region where we have none."""
    first, second = (code.lower().replace("_", "-") for code in (named, ours))
    return first == second or first.startswith(f"{second}-") or second.startswith(f"{first}-")
