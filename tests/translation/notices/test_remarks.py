"""A remark on a passage reaches those who can answer it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import StringSegment, Translation

from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import said, sentence
from parvis.translation.workbench.mentions import mentioned_in
from parvis.translation.workbench.models import PassageNote
from tests.translation.notices.conftest import Doing

pytestmark = pytest.mark.django_db

Told = Callable[[Any], list[str]]


@pytest.fixture
def remark(work: Translation, doing: Doing) -> Callable[..., None]:
    """Leave a remark on the first passage, through the editor."""

    def leave(person: Any, text: str) -> None:
        client = Client()
        client.force_login(person)
        segment = StringSegment.objects.filter(source=work.source)[0]
        address = reverse("parvis_translation:passage_note", args=[work.pk, segment.pk])
        with doing():
            assert client.post(address, {"text": text}).status_code == 200

    return leave


def test_the_editor_of_the_source_is_told_and_led_to_the_passage(
    remark: Any, work: Translation, anne: Any, writer: Any, told: Told
) -> None:
    remark(anne, "What is meant here?")
    assert (told(writer), told(anne)) == (["remark"], [])
    notice = Notice.objects.get()
    segment = StringSegment.objects.filter(source=work.source)[0]
    assert notice.address.endswith(f"#passage-{segment.pk}")
    assert said(notice) == "What is meant here?"


def test_those_who_remarked_before_are_told_of_the_answer(
    remark: Any, anne: Any, writer: Any, told: Told
) -> None:
    remark(anne, "What is meant here?")
    remark(writer, "A notebook.")
    remark(writer, "A small one.")
    assert (told(writer), told(anne)) == (["remark"], ["remark", "remark"])


def test_whoever_is_mentioned_is_told_so_and_once(
    remark: Any, anne: Any, writer: Any, person: Any, told: Told
) -> None:
    bob = person("Translators", name="bob.b")
    remark(anne, "@bob.b, @writer: see @bob.b. And @anne, @nobody, write to me@anne.")
    assert (told(bob), told(writer), told(anne)) == (["remark"], ["remark"], [])
    assert "mentioned" in _in_english(Notice.objects.of(bob).get())


def test_a_mention_shows_nobody_what_they_may_not_see(
    remark: Any, anne: Any, person: Any, told: Told
) -> None:
    outsider = person("no such group", name="outsider")
    remark(anne, "@outsider what do you think?")
    assert told(outsider) == []


def test_an_address_mentions_nobody_and_a_full_stop_is_no_name(person: Any) -> None:
    anne, dotted = person("Translators", name="anne"), person("Translators", name="j.doe")
    assert mentioned_in("Ask x@anne or anne@example.org") == set()
    assert mentioned_in("Ask @anne. Or (@j.doe)!") == {anne, dotted}


def test_settling_a_remark_tells_nothing(
    remark: Any, work: Translation, anne: Any, writer: Any, told: Told, doing: Doing
) -> None:
    remark(anne, "What is meant here?")
    with doing():
        PassageNote.objects.get().save()
    assert told(writer) == ["remark"]


def _in_english(notice: Notice) -> str:
    with translation.override("en"):
        return sentence(notice)
