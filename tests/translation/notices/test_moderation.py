"""A translation is handed over, approved or sent back: whose turn it is now is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from wagtail.models import Page, Workflow
from wagtail_localize.models import Translation

from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import said, sentence
from parvis.translation.workbench.saving import save_passage
from tests import factories
from tests.translation import documents
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db

Told = Callable[[Any], list[str]]


@pytest.fixture
def moderator(person: Any) -> Any:
    """One of the Moderators, who approve in the site's only workflow."""
    return person("Moderators", name="moderator")


@pytest.fixture
def work(work: Translation, anne: Any) -> Translation:
    """The article, with every passage translated."""
    for segment in work.source.stringsegment_set.select_related("string", "context"):
        save_passage(work, segment, documents.english(segment.string.data), anne, seen="")
    return work


@pytest.fixture
def submitted(work: Translation, anne: Any, moderator: Any, doing: Doing) -> Page:
    """The translation, handed over by Anne."""
    page: Page = work.get_target_instance()
    with doing():
        page.save_revision(user=anne)
        Workflow.objects.get().start(page, anne)
    page.refresh_from_db()
    return page


def decide(page: Page, person: Any, action: str, **words: str) -> None:
    """Approve the page or send it back, as the screen does."""
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, person, action, **words)


def test_those_who_may_approve_are_told(
    submitted: Page, anne: Any, moderator: Any, person: Any, told: Told
) -> None:
    assert told(moderator) == ["submitted"]
    assert told(anne) == []
    assert "anne" in sentence(Notice.objects.get())


def test_whoever_asked_is_told_of_the_approval(
    submitted: Page, anne: Any, moderator: Any, doing: Doing, told: Told
) -> None:
    with doing():
        decide(submitted, moderator, "approve")
    assert (told(anne), told(moderator)) == (["approved"], ["submitted"])


def test_whoever_asked_is_told_what_is_to_change_each_time(
    submitted: Page, anne: Any, moderator: Any, doing: Doing, told: Told
) -> None:
    with doing():
        decide(submitted, moderator, "reject", comment="Not yet: see the title.")
    notice = Notice.objects.of(anne).get()
    assert notice.kind == "rejected"
    assert said(notice) == "Not yet: see the title."
    with doing():
        submitted.current_workflow_state.resume(user=anne)
    submitted.refresh_from_db()
    with doing():
        decide(submitted, moderator, "reject")
    assert told(moderator) == ["submitted"] * 2
    assert told(anne) == ["rejected"] * 2


def test_whoever_decides_on_their_own_is_not_told(
    work: Translation, moderator: Any, doing: Doing
) -> None:
    page = work.get_target_instance()
    with doing():
        page.save_revision(user=moderator)
        Workflow.objects.get().start(page, moderator)
    with doing():
        decide(work.get_target_instance(), moderator, "approve")
    assert not Notice.objects.exists()


def test_whoever_publishes_without_approving_in_the_workflow_is_not_told(
    submitted: Page, writer: Any, told: Told
) -> None:
    assert submitted.permissions_for_user(writer).can_edit()
    assert told(writer) == []


def test_wagtail_mails_of_originals_and_not_of_translations(
    submitted: Page, moderator: Any, writer: Any, doing: Doing
) -> None:
    assert mail.outbox == []
    with doing():
        Workflow.objects.get().start(factories.article("En attente", live=False), writer)
    assert [message.to for message in mail.outbox] == [[moderator.email]]
    assert Notice.objects.count() == 1
