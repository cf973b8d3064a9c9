"""Remarks on passages: asked by translators, answered by those who wrote, beside their form."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringSegment, Translation

from parvis.translation.workbench.mentions import mentionable, unknown_in
from parvis.translation.workbench.models import PassageNote
from parvis.translation.workbench.talk import threads_on
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.review.conftest import who_may

pytestmark = pytest.mark.django_db

BROWSER = {"sec-fetch-mode": "navigate"}


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    def build() -> Any:
        article = factories.article("Le carnet", summary="Un carnet partagé.")
        return documents.translate(article).pk

    return prepare(build)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """A French article that was submitted for translation into English."""
    return Translation.objects.get(pk=_work)


@pytest.fixture
def writer(person: Any) -> Any:
    """Somebody who writes French and has no right on English."""
    return who_may("change", person("no such group", name="writer"), "fr")


@pytest.fixture
def asked(work: Translation, person: Any) -> PassageNote:
    """A translator's question on the summary."""
    segment = summary(work)
    return PassageNote.objects.create(
        context=segment.context,
        locale=work.target_locale,
        text="Which one?",
        person=person("Translators", name="anne"),
    )


def summary(work: Translation) -> StringSegment:
    """Return the passage of the summary."""
    return StringSegment.objects.get(source=work.source, context__path="summary")


def client_of(user: Any) -> Client:
    """Return a client somebody is signed in with."""
    client = Client()
    client.force_login(user)
    return client


def form_of(client: Client, page: Page) -> BeautifulSoup:
    """Return Wagtail's form of a page."""
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_whoever_wrote_the_source_reads_and_answers_beside_its_form(
    work: Translation, writer: Any, asked: PassageNote
) -> None:
    client, page = Client(enforce_csrf_checks=True), work.source.get_source_instance()
    client.force_login(writer)
    panel = form_of(client, page).select("[data-side-panel=remarks]")[0]
    assert "Which one?" in panel.get_text()
    assert panel.select("[data-place]")[0]["data-place"] == "summary"
    assert panel.find_parent("form") is None
    form = panel.select("form")[-1]
    token = str(form.select("[name=csrfmiddlewaretoken]")[0]["value"])
    data = {"text": "The red one.", "csrfmiddlewaretoken": token}
    answer = client.post(str(form["action"]), data, headers=BROWSER)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk]) + "#remarks"
    assert [note.text for note in threads_on(page)[0].notes] == ["Which one?", "The red one."]
    assert PassageNote.objects.latest("pk").person == writer


def test_an_answer_sent_by_the_script_comes_back_with_what_was_said(
    work: Translation, writer: Any, asked: PassageNote
) -> None:
    where = reverse("parvis_translation:reply", args=[asked.pk])
    answer = client_of(writer).post(where, {"text": "The red one. @nobody"})
    assert "The red one." in answer.content.decode()
    assert "@nobody" in BeautifulSoup(answer.content, "html.parser").select("[role=alert]")[0].text


def test_it_may_also_be_answered_at_the_address_of_the_passage(
    work: Translation, writer: Any, asked: PassageNote
) -> None:
    where = reverse("parvis_translation:passage_note", args=[work.pk, summary(work).pk])
    answer = client_of(writer).post(where, {"text": "The red one."})
    assert answer["Location"].endswith("#remarks")
    assert PassageNote.objects.count() == 2


def test_a_remark_is_settled_with_a_name_and_a_date_and_opened_again(
    work: Translation, writer: Any, asked: PassageNote
) -> None:
    client, page = client_of(writer), work.source.get_source_instance()
    where = reverse("parvis_translation:reply", args=[asked.pk])
    client.post(where, {"settle": asked.pk}, headers=BROWSER)
    asked.refresh_from_db()
    assert asked.resolved_by == writer
    panel = form_of(client, page).select("[data-side-panel=remarks]")[0]
    assert "writer" in panel.select(".wb-aside")[0].get_text()
    client.post(where, {"reopen": asked.pk}, headers=BROWSER)
    asked.refresh_from_db()
    assert (asked.resolved_at, asked.resolved_by) == (None, None)


def test_a_stranger_reads_and_settles_nothing(
    work: Translation, asked: PassageNote, person: Any
) -> None:
    client = client_of(who_may("change", person("no such group", name="dutch"), "en"))
    stranger = client_of(person("Reviewers FR", name="stranger"))
    for where in (
        reverse("parvis_translation:reply", args=[asked.pk]),
        reverse("parvis_translation:passage_note", args=[work.pk, summary(work).pk]),
    ):
        assert stranger.post(where, {"settle": asked.pk})["Location"] == "/admin/"
        assert stranger.post(where, {"text": "x"})["Location"] == "/admin/"
    asked.refresh_from_db()
    assert asked.resolved_at is None
    assert PassageNote.objects.count() == 1
    assert client.post(where, {"text": "Mine."}).status_code == 200


@pytest.mark.parametrize("number", ["x", "9" * 30, "0", "²"])
def test_a_number_that_is_none_settles_nothing(
    number: str, work: Translation, writer: Any, asked: PassageNote
) -> None:
    where = reverse("parvis_translation:reply", args=[asked.pk])
    assert client_of(writer).post(where, {"settle": number}).status_code == 404


def test_a_form_without_remarks_has_no_panel(work: Translation, writer: Any) -> None:
    soup = form_of(client_of(writer), work.source.get_source_instance())
    assert not soup.select("[data-side-panel=remarks]")


def test_what_was_said_of_a_passage_that_is_gone_is_still_read(
    work: Translation, asked: PassageNote
) -> None:
    StringSegment.objects.filter(source=work.source, context__path="summary").delete()
    [thread] = threads_on(work.source.get_source_instance())
    assert (thread.passage, len(thread.notes)) == ("", 1)


def test_a_name_nobody_has_is_said(person: Any) -> None:
    person("Translators", name="anne")
    assert unknown_in("@anne, @bob. and @anne@x, ask @carl", lambda _user: True) == [
        "bob",
        "anne@x",
        "carl",
    ]
    assert unknown_in("@anne", lambda _user: False) == ["anne"]


def test_those_who_write_in_either_language_are_offered(
    person: Any, writer: Any, work: Translation
) -> None:
    person("Translators", name="anne")
    person("Reviewers EN", name="reviewer")
    found = {each["username"] for each in mentionable([factories.locale("fr")])}
    assert {"writer"} <= found
    assert not {"anne", "reviewer"} & found
    where = reverse("parvis_translation:people", args=["fr", "en"])
    offered = client_of(writer).get(where).json()["people"]
    assert {each["username"] for each in offered} == {"writer", "anne"}
    assert client_of(person("Reviewers EN", name="other")).get(where)["Location"] == "/admin/"
