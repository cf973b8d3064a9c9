"""A translation that was submitted, and the people around it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, TaskState
from wagtail_localize.models import StringSegment, Translation

from parvis.translation.moderation import submit_for_moderation
from parvis.translation.workbench.passages import row_of, version_of
from parvis.translation.workbench.saving import save_passage
from tests import factories
from tests.conftest import Prepare, make_person
from tests.translation import documents

SignedIn = Callable[[Any], Client]


@pytest.fixture(scope="module", autouse=True)
def _begun(prepare: Prepare) -> Any:
    def build() -> Any:
        drafter = who_may("change", make_person("no such group", name="drafter"))
        work = documents.translate(factories.article("Le carnet", summary="Un carnet partagé."))
        write(work, drafter)
        work.save_target(publish=False)
        work.get_target_instance().get_latest_revision().publish()
        return drafter.pk, work.pk

    return prepare(build)


@pytest.fixture
def drafter(_begun: Any, db: None) -> Any:
    """Somebody who writes English pages and may not publish them."""
    return get_user_model().objects.get(pk=_begun[0])


@pytest.fixture
def reviewer(person: Any) -> Any:
    """One of those who review English pages, and have no other right."""
    return person("Reviewers EN", name="reviewer")


@pytest.fixture
def signed_in() -> SignedIn:
    """Return a maker of clients for somebody."""

    def make(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return make


@pytest.fixture
def work(_begun: Any, db: None) -> Translation:
    """A French article whose English translation is complete, and public."""
    return Translation.objects.get(pk=_begun[1])


@pytest.fixture
def submitted(work: Translation, drafter: Any) -> Translation:
    """The same, with another summary that the drafter submitted."""
    say(work, drafter, "A notebook we share.")
    submit_for_moderation(work, drafter)
    return work


def write(work: Translation, user: Any) -> None:
    """Translate every passage."""
    for segment in work.source.stringsegment_set.select_related("string", "context"):
        save_passage(work, segment, documents.english(segment.string.data), user, seen="")


def summary_of(work: Translation) -> StringSegment:
    """Return the passage of the summary."""
    return StringSegment.objects.get(source=work.source, context__path="summary")


def say(work: Translation, user: Any, words: str) -> None:
    """Write the summary anew."""
    save_passage(work, summary_of(work), words, user, seen=version(work))


def version(work: Translation) -> str:
    """Return what names the present state of the summary."""
    return version_of(row_of(work, summary_of(work)).first())


def words(work: Translation) -> str:
    """Return the summary as the editor has it."""
    return str(row_of(work, summary_of(work)).get().data)


def public(work: Translation) -> str:
    """Return the summary readers see."""
    return str(work.get_target_instance().summary)


def step_of(work: Translation) -> TaskState:
    """Return the step of the workflow the translation is at."""
    return work.get_target_instance().current_workflow_task_state


def decide(client: Client, work: Translation, decision: str, **more: Any) -> Any:
    """Press a button of the review bar."""
    data = {"decision": decision, "step": step_of(work).pk if step_of(work) else 0, **more}
    return client.post(reverse("parvis_translation:review", args=[work.pk]), data, follow=True)


def who_may(action: str, user: Any, code: str = "en") -> Any:
    """Give somebody a right on the pages of a language, through a group of their own."""
    group = Group.objects.create(name=f"{user} may {action} {code}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    home = Page.objects.get(depth=2, locale=factories.locale(code))
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{action}_page")
    GroupPagePermission.objects.create(group=group, page=home, permission=right)
    user.groups.add(group)
    return type(user).objects.get(pk=user.pk)
