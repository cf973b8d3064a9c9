"""The screen on which a translation is read and decided on."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail_localize.models import Translation

from parvis.translation.moderation import submit_for_moderation
from parvis.translation.review.comparison import compare
from parvis.translation.workbench.models import PassageNote
from parvis.translation.workbench.passages import row_of
from tests.translation import documents
from tests.translation.review.conftest import (
    SignedIn,
    decide,
    public,
    say,
    step_of,
    summary_of,
    words,
)

pytestmark = pytest.mark.django_db


def screen(client: Client, work: Translation) -> BeautifulSoup:
    """Return the page somebody sees at the address of the editor."""
    answer = client.get(work.get_target_instance_edit_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_it_shows_what_was_submitted_beside_what_readers_see(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    soup = screen(signed_in(reviewer), submitted)
    assert "A notebook we share." in soup.get_text()
    [changed] = soup.select(".wb-revise")
    assert changed.select("[data-submitted] p")[0].get_text() == "A notebook we share."
    assert "Un carnet partagé." in changed.select("[lang=fr]")[0].get_text()
    assert changed.find("ins") is not None
    assert changed.find("del") is not None
    buttons = {button["value"] for button in soup.select(".rv-bar button")}
    assert {"approve", "reject"} <= buttons


def test_it_says_who_is_asked_to_review_it(
    submitted: Translation, reviewer: Any, drafter: Any, signed_in: SignedIn
) -> None:
    bar = screen(signed_in(drafter), submitted).select_one(".rv-bar")
    assert bar is not None
    assert f"À relire par {reviewer}" in " ".join(bar.get_text().split())


def test_it_shows_the_words_submitted_though_the_original_changed_since(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    source = submitted.source.get_source_instance()
    source.summary = "Tout autre chose."
    source.save_revision().publish()
    soup = screen(signed_in(reviewer), submitted)
    assert "A notebook we share." in soup.get_text()
    assert soup.select(".rv-warning")


def test_changes_are_asked_for_with_words_and_reach_the_translator(
    submitted: Translation, reviewer: Any, drafter: Any, signed_in: SignedIn
) -> None:
    client = signed_in(reviewer)
    assert decide(client, submitted, "reject").status_code == 422
    assert step_of(submitted) is not None
    decide(client, submitted, "reject", comment="Say “notebook” no more.")
    assert public(submitted) == "EN Un carnet partagé."
    soup = screen(signed_in(drafter), submitted)
    assert "Say “notebook” no more." in soup.select(".rv-asked")[0].get_text()
    say(submitted, drafter, "A record we share.")
    submit_for_moderation(submitted, drafter)
    assert not screen(client, submitted).select(".rv-asked")
    decide(client, submitted, "approve")
    assert public(submitted) == "A record we share."
    page = submitted.get_target_instance()
    assert not page.has_unpublished_changes


def test_a_decision_on_what_was_withdrawn_meanwhile_decides_nothing(
    submitted: Translation, reviewer: Any, drafter: Any, signed_in: SignedIn
) -> None:
    read = step_of(submitted).pk
    decide(signed_in(drafter), submitted, "withdraw")
    say(submitted, drafter, "Not read by anybody.")
    submit_for_moderation(submitted, drafter)
    answer = decide(signed_in(reviewer), submitted, "approve", step=read)
    assert documents.messages_of(answer)
    assert public(submitted) == "EN Un carnet partagé."
    assert step_of(submitted) is not None


def test_a_stranger_decides_nothing(
    submitted: Translation, person: Any, signed_in: SignedIn
) -> None:
    for group in ("Reviewers FR", "no such group"):
        client = signed_in(person(group, name=group.replace(" ", "-")))
        for decision in ("approve", "reject", "withdraw"):
            decide(client, submitted, decision, comment="x")
    assert step_of(submitted) is not None
    assert words(submitted) == "A notebook we share."


def test_a_reviewer_without_other_rights_withdraws_and_previews(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    client = signed_in(reviewer)
    soup = screen(client, submitted)
    preview = soup.select(".rv-bar a[target]")[0]["href"]
    assert "A notebook we share." in client.get(preview).content.decode()
    assert len(soup.select(".rv-bar a")) == 1
    decide(client, submitted, "withdraw")
    assert step_of(submitted) is None


def test_whoever_writes_there_compares_all_of_it_with_the_published_page(
    submitted: Translation, drafter: Any, signed_in: SignedIn
) -> None:
    client = signed_in(drafter)
    preview, compared = [link["href"] for link in screen(client, submitted).select(".rv-bar a")]
    assert "A notebook we share." in client.get(preview).content.decode()
    assert "A notebook we share." in client.get(compared).content.decode()


def test_a_remark_is_left_from_there_and_leads_back(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    segment = summary_of(submitted)
    where = reverse("parvis_translation:passage_note", args=[submitted.pk, segment.pk])
    headers = {"sec-fetch-mode": "navigate"}
    answer = signed_in(reviewer).post(where, {"text": "Is it ours?"}, headers=headers)
    assert answer["Location"].endswith(f"#passage-{segment.pk}")
    assert PassageNote.objects.get().person == reviewer
    soup = screen(signed_in(reviewer), submitted)
    assert "Is it ours?" in soup.select(".wb-note")[0].get_text()


def test_a_page_readers_have_never_seen_is_all_new(
    submitted: Translation, reviewer: Any, signed_in: SignedIn
) -> None:
    page = submitted.get_target_instance()
    page.unpublish()
    with override("en"):
        soup = screen(signed_in(reviewer), submitted)
    assert not soup.select(".wb-diff")
    decide(signed_in(reviewer), submitted, "approve")
    assert public(submitted) == "A notebook we share."


def test_the_number_of_queries_does_not_depend_on_that_of_the_places(
    submitted: Translation, django_assert_max_num_queries: Any
) -> None:
    revision, page = step_of(submitted).revision, submitted.get_target_instance()
    with django_assert_max_num_queries(25):
        compare(submitted, revision, page)


def test_what_a_machine_proposed_is_marked_and_counts_as_read_once_it_is_approved(
    work: Translation, drafter: Any, reviewer: Any, signed_in: SignedIn, client: Client
) -> None:
    row = row_of(work, summary_of(work)).get()
    row.data, row.translation_type, row.tool_name = "A shared notebook.", "machine", "Odile"
    row.save()
    submit_for_moderation(work, drafter)
    soup = screen(signed_in(reviewer), work)
    assert len(soup.select("[data-unread]")) == 1
    [marked] = [place for place in soup.select(".wb-passage") if place.select("h3 .wb-machine")]
    assert "A shared notebook." in marked.get_text()
    decide(signed_in(reviewer), work, "approve")
    told = client.get(work.get_target_instance().url).content.decode()
    assert "nobody has reviewed" not in told
    assert f"Reviewed by {reviewer}" in told
