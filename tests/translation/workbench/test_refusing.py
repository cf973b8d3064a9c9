"""Words that are not saved, in a browser without scripts: the editor again, nothing lost."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.workbench.models import Origin, PassageVersion
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    def build() -> Any:
        body = [("text", '<p>Un <a href="https://example.org/a.html">lien</a> utile.</p>')]
        return documents.translate(
            factories.article("Le carnet", summary="Vue du matin", body=body)
        ).pk

    return prepare(build)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """A French article with a summary, a paragraph and a link, not translated yet."""
    return Translation.objects.get(pk=_work)


def passage(work: Translation, text: str) -> StringSegment:
    return StringSegment.objects.filter(source=work.source, string__data__startswith=text)[0]


def address(work: Translation, segment: StringSegment) -> str:
    return reverse("parvis_translation:save_passage", args=[work.pk, segment.pk])


def press_save(client: Client, where: str, value: str, seen: str = "") -> Any:
    return client.post(where, {"value": value, "seen": seen})


def form_of(answer: Any, segment: StringSegment) -> Tag:
    found = BeautifulSoup(answer.content, "html.parser").select_one(f"#passage-{segment.pk}")
    assert found is not None
    return found


def test_a_conflict_shows_both_and_saving_again_is_a_choice(
    translator: Client, editor: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    press_save(translator, address(work, segment), "A morning view")
    answer = press_save(editor, address(work, segment), "Seen in the morning")
    assert answer.status_code == 409
    shown = form_of(answer, segment)
    assert shown.textarea is not None
    assert shown.textarea.get_text() == "Seen in the morning"
    assert "A morning view" in shown.select_one("[role=alert]").get_text()  # type: ignore[union-attr]
    seen = str(shown.select_one("[name=seen]")["value"])  # type: ignore[index]
    again = press_save(editor, address(work, segment), "Seen in the morning", seen)
    assert again.status_code == 302
    assert StringTranslation.objects.get(translation_of=segment.string).data == (
        "Seen in the morning"
    )


def test_broken_marks_are_said_and_the_words_are_in_their_field(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Un <a id")
    answer = press_save(translator, address(work, segment), 'A <a id="a9">useful</a> link')
    assert answer.status_code == 422
    shown = form_of(answer, segment)
    assert shown.textarea is not None
    assert shown.textarea.get_text() == 'A <a id="a9">useful</a> link'
    assert "a9" in shown.select_one("[role=alert]").get_text()  # type: ignore[union-attr]
    # The page stands at another address than the editor: what it sends must not.
    soup = BeautifulSoup(answer.content, "html.parser")
    assert soup.select_one(".wb-actions")["action"] == work.get_target_instance_edit_url()  # type: ignore[index]


def test_words_for_a_passage_that_is_gone_are_shown(translator: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    where = address(work, segment)
    page = work.source.get_source_instance()
    page.summary = "Vue du soir"
    page.save_revision().publish()
    assert not StringSegment.objects.filter(pk=segment.pk).exists()
    answer = press_save(translator, where, "A morning view")
    assert answer.status_code == 404
    lost = BeautifulSoup(answer.content, "html.parser").select_one("textarea[readonly]")
    assert lost is not None
    assert lost.get_text() == "A morning view"
    asked = translator.post(where, {"value": "A morning view", "seen": ""}, headers=JSON)
    assert (asked.status_code, asked["content-type"]) == (404, "application/json")


def test_a_field_is_as_high_as_its_words_and_no_help_is_promised(
    translator: Client,
) -> None:
    work = documents.translate(factories.article("Le carnet", summary="Une longue phrase. " * 12))
    answer = translator.get(work.get_target_instance_edit_url())
    shown = form_of(answer, passage(work, "Une longue phrase"))
    assert shown.textarea is not None
    assert int(str(shown.textarea["rows"])) >= 5
    side = BeautifulSoup(answer.content, "html.parser").select_one("[data-side]")
    assert side is not None
    assert side.has_attr("hidden")


def test_the_same_text_on_the_page_is_answered_with_what_it_now_has(
    translator: Client,
) -> None:
    body = [("text", "<p>Vue du matin</p>")]
    work = documents.translate(factories.article("Le carnet", summary="Vue du matin", body=body))
    first, second = StringSegment.objects.filter(
        source=work.source, string__data="Vue du matin"
    ).order_by("pk")
    answer = translator.post(
        address(work, first), {"value": "A morning view", "seen": ""}, headers=JSON
    ).json()
    (twin,) = answer["twins"]
    assert (twin["pk"], twin["value"], twin["state"]) == (second.pk, "A morning view", "done")
    again = translator.post(
        address(work, second), {"value": "Seen", "seen": twin["version"]}, headers=JSON
    )
    assert again.status_code == 200
    origins = PassageVersion.objects.filter(context=second.context).values_list("origin", flat=True)
    assert list(origins) == [Origin.TYPED, Origin.REPEATED]


def test_saving_says_how_many_proposals_are_left(translator: Client, work: Translation) -> None:
    segments = [passage(work, "Vue du matin"), passage(work, "Le carnet")]
    rows = [
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=work.target_locale,
            data="A view",
            translation_type="machine",
            tool_name="Odile",
        )
        for segment in segments
    ]
    left = [
        translator.post(
            address(work, segment),
            {"value": "A view", "seen": row.updated_at.isoformat()},
            headers=JSON,
        ).json()["machine"]
        for segment, row in zip(segments, rows, strict=True)
    ]
    assert re.match(r"1\b", left[0])
    assert left[1] == ""
