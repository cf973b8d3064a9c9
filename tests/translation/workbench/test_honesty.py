"""What readers are told of a translation."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation

from blog.models import ArticlePage
from home.models import SiteIdentity
from parvis.translation.parity import acts
from parvis.translation.workbench.versions import accept_as_minor
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.workbench.noted import note, proposed, publish, published, review

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _article(prepare: Prepare) -> Any:
    def build() -> Any:
        body = [("text", "<p>La place date de 1850.</p><p>On y danse le soir.</p>")]
        return factories.article("La place", body=body, summary="Une place de village").pk

    return prepare(build)


@pytest.fixture
def article(_article: Any, db: None) -> ArticlePage:
    return ArticlePage.objects.get(pk=_article)


def unpublish(page: ArticlePage) -> None:
    """Leave its translation public."""
    acts.decide(page, acts.WITHOUT)
    page.unpublish()


def restrict(page: ArticlePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_it_says_of_what_it_is_a_translation(article: ArticlePage) -> None:
    translation = published(article)
    text = note(translation).get_text(" ", strip=True)
    assert "French version" in text
    assert "changed" not in text
    assert "machine" not in text
    assert not note(Translation.objects.get()).select("details")


def test_once_the_original_changed_the_changes_are_listed(article: ArticlePage) -> None:
    translation = published(article)
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.body[0].value.source = "<p>La place date de 1851.</p><p>On y danse le soir.</p>"
    page.save_revision().publish()
    soup = note(translation)
    assert "has changed since" in soup.get_text()
    (change,) = soup.select(".translation-changes li")
    assert [change.select("del")[0].get_text(), change.select("ins")[0].get_text()] == [
        "1850.",
        "1851.",
    ]
    assert change.select("[lang=fr]")


def test_it_says_that_nobody_reviewed_what_a_machine_wrote_and_who_did(
    article: ArticlePage,
) -> None:
    translation = published(article, "machine", "Odile")
    passages = proposed(translation)
    assert f"{passages} passages, and nobody has reviewed them" in note(translation).get_text()
    review(translation, lambda words: f"{words}.")
    text = note(translation).get_text(" ", strip=True)
    assert "nobody has reviewed" not in text
    assert "Reviewed by Zoé" in text


def test_a_confirmation_without_a_change_is_a_review(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    review(translation)
    assert "Reviewed by Zoé" in note(translation).get_text(" ", strip=True)


@pytest.mark.parametrize("choice", ["says_origin", "says_changes", "says_machine"])
def test_an_administration_may_leave_each_out(choice: str, article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.title = "La grande place"
    page.save_revision().publish()
    whole = note(translation).get_text()
    SiteIdentity.objects.filter(locale__language_code="en").update(**{choice: False})
    less = note(translation).get_text()
    assert len(less) < len(whole)
    assert bool(less) == (choice != "says_origin")


def test_it_costs_a_second_reader_nothing_more(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.title = "La grande place"
    page.save_revision().publish()
    url = translation.get_target_instance().url
    Client().get(url)
    with CaptureQueriesContext(connection) as queries:
        Client().get(url)
    assert len(queries) <= 15


def test_what_changed_besides_words_is_named(article: ArticlePage) -> None:
    translation = published(article)
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.cover, page.cover_is_decorative = factories.picture(), True
    page.body[0].value.source = "<p>On y danse le soir.</p><p>La place date de 1850.</p>"
    page.save_revision().publish()
    listed = [item.get_text(" ", strip=True) for item in note(translation).select("details li")]
    assert sorted(listed) == [
        "changed Cover",
        "changed The cover is decorative",
        "moved On y danse le soir.",
    ]


def test_another_address_of_the_original_is_nothing_to_tell(article: ArticlePage) -> None:
    translation = published(article)
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.slug = "ailleurs"
    page.save_revision().publish()
    assert "has changed since" not in note(translation).get_text()


@pytest.mark.parametrize("hide", [unpublish, restrict])
def test_what_a_machine_wrote_is_told_where_the_original_is_not_public(
    hide: Any, article: ArticlePage
) -> None:
    translation = published(article, "machine", "Odile")
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.title = "La place secrète"
    page.save_revision().publish()
    hide(page)
    soup = note(translation)
    text = soup.get_text(" ", strip=True)
    assert "This page is a translation. Its original, in French, is not public." in text
    assert "nobody has reviewed them yet" in text
    # Nothing leads to what readers may not read, or quotes it.
    assert not soup.select("a, details")
    assert "secr" not in text
    assert "changed" not in text


def test_who_reviewed_it_is_told_where_the_original_is_not_public(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    review(translation)
    unpublish(article)
    assert "Reviewed by Zoé" in note(translation).get_text(" ", strip=True)


def test_a_passage_the_original_has_no_more_is_not_counted(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    passages = proposed(translation)
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.summary = "Une autre place, plus au sud"
    page.save_revision().publish()
    translation = Translation.objects.get(pk=translation.pk)
    for segment in documents.missing(translation):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data="Another square",
        )
    publish(translation)
    assert f"{passages - 1} passages, and nobody" in note(translation).get_text()


def test_words_carried_to_another_version_of_the_original_stay_a_machines(
    article: ArticlePage,
) -> None:
    translation = published(article, "machine", "Odile")
    before = note(translation).get_text(" ", strip=True)
    page: Any = ArticlePage.objects.get(pk=article.pk)
    page.summary = "Une place du village"
    page.save_revision().publish()
    assert accept_as_minor(translation.source, None)
    publish(Translation.objects.get(pk=translation.pk))
    found = re.search(r"A machine translated \d+", before)
    assert found
    assert found[0] in note(translation).get_text(" ", strip=True)


def test_words_written_since_are_not_those_of_a_text_that_waited(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    waiting = translation.get_target_instance().get_latest_revision()
    row = StringTranslation.objects.get(context__path="summary", locale=translation.target_locale)
    row.data, row.translation_type = "Written by hand, for the next time", "manual"
    row.save()
    before = note(translation).get_text()
    waiting.publish()
    assert note(translation).get_text() == before
