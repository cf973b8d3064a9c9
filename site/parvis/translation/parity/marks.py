"""No translation goes public by itself, or through the API, with errors that nobody looked at.

The screens that publish say so themselves, beforehand: what is left are the ways without a screen.
"""

from typing import Any

from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.models import Page, Revision, TranslatableMixin
from wagtail_localize.models import Translation

from parvis.translation.parity.together import followed_translation
from parvis.translation.passages import words_shown_by
from parvis.translation.refusals import MarksLeftError
from parvis.translation.workbench import aids

_publish = PublishPageAPIAction.execute


def install() -> None:
    """Have the API ask; called once, when the app is ready."""
    PublishPageAPIAction.execute = publish


def publish(self: PublishPageAPIAction, instance: Page, data: Any) -> Any:
    """Publish the latest draft of a page, as the API asks."""
    if (revision := instance.get_latest_revision()) is not None:
        require_unmarked(revision)
    return _publish(self, instance, data)


def require_unmarked(revision: Revision) -> None:
    """Raise MarksLeftError where the checks object to the words this revision would publish."""
    shown = revision.as_object()
    if not isinstance(shown, TranslatableMixin) or (made := followed_translation(shown)) is None:
        return
    if errors := aids.open_errors(made, _words(made, revision, shown)):
        raise MarksLeftError(str(shown), made.target_locale.get_display_name(), errors)


def _words(made: Translation, revision: Revision, shown: Any) -> dict[int, str]:
    """Return the words to judge instead of the translators' own: those readers would see.

    Once the source was read again, they are no longer words for its passages.
    """
    is_of_this_source = made.source.last_updated_at <= revision.created_at
    return words_shown_by(made.source, shown) if is_of_this_source else {}
