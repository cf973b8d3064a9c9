"""A source that changed is told to whoever looks after its translations."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.log_actions import LogContext
from wagtail_localize.models import Translation

from parvis.translation.notices.assignments import give
from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import sentence
from parvis.translation.workbench.models import SourceVersion
from parvis.translation.workbench.saving import save_passage
from parvis.translation.workbench.versions import accept_as_minor
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db

Told = Callable[[Any], list[str]]


def publish(work: Translation, title: str) -> None:
    """Publish the source under another title."""
    page = work.source.get_source_instance()
    page.title = title
    page.save_revision().publish()


def test_whoever_is_assigned_is_told_of_each_change_once(
    work: Translation, anne: Any, doing: Doing, told: Told
) -> None:
    give(work, None, person=anne)
    with doing():
        publish(work, "Le grand carnet")
    assert told(anne) == ["changed"]
    assert "Le grand carnet" in sentence(Notice.objects.get())
    with doing():
        publish(work, "Le grand carnet")
    assert told(anne) == ["changed"]
    with doing():
        publish(work, "Le petit carnet")
    assert told(anne) == ["changed", "changed"]


def test_whoever_was_last_at_work_is_told_and_those_before_are_not(
    work: Translation, anne: Any, person: Any, doing: Doing, told: Told
) -> None:
    for number in range(5):
        person("Translators", name=f"somebody-{number}")
    bob = person("Translators", name="bob")
    prose = work.source.stringsegment_set.exclude(context__path="slug")[:2]
    for segment, who in zip(prose, (bob, anne), strict=True):
        save_passage(work, segment, "Words of a translator", who, seen="", origin="typed")
    with doing():
        publish(work, "Le grand carnet")
    assert (told(anne), told(bob)) == (["changed"], [])


def test_whoever_changed_it_is_not_told(
    work: Translation, person: Any, doing: Doing, told: Told
) -> None:
    boss = person()
    give(work, None, person=boss)
    with doing(), LogContext(user=boss):
        publish(work, "Le grand carnet")
    assert told(boss) == []


def test_the_first_version_is_no_change(
    work: Translation, anne: Any, doing: Doing, told: Told
) -> None:
    assert SourceVersion.objects.filter(source=work.source).count() == 1
    assert not Notice.objects.exists()


def test_nobody_is_told_who_may_not_write_there_any_more(
    work: Translation, anne: Any, doing: Doing, told: Told
) -> None:
    give(work, None, person=anne)
    anne.groups.clear()
    with doing():
        publish(work, "Le grand carnet")
    assert told(anne) == []


def test_a_change_that_turns_out_to_be_minor_is_told_no_more(
    work: Translation, anne: Any, doing: Doing, told: Told
) -> None:
    give(work, None, person=anne)
    with doing():
        publish(work, "Le grand carnet")
        accept_as_minor(work.source, None)
    with doing():
        publish(work, "Le très grand carnet")
    assert told(anne) == ["changed"] * 2
    accept_as_minor(work.source, None)
    assert told(anne) == ["changed"]
