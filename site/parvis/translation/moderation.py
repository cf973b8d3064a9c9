"""Handing a finished translation to those who approve it, for people who may not publish."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail_localize.models import Translation

from parvis.translation import locks
from parvis.translation.passages import missing_passages
from parvis.translation.refusals import PartlyTranslatedError, TranslationRefusedError, title_of
from parvis.translation.review.freezing import refuse_while_reviewed
from parvis.translation.workbench import aids


@transaction.atomic
def submit_for_moderation(translation: Translation, user: Any) -> Any:
    """Keep the translation as it stands in a revision, and start the workflow of the page on it.

    Or that of its kind, for a snippet. What readers see does not change until it is approved.
    Raises TranslationRefusedError where passages are missing, where there is no workflow, where one
    is under way, or where the checks found errors that nobody has corrected or set aside: reviewers
    can do neither.
    """
    locale = translation.target_locale
    page = translation.get_target_instance()
    if missing := missing_passages(translation.source, locale):
        raise PartlyTranslatedError(str(page), locale.get_display_name(), missing)
    refuse_while_reviewed(page)
    if message := locks.refusal(user, translation):
        raise TranslationRefusedError(message)
    if errors := aids.open_errors(translation):
        raise TranslationRefusedError(_marks_left(page, errors))
    sent_back = page.current_workflow_state
    workflow = page.get_workflow()
    if workflow is None and sent_back is None:
        raise TranslationRefusedError(
            _("Nobody moderates “%(title)s”: ask whoever may publish it.") % {"title": page}
        )
    translation.save_target(user=user, publish=False)
    # As the database has it: the workflow takes the latest revision, and saves the row.
    page = translation.get_target_instance()
    if sent_back is None:
        workflow.start(page, user)
    else:
        # The same step again: whoever asked for changes sees what became of them.
        page.current_workflow_state.resume(user)
    return page


def _marks_left(page: Any, errors: int) -> str:
    return ngettext(
        "“%(title)s” is not submitted: %(count)d mark is left. Correct it, or say why it is right.",
        "“%(title)s” is not submitted: %(count)d marks are left. Correct them, or say why they are "
        "right.",
        errors,
    ) % {"title": title_of(page), "count": errors}
