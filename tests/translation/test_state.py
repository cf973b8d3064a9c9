"""Where a translation stands, told from what was published when."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.models import ArticlePage
from parvis.translation.adopt import adopt
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.origins import origin_of
from parvis.translation.overview.matrix import Cell, rows
from parvis.translation.state import State, passages_left_in, state_of, states_of
from parvis.translation.workbench.models import Exemption, Origin, PassageVersion
from parvis.translation.workbench.versions import accept_as_minor
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


@pytest.fixture(scope="module", autouse=True)
def _pair(prepare: Prepare) -> Any:
    return prepare(
        lambda: documents.published_pair(
            lambda: factories.article("Le carnet", tags=[factories.tag("Voirie")])
        )
    )


@pytest.fixture
def pair(_pair: Any, db: None) -> ArticlePage:
    """Return a French article whose English is published."""
    return ArticlePage.objects.get(pk=_pair)


def english_state(article: ArticlePage) -> State:
    """Return the state of an article's English."""
    return state_of(ArticlePage.objects.get(pk=article.pk), factories.locale("en"))


def revise(article: ArticlePage, title: str) -> datetime:
    """Publish the article under another title; return when."""
    article = ArticlePage.objects.get(pk=article.pk)
    article.title = title
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk).last_published_at


def test_an_article_nobody_submitted_is_missing() -> None:
    assert english_state(factories.article("Le carnet")) == State.MISSING


def test_an_alias_is_no_translation() -> None:
    article = factories.article("Le carnet")
    article.create_alias(
        parent=factories.blog_index("en"),
        update_locale=factories.locale("en"),
        reset_translation_key=False,
    )
    assert english_state(article) == State.MISSING


def test_a_pair_written_by_hand_is_said_to_be() -> None:
    article = factories.article("Le carnet")
    page = factories.article("The notebook", "en", translation_of=article)
    assert english_state(article) == State.BY_HAND
    assert origin_of(page) is None


def test_a_submitted_article_is_in_progress_until_it_is_published(pair: ArticlePage) -> None:
    other = factories.article("Un autre")
    documents.translate(other)
    assert english_state(other) == State.IN_PROGRESS
    assert english_state(pair) == State.CURRENT
    documents.target_of(pair).unpublish()
    assert english_state(pair) == State.IN_PROGRESS


def test_a_change_of_the_source_counts_once_it_is_published(pair: ArticlePage) -> None:
    pair.title = "Un brouillon"
    pair.save_revision()
    assert english_state(pair) == State.CURRENT
    revise(pair, "Le carnet neuf")
    assert english_state(pair) == State.BEHIND


def test_publishing_the_same_words_again_leaves_the_translation_current(pair: ArticlePage) -> None:
    revise(pair, pair.title)
    assert english_state(pair) == State.CURRENT


def test_an_updated_translation_stays_behind_until_it_is_published(
    pair: ArticlePage, translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    revise(pair, "Le carnet neuf")
    documents.update(translator, pair)
    assert english_state(pair) == State.BEHIND
    documents.fill(translator, documents.translation_of(pair))
    assert english_state(pair) == State.BEHIND
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(pair))
    assert english_state(pair) == State.CURRENT


def test_a_draft_of_the_update_does_not_make_what_readers_see_current(
    pair: ArticlePage, translator: Client
) -> None:
    revise(pair, "Le carnet neuf")
    documents.update(translator, pair)
    documents.fill(translator, documents.translation_of(pair))
    documents.translation_of(pair).save_target(publish=False)
    assert english_state(pair) == State.BEHIND


