"""Setting a finding aside, and taking that back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from parvis.translation import rights
from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.quality.models import Dismissal
from parvis.translation.quality.pages import check_translation

# Facts: no reason makes a passage that is not there translated.
NEVER_DISMISSED = {"missing", "empty"}


def dismiss(
    translation: Translation,
    path: str,
    check: str,
    fingerprint: str,
    reason: str,
    user: Any,
    among: Iterable[JudgedFinding] | None = None,
) -> Dismissal:
    """Set a finding aside until either text changes.

    `fingerprint` is that of the finding the person saw; `among` are the findings there are now,
    those of the passage by default. Raises PermissionDenied, or ValidationError without a reason,
    or where there is no such finding (any more).
    """
    _require_right(translation, user)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why this is right as it is."))
    if check in NEVER_DISMISSED:
        raise ValidationError(_("A passage without translation cannot be set aside."))
    found = _of_passage(translation, path) if among is None else among
    if (check, fingerprint) not in ((finding.check, finding.fingerprint) for finding in found):
        raise ValidationError(_("This is not found any more: look at the passage again."))
    dismissal, _is_new = Dismissal.objects.update_or_create(
        translation=translation,
        context=path,
        check_name=check,
        fingerprint=fingerprint,
        defaults={"reason": reason, "user": user},
    )
    return dismissal


def take_back(translation: Translation, path: str, check: str, fingerprint: str, user: Any) -> None:
    """Show a finding again that was set aside. Raises PermissionDenied."""
    _require_right(translation, user)
    Dismissal.objects.filter(
        translation=translation, context=path, check_name=check, fingerprint=fingerprint
    ).delete()


def _of_passage(translation: Translation, path: str) -> list[JudgedFinding]:
    return [
        finding
        for passage in check_translation(translation)
        if passage.path == path
        for finding in passage.findings
    ]


def _require_right(translation: Translation, user: Any) -> None:
    if not rights.may_edit(user, translation.get_target_instance()):
        raise PermissionDenied
