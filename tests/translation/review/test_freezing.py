"""What was submitted stays as it is until it is decided on, or withdrawn."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from parvis.translation.files import po
from parvis.translation.files.exchange import receive
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.parity.together import reasons_against
from parvis.translation.refusals import TranslationRefusedError
from parvis.translation.review.freezing import UnderReviewError, names_of_reviewers, step_under_way
from parvis.translation.workbench.models import PassageVersion
from parvis.translation.workbench.passages import row_of
from tests import factories
from tests.translation import documents
from tests.translation.review.conftest import (
    SignedIn,
    decide,
    public,
    say,
    step_of,
    summary_of,
    version,
    words,
)

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


def test_a_passage_cannot_be_written_and_it_is_said_who_reads_it(
    submitted: Translation, drafter: Any, reviewer: Any, signed_in: SignedIn
) -> None:
    address = reverse(
        "parvis_translation:save_passage", args=[submitted.pk, summary_of(submitted).pk]
    )
    data = {"value": "Something else.", "seen": version(submitted)}
    answer = signed_in(drafter).post(address, data, headers=JSON)
    assert answer.status_code == 423
    assert "reviewer" in answer.json()["error"]
    assert words(submitted) == "A notebook we share."


@pytest.mark.parametrize("view", ["revert_passage", "set_value", "edit_string", "upload_pofile"])
def test_no_other_way_changes_it_either(
    view: str, submitted: Translation, person: Any, signed_in: SignedIn
) -> None:
    client, segment = signed_in(person()), summary_of(submitted)
    if view == "revert_passage":
        former = PassageVersion.objects.filter(context=segment.context).last()
        assert former is not None
        where = reverse(
            "parvis_translation:revert_passage", args=[submitted.pk, segment.pk, former.pk]
        )
        client.post(where, {"seen": version(submitted)})
    elif view == "set_value":
        shared = OverridableSegment.objects.filter(source=submitted.source)
        for value in shared:
            where = reverse("parvis_translation:value", args=[submitted.pk, value.pk])
            assert client.post(where, {f"value-{value.pk}": "1"}).status_code == 302
            assert not value.context.overrides.exists()
    elif view == "edit_string":
        where = reverse("wagtail_localize:edit_string_translation", args=[submitted.pk, segment.pk])
        form = "application/x-www-form-urlencoded"
        assert client.put(where, "value=Else", content_type=form).status_code == 423
    else:
        file = SimpleUploadedFile("a.po", submitted.export_po().__unicode__().encode())
        where = reverse("parvis_translation:upload_pofile", args=[submitted.pk])
        client.post(where, {"file": file})
    assert words(submitted) == "A notebook we share."


def test_a_file_that_comes_back_says_so_and_is_not_taken(
    submitted: Translation, person: Any
) -> None:
    changed = po.write(submitted).replace(b"A notebook we share.", b"From a file.")
    with override("en"):
        [report] = receive(changed, person(), lambda _translation: True, only=submitted)
    assert "being reviewed" in report.problem
    assert words(submitted) == "A notebook we share."


def test_it_cannot_leave_the_editor(
    submitted: Translation, drafter: Any, signed_in: SignedIn
) -> None:
    where = reverse("wagtail_localize:stop_translation", args=[submitted.pk])
    signed_in(drafter).post(where)
    submitted.refresh_from_db()
    assert submitted.enabled


def test_nobody_publishes_it_past_its_reviewers(
    submitted: Translation, person: Any, signed_in: SignedIn
) -> None:
    admin, page = person(), submitted.get_target_instance()
    answer = documents.publish(signed_in(admin), page, follow=True)
    assert "reviewer" not in public(submitted)
    assert public(submitted) == "EN Un carnet partagé."
    assert documents.messages_of(answer)
    with pytest.raises(TranslationRefusedError):
        page.get_latest_revision().publish(user=admin)
    assert public(submitted) == "EN Un carnet partagé."
    assert step_under_way(submitted.get_target_instance())


def test_publishing_together_says_that_it_is_being_reviewed(
    submitted: Translation, person: Any, reviewer: Any
) -> None:
    [reason] = reasons_against(submitted.get_target_instance(), person())
    assert "reviewer" in reason


def test_words_translated_elsewhere_do_not_come_in(
    submitted: Translation, drafter: Any, signed_in: SignedIn
) -> None:
    page = submitted.source.get_source_instance()
    page.summary = "Une phrase nouvelle."
    page.save_revision().publish()
    other = documents.translate(factories.article("Autre", summary="Une phrase nouvelle."))
    segment = StringSegment.objects.get(source=other.source, context__path="summary")
    where = reverse("parvis_translation:save_passage", args=[other.pk, segment.pk])
    answer = signed_in(drafter).post(where, {"value": "A new one.", "seen": ""}, headers=JSON)
    assert answer.status_code == 200
    assert not row_of(submitted, summary_of(submitted)).exists()


def test_the_revision_submitted_is_published_though_there_be_later_ones(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    page = submitted.get_target_instance()
    later = page.get_latest_revision_as_object()
    later.summary = "Nobody has read this."
    later.save_revision()
    decide(signed_in(reviewer), submitted, "approve")
    assert public(submitted) == "A notebook we share."


def test_withdrawn_it_can_be_changed_again(
    submitted: Translation, drafter: Any, signed_in: SignedIn
) -> None:
    decide(signed_in(drafter), submitted, "withdraw")
    say(submitted, drafter, "Ours.")
    assert words(submitted) == "Ours."
    assert step_of(submitted) is None
    submit_for_moderation(submitted, drafter)
    assert step_of(submitted).revision.as_object().summary == "Ours."


def test_it_is_submitted_once_until_it_was_decided_on(submitted: Translation, drafter: Any) -> None:
    with pytest.raises(UnderReviewError):
        submit_for_moderation(submitted, drafter)


def test_administrators_are_named_where_nobody_else_reviews(
    submitted: Translation, person: Any
) -> None:
    person(name="boss")
    page = submitted.get_target_instance()
    assert names_of_reviewers(page, step_of(submitted)) == ["boss"]


def test_a_reviewer_may_amend_an_original_and_that_is_what_is_approved(
    person: Any, signed_in: SignedIn
) -> None:
    writer, moderator = person("Editors", name="writer"), person("Moderators", name="chief")
    page = factories.article("En attente", live=False)
    page.get_workflow().start(page, writer)
    page.title = "En attente, corrigé"
    page.save_revision(user=moderator)
    page.title = "Écrit par quelqu’un d’autre"
    page.save_revision(user=writer)
    state = type(page).objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, moderator, "approve")
    assert type(page).objects.get(pk=page.pk).title == "En attente, corrigé"


def test_the_screen_in_place_of_the_editor_has_nothing_to_write_passages_in(
    submitted: Translation, drafter: Any, signed_in: SignedIn
) -> None:
    answer = signed_in(drafter).get(submitted.get_target_instance_edit_url())
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select(".rv-bar button[value=withdraw]")
    assert not soup.select("[data-form], button[value=publish], button[value=approve]")
