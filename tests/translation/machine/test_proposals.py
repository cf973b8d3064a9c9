"""What is taken from an answer: the same marks, nothing over somebody's words, terms restored."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.machine import protection
from parvis.translation.machine.asking import translate_by_machine
from parvis.translation.machine.markup import usable
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.proposals import Applied, apply_answer, texts_to_translate
from parvis.translation.machine.protection import Texts, register_protection
from parvis.translation.machine.queue import enqueue, run_due
from tests.translation.machine.conftest import LINKED, WRITTEN, Use, fresh, kept
from tests.translation.machine.deliveries import address, form, packed
from tests.translation.machine.server import Machine

pytestmark = pytest.mark.django_db

State = MachineRequest.State


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "  ",
        "<br/>",
        "A link",
        'A <a id="a2">link</a>',
        'A <a id="a1">link</a> and <a id="a1">again</a>',
        'A <a href="https://example.org/">link</a>',
        'A <b><a id="a1">link</a></b>',
        'A <a id="a1">link</a><script>alert(1)</script>',
        '<p>A <a id="a1">link</a></p>',
        'A <a id="a1" onclick="x">link</a>',
        'A \0 <a id="a1">link</a>',
        "<b>" * 3000,
    ],
)
def test_an_answer_with_other_marks_than_its_passage_is_not_used(answer: str) -> None:
    assert usable('Un <a id="a1">lien</a>', answer) is None


@pytest.mark.parametrize(
    ("answer", "kept_as"),
    [
        ("A <a id='a1'>link</a>", 'A <a id="a1">link</a>'),
        (' <a id="a1">Link</a> one\n', '<a id="a1">Link</a> one'),
        ('A <a id="a1">link &lt; two</a>', 'A <a id="a1">link &lt; two</a>'),
        ('A <a id="a1">link</a> & more', 'A <a id="a1">link</a> &amp; more'),
    ],
)
def test_the_same_marks_elsewhere_in_the_sentence_are_fine(answer: str, kept_as: str) -> None:
    assert usable('Un <a id="a1">lien</a>', answer) == kept_as


def test_a_line_break_is_a_mark_however_it_is_written() -> None:
    assert usable("Un<br/>deux", "One<br>two") == "One<br/>two"
    assert usable("Un<br/>deux", "One two") is None


def test_applying_counts_what_it_filled_and_refused_and_closes_the_request(
    use: Use, translation: Translation, asker: Any
) -> None:
    use("proxy")
    request = enqueue(translation, asker)
    keys = {text: key for key, text in texts_to_translate(translation).items()}
    answer = {keys[LINKED]: "Lost", keys["Fin du texte."]: "The end.", 10**9: "A stranger"}
    assert apply_answer(request, answer) == Applied(filled=1, refused=1)
    assert fresh(request).state == State.ANSWERED
    assert kept(translation) == {**WRITTEN, "Fin du texte.": "The end."}
    proposal = StringTranslation.objects.get(data="The end.")
    assert proposal.last_translated_by == asker
    assert not proposal.has_error


def test_one_text_that_stands_in_two_places_is_asked_once_and_filled_twice(
    use: Use, translation: Translation
) -> None:
    use("proxy")
    others = translation.source.stringsegment_set.exclude(context__path="title").order_by("pk")
    first, second = others[:2]
    second.string = first.string
    second.save()
    texts = texts_to_translate(translation)
    assert list(texts.values()).count(first.string.data) == 1
    answered = apply_answer(enqueue(translation, None), {first.string_id: first.string.data})
    assert answered == Applied(filled=2, refused=0)


def test_a_phrase_that_comes_back_for_a_slug_becomes_one(
    use: Use, translation: Translation
) -> None:
    use("proxy")
    slug = translation.source.stringsegment_set.get(context__path="slug")
    apply_answer(enqueue(translation, None), {slug.string_id: "The notebook of streets"})
    assert kept(translation)["le-carnet"] == "the-notebook-of-streets"


def test_what_the_place_cannot_hold_is_left_to_the_translator(
    use: Use, translation: Translation
) -> None:
    use("proxy")
    slug = translation.source.stringsegment_set.get(context__path="slug")
    answered = apply_answer(enqueue(translation, None), {slug.string_id: "word " * 80})
    assert answered == Applied(filled=0, refused=1)
    assert kept(translation) == WRITTEN


def test_what_has_an_error_was_written_by_somebody_all_the_same(
    use: Use, translation: Translation
) -> None:
    use("proxy")
    StringTranslation.objects.update(has_error=True)
    segment = translation.source.stringsegment_set.get(context__path="title")
    request = enqueue(translation, None)
    assert apply_answer(request, {segment.string_id: "Another"}) == Applied(0, 0)
    assert kept(translation) == WRITTEN


def hide(texts: Texts, source: Any, target: Any) -> tuple[Texts, Any]:
    """Take the word “texte” out, and note where it was."""
    assert (source.language_code, target.language_code) == ("fr", "en")
    hidden = {key: text.replace("texte", "@@") for key, text in texts.items()}
    return hidden, {str(key): "text" for key in texts if "@@" in hidden[key]}


def show(texts: Texts, notes: Any) -> dict[int, str | None]:
    """Put it back in English; a text that lost its place cannot be used."""
    return {
        key: (text.replace("@@", notes[str(key)]) if "@@" in text else None)
        if str(key) in notes
        else text
        for key, text in texts.items()
    }


@pytest.mark.parametrize("kind", ["libretranslate", "deepl", "proxy", "etranslation"])
def test_protected_terms_never_reach_a_machine_and_stand_in_its_proposal(
    kind: str, use: Use, machine: Machine, translation: Translation, asker: Any, outside: Any
) -> None:
    register_protection(hide, show)
    use(kind)
    outcome = translate_by_machine(translation, asker, get_machine_translator())
    if outcome.request is not None:
        now = timezone.now() + timedelta(seconds=1)
        run_due(now)
        run_due(now + timedelta(minutes=1))
        if kind == "etranslation":
            request = fresh(outcome.request)
            assert "texte" not in packed(machine)
            outside.post(address(request), form(request, packed(machine)))
    assert "Fin du texte." not in str(machine.requests)
    assert kept(translation)["Fin du texte."] == "EN Fin du text."
    assert kept(translation)[LINKED] == f"EN {LINKED}"


def test_a_term_that_got_lost_leaves_its_passage_to_the_translator(
    use: Use, machine: Machine, translation: Translation, asker: Any
) -> None:
    def lose(texts: Texts, notes: Any) -> dict[int, str | None]:
        return {key: None if str(key) in notes else text for key, text in texts.items()}

    register_protection(hide, lose)
    use("libretranslate")
    outcome = translate_by_machine(translation, asker, get_machine_translator())
    assert outcome.applied is not None
    assert outcome.applied.refused == 1
    assert "Fin du texte." not in kept(translation)


def test_placeholders_of_a_protection_that_is_gone_are_not_proposed() -> None:
    assert protection.restored({1: "EN @@"}, {"1": "text"}) == {1: None}
