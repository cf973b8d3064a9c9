"""The translators' editor: what it shows, what it saves, and what it refuses."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import (
    OverridableSegment,
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
)

from blog.models import ArticlePage
from parvis.translation.workbench.models import Origin, PassageNote, PassageVersion, Presence
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    def build() -> Any:
        article = documents.full_article(tags=[factories.tag("Voirie")])
        return documents.translate(article).pk

    return prepare(build)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """A French article with every block, submitted and not translated yet."""
    return Translation.objects.get(pk=_work)


def passage(work: Translation, text: str) -> StringSegment:
    """Return the passage that begins with a text."""
    return StringSegment.objects.filter(source=work.source, string__data__startswith=text)[0]


def save(client: Client, work: Translation, segment: StringSegment, value: str, **more: str) -> Any:
    """Save a passage as the screen does."""
    address = reverse("parvis_translation:save_passage", args=[work.pk, segment.pk])
    return client.post(address, {"value": value, "seen": "", **more}, headers=JSON)


def screen(client: Client, work: Translation) -> BeautifulSoup:
    """Return the editor's page."""
    answer = client.get(work.get_target_instance_edit_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def written(work: Translation, segment: StringSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of=segment.string, context=segment.context, locale=work.target_locale
    ).first()


def test_it_shows_every_passage_beside_its_source(translator: Client, work: Translation) -> None:
    soup = screen(translator, work)
    shown = soup.select(".wb-passage")
    assert len(shown) == StringSegment.objects.filter(source=work.source).count()
    assert {element["lang"] for element in soup.select(".wb-source")} == {"fr"}
    assert {element["lang"] for element in soup.select(".wb-passage textarea")} == {"en"}
    assert [item.get_text() for item in soup.select("#related li > span[lang=fr]")] == ["Voirie"]


def test_a_passage_is_saved_and_says_how_far_the_work_is(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    answer = save(translator, work, segment, "A morning view").json()
    assert (answer["state"], answer["done"], answer["value"]) == ("done", 1, "A morning view")
    row = written(work, segment)
    assert row is not None
    assert (row.data, row.translation_type) == ("A morning view", "manual")
    assert row.last_translated_by == get_user_model().objects.get(username="translators")


def test_without_scripts_it_leads_back_to_the_passage(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    address = reverse("parvis_translation:save_passage", args=[work.pk, segment.pk])
    answer = translator.post(address, {"value": "A morning view", "seen": ""})
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/edit/#passage-{segment.pk}")
    assert written(work, segment) is not None


def test_two_at_work_on_one_passage_do_not_overwrite_each_other(
    translator: Client, editor: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    save(translator, work, segment, "A morning view")
    answer = save(editor, work, segment, "Seen in the morning")
    assert answer.status_code == 409
    assert answer.json()["value"] == "A morning view"
    assert answer.json()["person"] == "translators"
    row = written(work, segment)
    assert row is not None
    assert row.data == "A morning view"
    again = save(editor, work, segment, "Seen in the morning", seen=answer.json()["version"])
    assert again.status_code == 200
    assert PassageVersion.objects.filter(context=segment.context).count() == 2


def test_the_same_words_twice_are_no_conflict(translator: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    save(translator, work, segment, "A morning view")
    assert save(translator, work, segment, "A morning view").status_code == 200


def test_an_emptied_passage_is_open_again_and_its_words_are_kept(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    version = save(translator, work, segment, "A morning view").json()["version"]
    answer = save(translator, work, segment, "", seen=version).json()
    assert (answer["state"], answer["done"], answer["version"]) == ("empty", 0, "")
    assert written(work, segment) is None
    kept = PassageVersion.objects.filter(context=segment.context)
    assert [found.origin for found in kept] == [Origin.DELETED, Origin.TYPED]


@pytest.mark.parametrize(
    "hostile",
    [
        '<a href="javascript:alert(1)">x</a>',
        "<script>alert(1)</script>",
        '<b onclick="x">y</b>',
        '<a id="a9">elsewhere</a>',
        "<div>block</div>",
        "<b></b>",
    ],
)
def test_marks_the_original_has_not_are_refused_and_nothing_is_lost(
    hostile: str, translator: Client, work: Translation
) -> None:
    segment = passage(work, "Un <a id")
    version = save(translator, work, segment, 'A <a id="a1">link</a> and a list.').json()["version"]
    answer = save(translator, work, segment, hostile, seen=version)
    assert answer.status_code == 422
    assert answer.json()["error"]
    row = written(work, segment)
    assert row is not None
    assert row.data == 'A <a id="a1">link</a> and a list.'


def test_typography_is_put_right_said_and_can_be_left_alone(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    answer = save(translator, work, segment, 'The mayor\'s "view"').json()
    assert answer["value"] == "The mayor’s “view”"
    assert answer["fixed"]
    assert "mayor’s" in answer["note"]
    left = save(
        translator, work, segment, "The mayor's view", seen=answer["version"], as_is="1"
    ).json()
    assert left["value"] == "The mayor's view"
    assert left["fixed"] == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("slug", "Hello world, l'été !"),
        ("title", "A" * 256),
        ("summary", "A" * 501),
        ("body.", "A" * 600),
    ],
)
def test_what_the_field_cannot_hold_is_refused(
    path: str, words: str, translator: Client, work: Translation
) -> None:
    segments = StringSegment.objects.filter(source=work.source)
    segment = segments.filter(context__path__startswith=path).first()
    assert segment is not None
    answer = save(translator, work, segment, words)
    assert answer.status_code == 422
    assert answer.json()["error"]
    former = reverse("wagtail_localize:edit_string_translation", args=[work.pk, segment.pk])
    kind = "application/x-www-form-urlencoded"
    answer = translator.put(former, urlencode({"value": words}), content_type=kind)
    assert answer.status_code == 422
    assert written(work, segment) is None


def test_a_slug_is_taken_as_it_is_and_a_title_stays_on_one_line(
    translator: Client, work: Translation
) -> None:
    segments = StringSegment.objects.filter(source=work.source)
    slug, title = (segments.get(context__path=path) for path in ("slug", "title"))
    assert save(translator, work, slug, "the-notebook").status_code == 200
    answer = save(translator, work, title, "The notebook\r\n of the roads")
    assert answer.json()["value"] == "The notebook of the roads"


def test_a_machines_proposal_counts_as_read_once_it_is_confirmed(
    translator: Client, work: Translation
) -> None:
    segment = passage(work, "Vue du matin")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=work.target_locale,
        data="A morning view",
        translation_type="machine",
        tool_name="Odile",
    )
    (element,) = screen(translator, work).select(f"#passage-{segment.pk}")
    assert element["data-state"] == "machine"
    (field,) = element.select("[name=seen]")
    seen = str(field["value"])
    assert save(translator, work, segment, "A morning view", seen=seen).json()["state"] == "done"


def test_help_shows_memory_terms_remarks_and_history(translator: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    version = save(translator, work, segment, "A morning view").json()["version"]
    save(translator, work, segment, "Seen in the morning", seen=version)
    note = reverse("parvis_translation:passage_note", args=[work.pk, segment.pk])
    translator.post(note, {"text": "Which morning?"})
    other = documents.translate(factories.article("Autre", summary="Vue du matin"))
    same = StringSegment.objects.get(source=other.source, context__path="summary")
    text = translator.get(
        reverse("parvis_translation:passage_help", args=[other.pk, same.pk])
    ).content.decode()
    assert "Seen in the morning" in text
    assert "100 %" in text
    mine = translator.get(
        reverse("parvis_translation:passage_help", args=[work.pk, segment.pk])
    ).content.decode()
    assert "Which morning?" in mine
    assert "A morning view" in mine


def test_the_history_of_a_passage_is_not_that_of_its_neighbours(translator: Client) -> None:
    body = [("text", "<p>Une place.</p><p>Une rue.</p>")]
    work = documents.translate(factories.article("Le carnet", body=body))
    place, street = passage(work, "Une place"), passage(work, "Une rue")
    save(translator, work, place, "A square.")
    save(translator, work, street, "A street.")
    text = translator.get(
        reverse("parvis_translation:passage_help", args=[work.pk, street.pk])
    ).content.decode()
    assert "A street." in text
    assert "A square." not in text


def test_an_earlier_version_can_be_taken_again(translator: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    version = save(translator, work, segment, "A morning view").json()["version"]
    now = save(translator, work, segment, "Seen in the morning", seen=version).json()["version"]
    first = PassageVersion.objects.get(context=segment.context, data="A morning view")
    address = reverse("parvis_translation:revert_passage", args=[work.pk, segment.pk, first.pk])
    assert translator.post(address, {"seen": ""}).status_code == 409
    assert translator.post(address, {"seen": now}).json()["value"] == "A morning view"
    last = PassageVersion.objects.filter(context=segment.context)[0]
    assert (last.data, last.origin) == ("A morning view", Origin.REVERTED)


def test_a_remark_is_settled(translator: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    address = reverse("parvis_translation:passage_note", args=[work.pk, segment.pk])
    translator.post(address, {"text": "  "})
    assert not PassageNote.objects.exists()
    translator.post(address, {"text": "Which morning?"})
    note = PassageNote.objects.get()
    translator.post(address, {"settle": str(note.pk)})
    note.refresh_from_db()
    assert note.resolved_at is not None


def test_an_error_stops_the_publication_until_it_is_set_aside_with_a_reason(
    translator: Client, work: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    for segment in StringSegment.objects.filter(source=work.source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=work.target_locale,
            data=english_for(segment),
        )
    wrong = passage(work, "31")
    StringTranslation.objects.filter(translation_of=wrong.string).update(data="32")
    target = work.get_target_instance()
    with django_capture_on_commit_callbacks(execute=True):
        answer = documents.publish(translator, target, follow=True)
    assert "n’est pas publié" in documents.messages_of(answer)
    assert not documents.target_of(ArticlePage.objects.get(locale__language_code="fr")).live
    form = BeautifulSoup(answer.content, "html.parser").select_one(
        f"#passage-{wrong.pk} form[data-aside]"
    )
    assert form is not None
    fields = {str(field["name"]): field.get("value", "") for field in form.select("[name]")}
    assert translator.post(form["action"], fields | {"reason": " "}).status_code == 422
    assert translator.post(form["action"], fields | {"reason": "Counted again"}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, target)
    assert documents.target_of(ArticlePage.objects.get(locale__language_code="fr")).live


def test_a_picture_of_its_own_and_the_originals_again(
    translator: Client, work: Translation
) -> None:
    segment = OverridableSegment.objects.get(
        source=work.source, context__path__endswith=".picture.image"
    )
    address = reverse("parvis_translation:value", args=[work.pk, segment.pk])
    picture = factories.picture("A square")
    translator.post(address, {f"value-{segment.pk}": str(picture.pk)})
    assert SegmentOverride.objects.get().data == picture.pk
    translator.post(address, {f"value-{segment.pk}": str(picture.pk), "shared": ""})
    assert not SegmentOverride.objects.exists()


def test_the_same_passage_elsewhere_gets_the_same_words_where_one_may_write(
    translator: Client, work: Translation
) -> None:
    again = documents.translate(factories.article("Autre", summary="Vue du matin"))
    closed = documents.translate(factories.article("Fermée", summary="Vue du matin"))
    locked = closed.get_target_instance()
    locked.locked = True
    locked.save(update_fields=["locked"])
    answer = save(translator, work, passage(work, "Vue du matin"), "A morning view").json()
    assert answer["note"]
    done = StringTranslation.objects.filter(data="A morning view").values_list(
        "context__object_id", flat=True
    )
    assert sorted(done) == sorted([work.source.object_id, again.source.object_id])


def test_who_else_is_here_is_said(translator: Client, editor: Client, work: Translation) -> None:
    segment = passage(work, "Vue du matin")
    address = reverse("parvis_translation:presence", args=[work.pk])
    assert translator.post(address, {"passage": str(segment.pk)}).json()["others"] == []
    assert editor.post(address).json()["others"] == [{"name": "translators", "passage": segment.pk}]
    translator.post(address, {"leaves": "1"})
    assert editor.post(address).json()["others"] == []
    assert Presence.objects.count() == 1


def test_its_cost_does_not_grow_with_the_passages(
    translator: Client, work: Translation, django_assert_max_num_queries: Any
) -> None:
    small = documents.translate(factories.article("Court"))

    def cost(translation: Translation) -> int:
        address = translation.get_target_instance_edit_url()
        translator.get(address)
        with django_assert_max_num_queries(400) as queries:
            translator.get(address)
        return len(queries)

    # What the text refers to and may choose (pictures, links) costs a few queries each.
    extras = 4 * (
        work.source.relatedobjectsegment_set.count() + work.source.overridablesegment_set.count()
    )
    assert cost(work) <= cost(small) + extras
    assert StringSegment.objects.filter(source=work.source).count() > 30


def english_for(segment: StringSegment) -> str:
    """Return English words with the marks and the figures of a passage, for the checks."""
    soup = BeautifulSoup(segment.string.data, "html.parser")
    if segment.context.path == "slug":
        return "the-road-notebook"
    for text in soup.find_all(string=True):
        digits = "".join(character for character in text if character.isdigit())
        if not text.strip().isdigit():
            text.replace_with(f"Something that people share {digits}".strip())
    return str(soup)
