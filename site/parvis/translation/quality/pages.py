"""The checks of a whole translation, passage by passage, with what people set aside."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import SegmentOverride, StringSegment, Translation

from parvis.pages.locales import locale_of
from parvis.translation.passages import untranslated
from parvis.translation.quality import destinations, length, registry
from parvis.translation.quality.findings import (
    Finding,
    JudgedFinding,
    fingerprint,
    judged,
    shortened,
)
from parvis.translation.quality.models import Dismissal
from parvis.translation.quality.segment import Segment

# Passages that are no prose.
NOT_PROSE = {"slug"}
ALTERNATIVE_TEXT = "alt_text"


@dataclass(frozen=True)
class SegmentFindings:
    """What was found in one passage; `target` is empty where there is no translation."""

    segment_id: int
    path: str
    source: str
    target: str
    findings: list[JudgedFinding]

    @property
    def open_findings(self) -> list[JudgedFinding]:
        """Those that nobody set aside."""
        return [finding for finding in self.findings if not finding.is_dismissed]


def check_translation(
    translation: Translation,
    extra_checks: Iterable[registry.ExtraCheck] = (),
    words: Mapping[int, str] | None = None,
) -> list[SegmentFindings]:
    """Return the passages of which the checks have something to say, in the page's order.

    `extra_checks` come after those registered with `register_check`; `words`, by the ids of
    passages, are judged in the place of what translators have there now. The number of queries does
    not depend on the number of passages: two, and up to three more where there are links.
    """
    source, target = (
        locale_of(translation.source.locale_id),
        locale_of(translation.target_locale_id),
    )
    segments = list(_segments(translation, target))
    for segment in segments:
        segment.translation = (words or {}).get(segment.pk, segment.translation)
    links = _links(segments, translation, target)
    elsewhere = destinations.pages_only_elsewhere(
        [link for of_segment in links.values() for link in of_segment], target
    )
    extras = [*registry.extra_checks.values(), *extra_checks]
    dismissed = reasons_in(translation)
    shows_title = _shows_title(translation, segments)
    checked = []
    for segment in segments:
        found = [
            *_of_text(segment, source, target, extras, shows_title),
            *destinations.findings_of(links[segment.pk], target, elsewhere),
        ]
        if found:
            checked.append(_judged(segment, found, dismissed))
    return checked


def reasons_in(translation: Translation) -> dict[tuple[str, str], str]:
    """Return why findings were set aside, by their path and fingerprint."""
    found = Dismissal.objects.filter(translation=translation)
    return {(row.context, row.fingerprint): row.reason for row in found}


def _segments(translation: Translation, target: Locale) -> Any:
    """Return the passages with `translation`, the text, and `is_missing`."""
    missing = untranslated(translation.source, target).filter(pk=OuterRef("pk"))
    return (
        StringSegment.objects.filter(source=translation.source_id)
        .annotate_translation(target)
        .annotate(is_missing=Exists(missing))
        .select_related("string", "context")
        .order_by("order", "pk")
    )


def _of_text(
    segment: Any,
    source: Locale,
    target: Locale,
    extras: list[registry.ExtraCheck],
    shows_title: bool,
) -> Iterator[Finding]:
    path, before, after = segment.context.path, segment.string.data, segment.translation or ""
    is_prose = path.rpartition(".")[2] not in NOT_PROSE
    if segment.is_missing:
        yield Finding("missing", "error", _missing(path), shortened(Segment(before, "").text))
        return
    if not is_prose:
        return
    yield from registry.check_segment(before, after, source.language_code, target.language_code)
    yield from length.check_search_length(
        path, Segment(after, target.language_code), shows_title=shows_title
    )
    for check in extras:
        yield from check(before, after, source, target)


def _shows_title(translation: Translation, segments: list[Any]) -> bool:
    """Whether search engines show the title itself: it is a page's, without another for them."""
    kind = ContentType.objects.get_for_id(translation.source.specific_content_type_id)
    model = kind.model_class()
    is_page = model is not None and issubclass(model, Page)
    return is_page and not any(segment.context.path == "seo_title" for segment in segments)


def _missing(path: str) -> str:
    if path.rpartition(".")[2] == ALTERNATIVE_TEXT:
        return _("The alternative text of a picture is not translated.")
    return _("This passage is not translated.")


def _links(
    segments: list[Any], translation: Translation, target: Locale
) -> dict[int, list[dict[str, Any]]]:
    """Return the attributes of each passage's links, with the addresses this locale has instead."""
    links = {
        segment.pk: [
            attributes
            for key, attributes in _attributes(segment).items()
            if key.startswith("a") and isinstance(attributes, dict)
        ]
        for segment in segments
    }
    if any("href" in link for of_segment in links.values() for link in of_segment):
        instead = _overrides(translation, target)
        for segment in segments:
            for link in links[segment.pk]:
                link["href"] = instead.get(
                    (segment.context.path, link.get("href")), link.get("href")
                )
    return links


def _attributes(segment: Any) -> dict[str, Any]:
    # A text that is no rich text has “null” here, and a passage of an earlier version nothing.
    return dict(json.loads(segment.attrs or "null") or {})


def _overrides(translation: Translation, target: Locale) -> dict[tuple[str, Any], Any]:
    """Return the addresses that were changed for this locale, by passage and address."""
    overrides = SegmentOverride.objects.filter(
        locale=target, context__object=translation.source.object_id, has_error=False
    ).select_related("context")
    found = {}
    for override in overrides:
        # wagtail-localize’s path of an address is that of its text, then the address in quotes.
        path, _dot, address = override.context.path.partition(".'")
        if address:
            found[path, address.removesuffix("'").replace("\\'", "'")] = override.data
    return found


def _judged(
    segment: Any, found: list[Finding], dismissed: dict[tuple[str, str], str]
) -> SegmentFindings:
    path, before, after = segment.context.path, segment.string.data, segment.translation or ""
    found_there = []
    seen: Counter[tuple[str, str]] = Counter()
    for finding in found:
        about = finding.about or finding.excerpt
        seen[finding.check, about] += 1
        number = seen[finding.check, about]
        mark = fingerprint(before, after, finding.check, about, number=number)
        found_there.append(judged(finding, mark, dismissed.get((path, mark))))
    return SegmentFindings(segment.pk, path, before, after, found_there)
