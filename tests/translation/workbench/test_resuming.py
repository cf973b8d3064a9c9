"""A translation that is edited on its own for a while, then taken up again."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from blog.models import ArticlePage
from parvis.translation.origins import origin_of
from parvis.translation.state import State, passages_left_in, state_of
from parvis.translation.workbench.models import PassageVersion
from parvis.translation.workbench.passages import work_on
from parvis.translation.workbench.resuming import resume
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.workbench.test_changes import fill, publish, translated

pytestmark = pytest.mark.django_db

TEXT = "<p>La place est pavée.</p><p>On y danse le soir.</p>"


@pytest.fixture(scope="module", autouse=True)
def _article(prepare: Prepare) -> Any:
    return prepare(
        lambda: (
            factories.article("La place", body=[("text", TEXT)], summary="Une place de village").pk
        )
    )


@pytest.fixture
def article(_article: Any, db: None) -> ArticlePage:
    return ArticlePage.objects.get(pk=_article)


@pytest.fixture
def translation(article: ArticlePage) -> Translation:
    """The published English of the article, stopped since."""
    found = translated(article, factories.locale("en"))
    Translation.objects.filter(pk=found.pk).update(enabled=False)
    return Translation.objects.get(pk=found.pk)


def revise(page: Any, **fields: Any) -> None:
    """Publish a page with other words, by hand."""
    page = ArticlePage.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def rewrite(page: Any, html: str) -> None:
    """Publish a page with another text, by hand."""
    page = ArticlePage.objects.get(pk=page.pk)
    page.body[0].value.source = html
    page.save_revision().publish()


def state(article: ArticlePage) -> State:
    return state_of(article, factories.locale("en"))


def test_nothing_is_said_of_the_age_of_one_that_is_edited_on_its_own(
    article: ArticlePage, translation: Translation
) -> None:
    assert state(article) == State.BY_HAND
    revise(article, title="La grande place")
    assert state(article) == State.BY_HAND
    assert origin_of(translation.get_target_instance()) is None
    left = ArticlePage.objects.annotate(left=passages_left_in(factories.locale("en")))
    assert left.get(pk=article.pk).left is None


def test_it_catches_up_with_its_source(article: ArticlePage, translation: Translation) -> None:
    revise(article, title="La grande place")
    resume(translation)
    assert state(article) == State.BEHIND
    (open_one,) = [each for each in work_on(translation).passages if each.state != "done"]
    assert (open_one.source, open_one.target) == ("La grande place", "[La place]")


def test_it_is_current_again_where_nothing_changed(
    article: ArticlePage, translation: Translation
) -> None:
    assert resume(translation).passages == 0
    assert state(article) == State.CURRENT


def test_words_written_by_hand_are_those_of_the_next_publication(
    article: ArticlePage, translation: Translation, person: Any
) -> None:
    target = translation.get_target_instance()
    target.title = "By hand"
    target.save_revision(user=person(name="zoe")).publish()
    rewrite(target, "<p>The square is paved.</p><p>[On y danse le soir.]</p>")
    taken = resume(translation)
    assert (taken.passages, taken.without_place) == (2, [])
    publish(Translation.objects.get(pk=translation.pk))
    page: Any = translation.get_target_instance()
    assert page.title == "By hand"
    assert "The square is paved." in page.body[0].value.source
    assert "[On y danse le soir.]" in page.body[0].value.source
    assert PassageVersion.objects.filter(data="[La place]").exists()


def test_words_written_by_hand_of_what_changed_since_are_there_to_be_revised(
    article: ArticlePage, translation: Translation
) -> None:
    revise(translation.get_target_instance(), title="By hand")
    revise(article, title="La grande place")
    resume(translation)
    (open_one,) = [each for each in work_on(translation).passages if each.state != "done"]
    assert (open_one.state, open_one.target) == ("revise", "By hand")


def test_what_translators_wrote_after_the_last_draft_is_not_replaced_by_it(
    translation: Translation,
) -> None:
    row = StringTranslation.objects.get(context__path="summary", locale=factories.locale("en"))
    row.data = "Written later"
    row.save()
    revise(translation.get_target_instance(), title="By hand")
    assert resume(translation).passages == 1
    row.refresh_from_db()
    assert row.data == "Written later"


def test_what_has_no_place_in_the_original_is_named(
    editor: Client, translation: Translation, article: ArticlePage
) -> None:
    target = translation.get_target_instance()
    rewrite(target, "<p>[La place est pavée.]</p><p>One more.</p><p>[On y danse le soir.]</p>")
    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[target.pk]),
        {"localize-restart-translation": "yes"},
        follow=True,
    )
    assert "One more." in documents.messages_of(answer)
    assert Translation.objects.get(pk=translation.pk).enabled
    assert state(article) == State.CURRENT
    kept = [revision.as_object() for revision in target.revisions.all()]
    assert any("One more." in page.body[0].value.source for page in kept)


def test_it_is_stopped_and_taken_up_again_from_the_screens(
    editor: Client, article: ArticlePage
) -> None:
    other = factories.article("Le marché")
    pair = translated(other, factories.locale("en"))
    address = reverse("wagtailadmin_pages:edit", args=[pair.get_target_instance().pk])
    editor.post(reverse("wagtail_localize:stop_translation", args=[pair.pk]), {"next": address})
    revise(pair.get_target_instance(), title="The market")
    revise(other, title="Le grand marché")
    answer = editor.post(address, {"localize-restart-translation": "yes"}, follow=True)
    assert "1 passage" in documents.messages_of(answer)
    assert state(other) == State.BEHIND
    fill(pair)
    publish(Translation.objects.get(pk=pair.pk))
    assert state(other) == State.CURRENT
