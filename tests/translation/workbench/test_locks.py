"""A locked translation is read, and nobody the lock holds writes it by any way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)

from parvis.translation.files.exchange import receive
from parvis.translation.machine.asking import translate_by_machine
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import enqueue, run_due
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.overview import actions
from parvis.translation.refusals import TranslationRefusedError
from parvis.translation.workbench.models import PassageVersion
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}
TEXT = '<p>Un <a href="https://example.org/a.html">lien</a> et des mots.</p>'


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    def build() -> Any:
        article = factories.article("Le carnet", body=[("text", TEXT)])
        return documents.translate(article).pk

    return prepare(build)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """Return a translation under way with nothing translated."""
    return Translation.objects.get(pk=_work)


def lock(work: Translation, by: Any = None) -> Any:
    """Lock the page of the translation."""
    page = work.get_target_instance()
    page.locked, page.locked_by, page.locked_at = True, by, timezone.now()
    page.save(update_fields=["locked", "locked_by", "locked_at"])
    return page


def title(work: Translation) -> StringSegment:
    return work.source.stringsegment_set.select_related("context").get(context__path="title")


def address(name: str, work: Translation, *more: int) -> str:
    return reverse(f"parvis_translation:{name}", args=[work.pk, *more])


def written() -> int:
    return StringTranslation.objects.count() + SegmentOverride.objects.count()


def test_no_passage_value_or_version_is_written(translator: Client, work: Translation) -> None:
    segment = title(work)
    link = OverridableSegment.objects.get(source=work.source)
    place = {"context": segment.context, "locale": work.target_locale, "string": segment.string}
    version = PassageVersion.objects.create(data="An older notebook", **place)
    lock(work, get_user_model().objects.create_user("chief"))
    for answer in (
        translator.post(address("save_passage", work, segment.pk), {"value": "x", "seen": ""}),
        translator.post(address("revert_passage", work, segment.pk, version.pk), {"seen": ""}),
        translator.post(address("value", work, link.pk), {f"value-{link.pk}": "/en/"}),
        translator.post(address("set_aside", work, segment.pk), {"check": "x", "reason": "y"}),
        translator.put(
            reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk]),
            "value=x",
            content_type="application/x-www-form-urlencoded",
        ),
        translator.put(
            reverse("wagtail_localize:edit_override", args=[work.pk, link.pk]),
            "value=/en/",
            content_type="application/x-www-form-urlencoded",
        ),
    ):
        assert answer.status_code == 423
        assert "chief" in answer.json()["error"]
    assert written() == 0


def test_a_person_without_scripts_is_told_on_the_editors_page(
    translator: Client, work: Translation
) -> None:
    lock(work)
    answer = translator.post(
        address("save_passage", work, title(work).pk),
        {"value": "x", "seen": ""},
        headers={"accept": "text/html"},
        follow=True,
    )
    assert answer.redirect_chain == [(work.get_target_instance_edit_url(), 302)]
    assert "Le carnet" in documents.messages_of(answer)
    assert written() == 0


def test_the_editor_can_be_read_only_and_says_why(translator: Client, work: Translation) -> None:
    def fields() -> list[Any]:
        answer = translator.get(work.get_target_instance_edit_url())
        soup = BeautifulSoup(answer.content, "html.parser")
        assert bool(soup.select(".help-warning")) == answer.context["is_locked"]
        return soup.select(".wb-passage textarea")

    assert not any(field.has_attr("readonly") for field in fields())
    lock(work)
    assert all(field.has_attr("readonly") for field in fields())


def test_whoever_locked_it_goes_on_writing(translator: Client, work: Translation) -> None:
    lock(work, get_user_model().objects.get(username="translators"))
    answer = translator.post(
        address("save_passage", work, title(work).pk), {"value": "The notebook", "seen": ""}
    )
    assert answer.status_code == 302
    assert written() == 1


def test_what_is_being_moderated_is_frozen_for_everybody(
    translator: Client, person: Any, work: Translation
) -> None:
    documents.fill(translator, work)
    submit_for_moderation(work, get_user_model().objects.get(username="translators"))
    segment = title(work)
    save = address("save_passage", work, segment.pk)
    assert translator.post(save, {"value": "x", "as_is": "1", "seen": ""}).status_code == 423
    chief = Client()
    chief.force_login(person())
    # Reviewers too: they approve what was submitted, or send it back.
    assert chief.post(save, {"value": "x", "as_is": "1", "seen": ""}).status_code == 423


def test_what_is_scheduled_is_left_alone(translator: Client, work: Translation) -> None:
    documents.fill(translator, work)
    work.save_target(publish=False)
    page = work.get_target_instance()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    save = address("save_passage", work, title(work).pk)
    assert translator.post(save, {"value": "x", "seen": ""}).status_code == 423


@pytest.mark.parametrize("name", ["xliff", "po"])
def test_a_file_that_comes_back_is_kept_out(name: str, person: Any, work: Translation) -> None:
    contents = agency.exported(name, work)
    contents = contents.replace(b'msgstr ""', b'msgstr "EN"') if name == "po" else contents
    lock(work)
    for user in (person("Translators"), None):
        [report] = receive(contents, user, lambda _translation: True)
        assert report.problem
        assert report.units == []


def test_a_machine_is_not_asked_and_a_request_waits(
    person: Any, work: Translation, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    user = person("Translators")
    request = enqueue(work, user)
    page = lock(work)
    with pytest.raises(MachineFailedError):
        translate_by_machine(work, user, DummyTranslator({}))
    now: datetime = timezone.now()
    source = work.source.get_source_instance()
    assert actions.propose(user, [source], work.target_locale).done == []
    assert run_due(now) == 1
    request.refresh_from_db()
    assert (request.state, request.attempts) == (MachineRequest.State.WAITING, 0)
    assert request.message
    assert written() == 0
    page.locked = False
    page.save(update_fields=["locked"])
    run_due(now + timedelta(hours=1))
    assert written() > 0


def test_it_is_not_handed_over_while_somebody_else_holds_it(
    translator: Client, work: Translation
) -> None:
    documents.fill(translator, work)
    lock(work)
    with pytest.raises(TranslationRefusedError):
        submit_for_moderation(work, get_user_model().objects.get(username="translators"))


def test_the_same_passage_is_not_written_where_the_page_is_locked(
    translator: Client, work: Translation
) -> None:
    free, held = (
        documents.translate(factories.article(name, summary="Le carnet"))
        for name in ("Libre", "Fermée")
    )
    lock(held)
    saved = translator.post(
        address("save_passage", work, title(work).pk),
        {"value": "The notebook", "seen": ""},
        headers={"accept": "application/json"},
    )
    assert saved.json()["note"]
    done = StringTranslation.objects.filter(data="The notebook", context__path="summary")
    assert set(done.values_list("context__object_id", flat=True)) == {free.source.object_id}
