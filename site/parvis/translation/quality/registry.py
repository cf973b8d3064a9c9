"""Every check of a passage, by name."""

from collections.abc import Callable

from wagtail.models import Locale

from parvis.translation.quality import (
    addresses,
    language,
    length,
    markup,
    numbers,
    wording,
)
from parvis.translation.quality.findings import Finding
from parvis.translation.quality.segment import Segment

CHECKS: dict[str, Callable[[Segment, Segment], list[Finding]]] = {
    "language": language.check_language,
    "length": length.check_ratio,
    "numbers": numbers.check,
    "addresses": addresses.check,
    "links": markup.check_links,
    "markup": markup.check_tags,
    "placeholders": markup.check_placeholders,
    "doubled": wording.check_doubled,
    "brackets": wording.check_brackets,
    "quotation-marks": wording.check_quotation_marks,
}

ExtraCheck = Callable[[str, str, Locale, Locale], list[Finding]]
extra_checks: dict[str, ExtraCheck] = {}


def register_check(name: str, check: ExtraCheck) -> None:
    """Add a check that needs more than the texts, such as a glossary of the site.

    It is given both texts and their locales, for every translated passage of prose. Registering a
    name again replaces its check.
    """
    extra_checks[name] = check


def check_segment(source: str, target: str, source_code: str, target_code: str) -> list[Finding]:
    """Return what the checks find in one passage: inline HTML as wagtail-localize keeps it.

    A translation that is empty, or the original itself, is said so and not examined further.
    """
    original, translated = Segment(source, source_code), Segment(target, target_code)
    decisive = length.check_empty(original, translated) or language.check_untranslated(
        original, translated
    )
    if decisive:
        return decisive
    return [finding for check in CHECKS.values() for finding in check(original, translated)]