def test_the_origin_is_the_version_the_published_text_was_made_from(
    pair: ArticlePage, translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    made_from = ArticlePage.objects.get(pk=pair.pk).last_published_at
    later = timezone.now() + timedelta(days=3)
    with patch("django.utils.timezone.now", return_value=later):
        revised = revise(pair, "Le carnet neuf")
    origin = origin_of(documents.target_of(pair))
    assert origin is not None
    assert origin.source.pk == pair.pk
    assert origin.is_behind
    assert abs(origin.version_date - made_from) < timedelta(seconds=2)
    with patch("django.utils.timezone.now", return_value=later + timedelta(days=1)):
        documents.update(translator, pair)
        documents.fill(translator, documents.translation_of(pair))
        with django_capture_on_commit_callbacks(execute=True):
            documents.publish(translator, documents.target_of(pair))
    origin = origin_of(documents.target_of(pair))
    assert origin is not None
    assert not origin.is_behind
    assert abs(origin.version_date - revised) < timedelta(seconds=2)


def test_the_origin_costs_two_queries(
    pair: ArticlePage, django_assert_max_num_queries: Any
) -> None:
    page = documents.target_of(pair)
    with django_assert_max_num_queries(2):
        origin = origin_of(page)
        assert origin is not None
        assert origin.source.locale.language_code == "fr"
    with django_assert_max_num_queries(2):
        assert origin_of(pair) is None


def test_an_original_that_readers_cannot_see_is_not_named(pair: ArticlePage) -> None:
    pair.unpublish()
    assert origin_of(documents.target_of(pair)) is None


def test_an_adopted_pair_is_current_until_its_source_changes() -> None:
    article = factories.article("Le carnet")
    page = factories.article("The notebook", "en", translation_of=article)
    adopt(article, page)
    assert english_state(article) == State.CURRENT
    versions = PassageVersion.objects.filter(context__object_id=article.translation_key)
    assert set(versions.values_list("origin", flat=True)) == {Origin.ADOPTED}
    revise(article, "Le carnet neuf")
    assert english_state(article) == State.BEHIND


def test_adopting_a_pair_twice_changes_nothing() -> None:
    article = factories.article("Le carnet", body=[("text", "<p>Un</p>"), ("text", "<p>Deux</p>")])
    page = factories.article(
        "The notebook",
        "en",
        translation_of=article,
        body=[("text", "<p>One</p>"), ("text", "<p>Two</p>")],
    )
    first = adopt(article, page)
    second = adopt(article, ArticlePage.objects.get(pk=page.pk))
    assert first == second
    assert [str(b.value) for b in ArticlePage.objects.get(pk=page.pk).body] == [
        str(block.value) for block in page.body
    ]


def test_the_states_of_many_pages_cost_no_more_queries_than_of_one(
    pair: ArticlePage, django_assert_max_num_queries: Any
) -> None:
    others = [factories.article(f"Numéro {number}") for number in range(5)]
    documents.translate(others[0])
    locales = [factories.locale("en")]
    with django_assert_max_num_queries(2):
        states = states_of([pair, *others], locales)
    assert [states[page.pk, locales[0].pk] for page in (pair, *others[:2])] == [
        State.CURRENT,
        State.IN_PROGRESS,
        State.MISSING,
    ]


def exempt(article: ArticlePage) -> None:
    """Decide that an article is not translated into English."""
    Exemption.objects.create(
        translation_key=article.translation_key, locale=factories.locale("en"), reason="Local news"
    )


def test_what_is_not_to_be_translated_is_not_missing_but_what_exists_has_its_state(
    pair: ArticlePage,
) -> None:
    article = factories.article("Un avis local")
    exempt(article)
    assert english_state(article) == State.EXEMPT
    exempt(pair)
    assert english_state(pair) == State.CURRENT


def test_what_was_handed_over_awaits_review_until_it_is_approved(
    translator: Client, person: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le carnet")
    documents.submit(translator, article)
    documents.fill(translator, documents.translation_of(article))
    assert english_state(article) == State.IN_PROGRESS
    user = get_user_model().objects.get(username="translators")
    page = submit_for_moderation(documents.translation_of(article), user)
    assert english_state(article) == State.AWAITING_REVIEW
    task = page.current_workflow_task_state
    with django_capture_on_commit_callbacks(execute=True):
        task.task.on_action(task, person(), "approve")
    assert english_state(article) == State.CURRENT


def test_readers_are_told_that_their_text_is_behind_while_a_later_one_awaits_review(
    pair: ArticlePage, translator: Client
) -> None:
    revise(pair, "Le carnet neuf")
    documents.fill(translator, documents.translation_of(pair))
    user = get_user_model().objects.get(username="translators")
    submit_for_moderation(documents.translation_of(pair), user)
    assert english_state(pair) == State.AWAITING_REVIEW
    origin = origin_of(documents.target_of(pair))
    assert origin is not None
    assert origin.is_behind


def test_a_minor_edit_leaves_the_translation_current_and_the_next_one_does_not(
    pair: ArticlePage,
) -> None:
    revise(pair, "Le carnet.")
    assert english_state(pair) == State.BEHIND
    accept_as_minor(documents.translation_of(pair).source, None)
    assert english_state(pair) == State.CURRENT
    revise(pair, "Un tout autre carnet")
    assert english_state(pair) == State.BEHIND


def test_the_passages_left_are_counted(pair: ArticlePage) -> None:
    def left(article: ArticlePage) -> int | None:
        pages = ArticlePage.objects.annotate(left=passages_left_in(factories.locale("en")))
        return pages.get(pk=article.pk).left

    assert left(factories.article("Un autre")) is None
    assert left(pair) == 0
    revise(pair, "Le carnet neuf")
    assert left(pair) == 1


def test_what_readers_see_has_its_state_while_a_later_text_awaits_review(
    pair: ArticlePage, translator: Client
) -> None:
    def cell() -> Cell:
        (row,) = rows([pair.pk], [factories.locale("en")])
        assert row.cells[0] is not None
        return row.cells[0]

    revise(pair, "Le carnet neuf")
    assert (cell().is_ready, cell().is_behind_in_review) == (False, False)
    documents.fill(translator, documents.translation_of(pair))
    assert (cell().is_ready, cell().is_behind_in_review) == (True, False)
    user = get_user_model().objects.get(username="translators")
    submit_for_moderation(documents.translation_of(pair), user)
    assert (cell().is_ready, cell().is_behind_in_review) == (False, True)
    assert cell().state == State.AWAITING_REVIEW
    answer = translator.get(reverse("parvis_overview:translations"))
    assert "les lecteurs voient une version antérieure" in answer.content.decode()
