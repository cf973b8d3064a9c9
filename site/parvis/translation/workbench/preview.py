"""The page as it would be with what is on the editor's screen, its passages findable in it."""

import json
import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET
from wagtail.models import Page
from wagtail_localize.fields import copy_synchronised_fields
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from parvis.translation import rights
from parvis.translation.quality.segment import plain_text
from parvis.translation.workbench.passages import work_on

# A passage's number in signs that are no letters: whatever makes an address, an anchor or an
# extract of a text takes no notice of them, and nobody types them.
START, DIGITS = 0xF100, 0xF110
MARK = re.compile("\uf100([\uf110-\uf119]+)")
# A mark means something in the text of the body only: not in an attribute, a script or a title.
OPAQUE = re.compile(
    r"<head\b.*?</head>|<(script|style|textarea|title|option|svg)\b.*?</\1>|<[^>]*>", re.I | re.S
)
NOT_SHOWN = {"slug"}


@require_GET
def preview(request: HttpRequest, translation_id: int, mode: str | None = None) -> HttpResponse:
    """Show the translated page; with `marked`, for the frame beside the passages.

    Passages that are to be revised show their former translation, as the editor does, and those
    without any the original. In the frame each begins with `<span data-passage="…">`, and the bar
    of Wagtail is left out.
    """
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id
    )
    target = translation.get_target_instance()
    if not isinstance(target, Page):
        raise Http404
    if not rights.may_edit(request.user, target):
        raise PermissionDenied
    mode = mode or target.default_preview_mode
    if mode not in dict(target.preview_modes):
        raise Http404
    is_marked = "marked" in request.GET
    page = _as_on_screen(translation, is_marked)
    answer = page.make_preview_request(request, mode, {"is_beside_editor": is_marked})
    if is_marked and not answer.streaming:
        answer.content = with_anchors(answer.content.decode(answer.charset))
        answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def with_anchors(html: str) -> str:
    """Return a page whose marks are elements where one can be, and gone elsewhere."""
    pieces, end = [], 0
    for opaque in OPAQUE.finditer(html):
        pieces += [_anchored(html[end : opaque.start()]), MARK.sub("", opaque[0])]
        end = opaque.end()
    return "".join([*pieces, _anchored(html[end:])])


def _anchored(text: str) -> str:
    return MARK.sub(_anchor, text)


def _anchor(found: re.Match[str]) -> str:
    number = "".join(str(ord(sign) - DIGITS) for sign in found[1])
    return f'<span data-passage="{number}"></span>'


def _mark(number: int) -> str:
    return chr(START) + "".join(chr(DIGITS + int(digit)) for digit in str(number))


def _as_on_screen(translation: Translation, is_marked: bool) -> Any:
    """Return the target, not to be saved, with the words the editor shows."""
    source, locale = translation.source, translation.target_locale
    original, target = source.as_instance(), source.get_translated_instance(locale)
    copy_synchronised_fields(original, target)
    # What wagtail-localize would put in, but for the words.
    segments = [
        segment
        for segment in source._get_segments_for_translation(locale, fallback=True)
        if not isinstance(segment, StringSegmentValue)
    ]
    segments += _words(translation, is_marked)
    ingest_segments(original, target, source.locale, locale, segments)
    return target


def _words(translation: Translation, is_marked: bool) -> list[StringSegmentValue]:
    shown = {passage.pk: passage.target for passage in work_on(translation).passages}
    found = []
    for segment in (
        StringSegment.objects.filter(source=translation.source_id)
        .annotate_translation(translation.target_locale)
        .select_related("string", "context")
        .order_by("order", "pk")
    ):
        path = segment.context.path
        words = shown.get(segment.pk) or segment.translation or segment.string.data
        if is_marked and path not in NOT_SHOWN and plain_text(words).strip():
            words = _mark(segment.pk) + words
        value = StringSegmentValue(path, StringValue(words), attrs=json.loads(segment.attrs))
        found.append(value.with_order(segment.order))
    return found
