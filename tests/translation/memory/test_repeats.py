"""One translation serves every passage of the same text that still waits for one."""

from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.memory.lookup import propagate, repeats
from tests import factories
from tests.translation import documents
from tests.translation.memory.segments import ENGLISH, FRENCH, locale, segment, source_of

pytestmark = pytest.mark.django_db


def translate(passage: StringSegment, data: str = ENGLISH, **fields: Any) -> StringTranslation:
    """Translate a passage into English."""
    return StringTranslation.objects.create(
        translation_of=passage.string,
        context=passage.context,
        locale=locale("en"),
        data=data,
        **{"translation_type": "manual"} | fields,
    )


def waiting(passage: StringSegment, **options: int) -> list[str]:
    """Return the titles of what still has the passage to translate into English."""
    found = repeats(passage.string_id, locale("en"), **options)
    return [repeat.source.object_repr for repeat in found]


def test_the_same_text_elsewhere_waits_until_it_is_translated() -> None:
    first = segment(source_of("Un", "fr", "en"), FRENCH)
    second = segment(source_of("Deux", "fr", "en", "nl"), FRENCH)
    segment(source_of("Autre", "fr", "en"), f"{FRENCH} Et demain ?")
    segment(source_of("Sans anglais", "fr", "nl"), FRENCH)
    segment(source_of("Pas soumis", "fr"), FRENCH)
    assert waiting(first) == ["Un", "Deux"]
    assert waiting(first, exclude_context=first.context_id) == ["Deux"]
    translate(second, "<p>Even badly</p>")
    assert waiting(first) == ["Un"]


def test_a_translation_that_was_stopped_does_not_wait() -> None:
    passage = segment(source_of("Un", "fr", "en"), FRENCH)
    Translation.objects.update(enabled=False)
    assert waiting(passage) == []


def test_a_translation_goes_to_every_context_and_into_no_other_language(person: Any) -> None:
    user = person()
    first = segment(source_of("Un", "fr", "en"), FRENCH)
    other = source_of("Deux", "fr", "en", "nl")
    segment(other, FRENCH, "body.1")
    segment(other, FRENCH, "body.2")
    segment(other, FRENCH, "body.2")
    made = translate(first, translation_type="machine", tool_name="An engine")
    assert propagate(made, user) == 2
    given = StringTranslation.objects.exclude(pk=made.pk)
    assert {(row.context.path, row.data, row.locale.language_code) for row in given} == {
        ("body.1", ENGLISH, "en"),
        ("body.2", ENGLISH, "en"),
    }
    assert {(row.translation_type, row.tool_name) for row in given} == {("machine", "An engine")}
    assert {row.last_translated_by for row in given} == {user}
    assert propagate(made, user) == 0


def test_what_somebody_wrote_is_never_overwritten(person: Any) -> None:
    first, second, third = (segment(source_of("Un", "fr", "en"), FRENCH) for _number in range(3))
    theirs = translate(second, "Theirs")
    wrong = translate(third, "<p>Theirs too</p>")
    assert propagate(translate(first), person()) == 0
    theirs.refresh_from_db()
    wrong.refresh_from_db()
    assert (theirs.data, wrong.data) == ("Theirs", "<p>Theirs too</p>")


def test_what_somebody_writes_at_the_same_moment_stays(
    person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (segment(source_of("Un", "fr", "en"), FRENCH) for _number in range(2))
    made, theirs = translate(first), translate(second, "Theirs")
    as_it_was = StringSegment.objects.filter(string=first.string)  # both seemed to wait
    monkeypatch.setattr("parvis.translation.memory.lookup.repeats", lambda *_args: as_it_was)
    assert propagate(made, person()) == 0
    theirs.refresh_from_db()
    assert theirs.data == "Theirs"


def test_an_error_and_an_empty_translation_go_nowhere(person: Any) -> None:
    first = segment(source_of("Un", "fr", "en"), FRENCH)
    segment(source_of("Deux", "fr", "en"), FRENCH)
    for data in ("<p>A block</p>", "", "<b> </b>"):
        made = translate(first, data)
        assert propagate(made, person(name=f"admin{made.pk}")) == 0
        made.delete()
    assert waiting(first) == ["Un", "Deux"]


def test_the_title_of_a_draft_follows(person: Any) -> None:
    user = person()
    one, two = (factories.article("Le carnet", slug=slug) for slug in ("carnet-un", "carnet-deux"))
    first = documents.translate(one, user)
    documents.translate(two, user)
    title = StringSegment.objects.get(source=first.source, context__path="title")
    assert (
        propagate(translate(title, "The notebook"), user) == 3
    )  # and both bodies, which repeat it
    assert Page.objects.get(pk=documents.target_of(two).pk).draft_title == "The notebook"


def test_a_title_that_is_its_slug_too_gives_it_a_slug_that_can_be_one() -> None:
    article = factories.article("eau", body=[("text", "<p>Une source.</p>")])
    made = documents.translate(article)
    title, slug = (made.source.stringsegment_set.get(context__path=at) for at in ("title", "slug"))
    assert title.string_id == slug.string_id
    assert propagate(translate(title, "fresh water"), None) == 1
    assert StringTranslation.objects.get(context=slug.context).data == "fresh-water"


def test_words_go_nowhere_they_do_not_fit(person: Any) -> None:
    article = factories.article("Un carnet", body=[("text", "<p>Une source.</p>")])
    made = documents.translate(article)
    title = made.source.stringsegment_set.get(context__path="title")
    first = segment(source_of("Un", "fr", "en"), title.string.data)
    assert propagate(translate(first, "word " * 80), person()) == 0
