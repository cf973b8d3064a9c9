"""What an accessibility statement lists."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    ChoiceBlock,
    DateBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)

from parvis.pages.blocks.shared import SharedCharBlock

NON_COMPLIANCE, BURDEN, OUT_OF_SCOPE = "non-compliance", "burden", "out-of-scope"
REASONS = [
    (NON_COMPLIANCE, _("It does not comply with the law yet")),
    (BURDEN, _("It would be a disproportionate burden")),
    (OUT_OF_SCOPE, _("The law does not apply to it")),
]
_CRITERIA = re.compile(r"\d\.\d\.\d{1,2}(?:, \d\.\d\.\d{1,2})*")


class LimitBlock(StructBlock):
    """Something that is not accessible: why, and what there is in its place."""

    reason = ChoiceBlock(choices=REASONS, default=NON_COMPLIANCE, label=_("Reason"))
    what = TextBlock(label=_("What is not accessible"), rows=2, max_length=500)
    alternative = TextBlock(
        label=_("In its place"),
        required=False,
        default="",
        rows=2,
        max_length=500,
        help_text=_("Where the same is found in an accessible form, or whom to ask for it."),
    )
    criteria = SharedCharBlock(
        label=_("Criteria"), required=False, max_length=60, help_text=_("Of WCAG: 1.1.1, 2.4.4")
    )
    until = DateBlock(label=_("Will be mended by"), required=False)

    class Meta:
        icon = "warning"
        label = _("Content that is not accessible")

    def clean(self, value: Any) -> Any:
        """Refuse criteria that are none, and a day for what will stay as it is."""
        cleaned: Any = super().clean(value)
        errors = {}
        if cleaned["criteria"] and not _CRITERIA.fullmatch(cleaned["criteria"]):
            errors["criteria"] = ValidationError(_("Write numbers of WCAG, such as 1.1.1, 2.4.4"))
        if cleaned["until"] and cleaned["reason"] == OUT_OF_SCOPE:
            errors["until"] = ValidationError(_("Nothing has to be mended where no law asks it."))
        if errors:
            raise StructBlockValidationError(errors)
        return cleaned
