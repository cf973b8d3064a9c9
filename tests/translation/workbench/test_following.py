"""What a translation has in common with its source besides words keeps it current, or not."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StreamValue
from wagtail.documents import get_document_model
from wagtail_localize.models import Translation, TranslationSource

from blog.models import ArticlePage
from parvis.translation.state import State, state_of
from parvis.translation.workbench.changes import out_of_order
from parvis.translation.workbench.following import follow
from parvis.translation.workbench.passages import work_on
from parvis.translation.workbench.versions import accept_as_minor
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.workbench.test_changes import fill, publish, translated

pytestmark = pytest.mark.django_db

Blocks = list[dict[str, Any]]


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    def build() -> Any:
        page = documents.full_article(tags=[], authors=[])
        return translated(page, factories.locale("en")).pk

    return prepare(build)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """The published English of an article that has everything."""
    return Translation.objects.get(pk=_translation)


def source_of(translation: Translation) -> ArticlePage:
    """Return the source as the database has it."""
    return ArticlePage.objects.get(
        translation_key=translation.source.object_id, locale=translation.source.locale
    )


def state(translation: Translation) -> State:
    return state_of(source_of(translation), translation.target_locale)


def revise(translation: Translation, change: Callable[[Blocks], Any], **fields: Any) -> None:
    """Publish the source with other blocks and fields."""
    page: Any = source_of(translation)
    raw = copy.deepcopy(list(page.body.raw_data))
    change(raw)
    page.body = StreamValue(page.body.stream_block, raw, is_lazy=True)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    translation.source.refresh_from_db()


def block(raw: Blocks, kind: str) -> Any:
    """Return the value of the only block of a kind."""
    (found,) = [each["value"] for each in raw if each["type"] == kind]
    return found


def of_target(translation: Translation, kind: str) -> Any:
    """Return the value the published translation has of it."""
    page: Any = translation.get_target_instance()
    return block(list(page.body.raw_data), kind)


def other_document() -> Any:
    return get_document_model().objects.create(title="B", file=ContentFile(b"b", name="b.txt"))


CHANGES: dict[str, Callable[[Blocks], Any]] = {
    "code": lambda raw: block(raw, "code").update(code="make test"),
    "image": lambda raw: block(raw, "image")["picture"].update(image=factories.picture("B").pk),
    "embed": lambda raw: block(raw, "embed").update(
        url="https://www.youtube.com/watch?v=zyxwvutsrq"
    ),
    "document": lambda raw: block(raw, "document").update(document=other_document().pk),
    "callout": lambda raw: block(raw, "callout").update(kind="warning"),
    "quote": lambda raw: block(raw, "quote").update(source_url="https://example.org/elsewhere"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_changes_without_words_puts_it_behind_until_it_is_published_again(
    kind: str, translation: Translation
) -> None:
    before = of_target(translation, kind)
    revise(translation, CHANGES[kind])
    assert state(translation) == State.BEHIND
    assert of_target(translation, kind) == before
    publish(Translation.objects.get(pk=translation.pk))
    assert state(translation) == State.CURRENT
    assert of_target(translation, kind) != before


def test_a_link_that_leads_elsewhere_puts_it_behind(translation: Translation) -> None:
    def lead_elsewhere(raw: Blocks) -> None:
        (text,) = [each for each in raw if each["type"] == "text"]
        text["value"] = text["value"].replace("example.org/a.html", "example.org/b.html")

    revise(translation, lead_elsewhere)
    assert state(translation) == State.BEHIND
    assert [str(label) for _kind, label in work_on(translation).shared] == ["Texte"]
    publish(Translation.objects.get(pk=translation.pk))
    assert "example.org/b.html" in of_target(translation, "text")


def test_another_order_of_blocks_puts_it_behind_and_is_shown(translation: Translation) -> None:
    revise(translation, lambda raw: raw.reverse())
    assert state(translation) == State.BEHIND
    work = work_on(translation)
    assert work.is_ready
    assert any(passage.is_moved for passage in work.passages)
    publish(Translation.objects.get(pk=translation.pk))
    kinds = [each["type"] for each in translation.get_target_instance().body.raw_data]
    assert kinds == [each["type"] for each in source_of(translation).body.raw_data]
    assert state(translation) == State.CURRENT


@pytest.mark.parametrize(
    ("field", "make"), [("cover", factories.picture), ("licence", lambda: "CC0-1.0")]
)
def test_a_shared_field_puts_it_behind(
    field: str, make: Callable[[], Any], translation: Translation
) -> None:
    value = make()
    revise(translation, lambda raw: None, **{field: value}, cover_is_decorative=True)
    assert state(translation) == State.BEHIND
    publish(Translation.objects.get(pk=translation.pk))
    assert getattr(translation.get_target_instance(), field) == value
    assert state(translation) == State.CURRENT


def test_another_tag_puts_it_behind(translation: Translation) -> None:
    voirie = factories.tag("Voirie")
    factories.tag("Roads", "en", translation_of=voirie)
    page = source_of(translation)
    page.article_tags.create(tag=voirie)
    page.save_revision().publish()
    assert state(translation) == State.BEHIND
    publish(Translation.objects.get(pk=translation.pk))
    (chosen,) = translation.get_target_instance().article_tags.all()
    assert chosen.tag.name == "Roads"


def test_publishing_everything_again_as_it_was_tells_nothing(translation: Translation) -> None:
    before = TranslationSource.objects.get(pk=translation.source_id).last_updated_at
    revise(translation, lambda raw: None)
    source = TranslationSource.objects.get(pk=translation.source_id)
    assert source.last_updated_at == before
    assert source.versions.count() == 1
    assert not follow(source_of(translation))


def test_reading_the_source_again_without_a_change_leaves_it_current(
    translation: Translation,
) -> None:
    translation.source.update_from_db()
    assert state(translation) == State.CURRENT
    assert translation.source.versions.count() == 1


def test_a_version_from_before_this_was_noted_is_completed_and_not_doubled(
    translation: Translation,
) -> None:
    translation.source.versions.update(shared=None)
    revise(translation, lambda raw: None)
    (version,) = translation.source.versions.all()
    assert version.shared
    assert state(translation) == State.CURRENT
    revise(translation, CHANGES["code"])
    assert state(translation) == State.BEHIND


def test_another_address_of_the_source_asks_nothing(translation: Translation) -> None:
    slug = translation.get_target_instance().slug
    revise(translation, lambda raw: None, slug="une-autre-adresse")
    assert state(translation) == State.CURRENT
    assert all(passage.state == "done" for passage in work_on(translation).passages)
    publish(Translation.objects.get(pk=translation.pk))
    assert translation.get_target_instance().slug == slug


def test_another_address_and_a_change_ask_for_the_change_only(translation: Translation) -> None:
    revise(translation, lambda raw: None, slug="une-autre-adresse", title="Un autre titre")
    assert state(translation) == State.BEHIND
    work = work_on(translation)
    assert [passage.path for passage in work.passages if passage.state != "done"] == ["title"]


def test_a_minor_edit_may_be_one_without_words(translation: Translation) -> None:
    revise(translation, CHANGES["code"])
    assert accept_as_minor(translation.source, None) == 0
    assert state(translation) == State.CURRENT
    assert work_on(translation).shared == []
    revise(translation, CHANGES["quote"])
    assert state(translation) == State.BEHIND
    assert [str(label) for _kind, label in work_on(translation).shared] == ["Citation"]


def test_an_update_with_new_passages_is_not_minor(translation: Translation) -> None:
    def add(raw: Blocks) -> None:
        raw.append({"type": "text", "value": "<p>Un ajout de fond.</p>"})

    revise(translation, add, title="Le carnet de voirie.")
    assert accept_as_minor(translation.source, None) == 1
    assert state(translation) == State.BEHIND
    fill(translation)
    assert state(translation) == State.BEHIND
    publish(Translation.objects.get(pk=translation.pk))
    assert state(translation) == State.CURRENT


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "abc", ""),
        ("abc", "bca", "a"),
        ("abcd", "dabc", "d"),
        ("abc", "axbyc", ""),
        ("axbyc", "cab", "c"),
        ("", "abc", ""),
        ("aab", "baa", "a"),
    ],
)
def test_the_fewest_that_explain_the_order_have_moved(before: str, after: str, moved: str) -> None:
    assert out_of_order(before, after) in ({*moved}, {"b"} if before == "aab" else {*moved})


def test_a_block_that_was_taken_out_is_shown_and_leaves_nothing_but_to_publish(
    translation: Translation,
) -> None:
    def take_out(raw: Blocks) -> None:
        raw[:] = [each for each in raw if each["type"] != "accordion"]

    revise(translation, take_out)
    assert state(translation) == State.BEHIND
    work = work_on(translation)
    assert {(former.source, former.target) for former in work.removed} == {
        ("Qui peut ?", "[Qui peut ?]"),
        ("Tout le monde.", "[Tout le monde.]"),
    }
    assert work.is_ready
    publish(Translation.objects.get(pk=translation.pk))
    assert state(translation) == State.CURRENT
    assert work_on(translation).removed == []
    assert not work_on(translation).is_behind


def test_a_paragraph_that_was_taken_out_is_shown_beside_one_that_changed(
    translation: Translation,
) -> None:
    def rewrite(raw: Blocks) -> None:
        block(raw, "callout").update(title="Avant toute chose", text="<p>Regardez ailleurs !</p>")
        block(raw, "accordion")["items"].clear()

    revise(translation, rewrite)
    work = work_on(translation)
    assert len(work.removed) == 2
    assert work.changed == 2
    assert not work.is_ready
    assert [passage.state for passage in work.passages if passage.state != "done"] == [
        "revise",
        "revise",
    ]


def test_two_paragraphs_that_changed_places_are_marked_and_ask_for_a_publication_only() -> None:
    body = [("text", "<p>La place est pavée.</p><p>On y danse le soir.</p>")]
    pair = translated(factories.article("La place", body=body), factories.locale("en"))

    def swap(raw: Blocks) -> None:
        raw[0]["value"] = "<p>On y danse le soir.</p><p>La place est pavée.</p>"

    revise(pair, swap)
    assert state(pair) == State.BEHIND
    work = work_on(pair)
    assert (work.moved, work.changed, work.is_ready) == (1, 0, True)
    publish(Translation.objects.get(pk=pair.pk))
    assert of_target(pair, "text").index("danse") < of_target(pair, "text").index("pavée")
    assert work_on(pair).moved == 0


def test_what_readers_miss_and_what_is_left_to_translate_are_two_numbers(
    translation: Translation,
) -> None:
    revise(translation, lambda raw: None, title="Un tout autre carnet")
    work = work_on(translation)
    assert (work.changed, work.total - work.done, work.is_ready) == (1, 1, False)
    fill(translation)
    assert state(translation) == State.BEHIND
    work = work_on(translation)
    assert (work.changed, work.total - work.done, work.is_ready) == (1, 0, True)
