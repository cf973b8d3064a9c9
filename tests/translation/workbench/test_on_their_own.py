"""What readers are told of a machine’s part once a translation follows no original any more."""

from typing import Any

import pytest
from wagtail.models import Page
from wagtail_localize.models import Translation

from blog.models import ArticlePage
from home.models import SiteIdentity
from tests import factories
from tests.translation.workbench.noted import note_at, proposed, published, review

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> ArticlePage:
    body = [("text", "<p>La place date de 1850.</p><p>On y danse le soir.</p>")]
    return factories.article("La place", body=body, summary="Une place de village")


def delete(translation: Translation) -> None:
    """Delete the original; the translation stays."""
    translation.source.get_source_instance().delete()


def stop(translation: Translation) -> None:
    """Let the translation follow its source no more."""
    Translation.objects.filter(pk=translation.pk).update(enabled=False)


def type_over(page: Any, words: str) -> None:
    """Write the summary anew on the page itself, and publish."""
    page = ArticlePage.objects.get(pk=page.pk)
    page.summary = words
    page.save_revision().publish()


APART = pytest.mark.parametrize("part_from", [delete, stop])


@APART
def test_what_a_machine_wrote_is_told_once_the_translation_is_on_its_own(
    part_from: Any, article: ArticlePage
) -> None:
    translation = published(article, "machine", "Odile")
    passages = proposed(translation)
    page = translation.get_target_instance()
    part_from(translation)
    soup = note_at(page.url)
    text = soup.get_text(" ", strip=True)
    assert "was translated from the French version" in text
    assert f"{passages} passages, and nobody has reviewed them" in text
    assert not soup.select("a, details")
    # Written over by hand on the page, a passage is no machine's any more; the others are.
    type_over(page, "A square of ours")
    assert f"{passages - 1} passages, and nobody" in note_at(page.url).get_text()


@APART
def test_who_reviewed_it_is_told_once_the_translation_is_on_its_own(
    part_from: Any, article: ArticlePage
) -> None:
    translation = published(article, "machine", "Odile")
    review(translation)
    page = translation.get_target_instance()
    part_from(translation)
    text = note_at(page.url).get_text(" ", strip=True)
    assert "Reviewed by Zoé" in text
    assert "nobody" not in text


@APART
def test_nothing_is_said_of_one_on_its_own_that_no_machine_wrote(
    part_from: Any, article: ArticlePage
) -> None:
    translation = published(article)
    page = translation.get_target_instance()
    part_from(translation)
    assert note_at(page.url).get_text() == ""


@APART
def test_an_administration_may_leave_that_out_too(part_from: Any, article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    page = translation.get_target_instance()
    part_from(translation)
    SiteIdentity.objects.filter(locale__language_code="en").update(says_machine=False)
    assert note_at(page.url).get_text() == ""


def copy(page: Any, **options: Any) -> Any:
    """Copy a page beside itself, as the admin does, and publish the copy."""
    made = page.copy(update_attrs={"slug": "another", "title": "Another"}, **options)
    made.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=made.pk)


def test_what_a_machine_wrote_is_told_of_a_copy_too(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    passages = proposed(translation)
    page = translation.get_target_instance()
    copied = copy(page, keep_live=False)
    text = note_at(copied.url).get_text(" ", strip=True)
    # The title of the copy was written by whoever made it.
    assert f"{passages - 1} passages, and nobody has reviewed them" in text
    type_over(copied, "A square of ours")
    assert f"{passages - 2} passages, and nobody" in note_at(copied.url).get_text()
    # The page itself is told of as before, and a copy of the copy too.
    assert f"{passages} passages, and nobody" in note_at(page.url).get_text()
    again = ArticlePage.objects.get(pk=copied.pk).copy(update_attrs={"slug": "third"})
    again.get_latest_revision().publish()
    assert f"{passages - 2} passages, and nobody" in note_at(again.url).get_text()


def test_who_reviewed_it_is_told_of_a_copy_too(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    review(translation)
    copied = copy(translation.get_target_instance())
    text = note_at(copied.url).get_text(" ", strip=True)
    assert "Reviewed by Zoé" in text
    assert "nobody" not in text


def test_pages_below_a_page_that_is_copied_carry_it(article: ArticlePage) -> None:
    translation = published(article, "machine", "Odile")
    index = Page.objects.get(pk=translation.get_target_instance().get_parent().pk)
    copied = index.copy(recursive=True, update_attrs={"slug": "archives"})
    below = copied.get_children().get()
    assert "machine" in note_at(below.specific.url).get_text()


def test_a_copy_of_what_no_machine_wrote_says_nothing(article: ArticlePage) -> None:
    translation = published(article)
    assert note_at(copy(translation.get_target_instance()).url).get_text() == ""
    assert note_at(copy(article).url).get_text() == ""
