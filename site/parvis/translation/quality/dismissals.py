"""Setting a finding aside, and taking that back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from parvis.translation import rights
from parvis.translation.quality.models import Dismissal
from parvis.translation.quality.pages import check_translation

# Facts: no reason makes a passage that is not there translated.
NEVER_DISMISSED = {"missing", "empty"}


def dismiss(
    translation: Translation, path: str, check: str, fingerprint: str, reason: str, user: Any
) -> Dismissal:
    """Set a finding aside until either text changes.

    `fingerprint` is that of the finding the person saw. Raises PermissionDenied, or
    ValidationError without a reason, or where the passage has no such finding (any more).
    """
    _require_right(translation, user)
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why this is right as it is."))
    if check in NEVER_DISMISSED:
        raise ValidationError(_("A passage without translation cannot be set aside."))
    if not _is_found(translation, path, check, fingerprint):
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


def _is_found(translation: Translation, path: str, check: str, fingerprint: str) -> bool:
    return any(
        (finding.check, finding.fingerprint) == (check, fingerprint)
        for passage in check_translation(translation)
        if passage.path == path
        for finding in passage.findings
    )


def _require_right(translation: Translation, user: Any) -> None:
    if not rights.may_edit(user, translation.get_target_instance()):
        raise PermissionDenied
