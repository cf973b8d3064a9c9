"""The readers' index, in step with what is published."""

from typing import Any

import pytest
from django.core.management import call_command

from blog.models import ArticlePage
from parvis.search.indexing import LONGEST_TEXT, index_page, rebuild
from parvis.search.models import Document, Word
from parvis.search.query import find_pages
from tests import factories

pytestmark = pytest.mark.django_db


def found(question: str) -> list[str]:
    """Return the slugs found in French."""
    return [result.page.slug for result in find_pages(question, factories.locale("fr"))[0:50]]


def words(code: str = "fr") -> dict[str, int]:
    """Return how many documents have each word."""
    rows = Word.objects.filter(locale=factories.locale(code))
    return dict(rows.values_list("word", "documents"))


def test_a_new_text_takes_the_place_of_the_old() -> None:
    page: Any = factories.article("Le pont", body=[("text", "<p>Une arche</p>")])
    page.body = [("text", "<p>Un tablier</p>")]
    page.save_revision().publish()
    assert (found("arche"), found("tablier")) == ([], ["le-pont"])


def test_a_draft_changes_nothing() -> None:
    page = factories.article("Le pont")
    page.title = "Le gué"
    page.save_revision()
    assert (found("pont"), found("gué")) == (["le-pont"], [])


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_a_page_that_goes_is_found_no_more(
    leave: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.article("Le pont")
        factories.article("Le pont neuf")
    assert words()["pont"] == 2
    with django_capture_on_commit_callbacks(execute=True):
        getattr(page, leave)()
    assert found("pont") == ["le-pont-neuf"]
    assert words()["pont"] == 1
    assert not Document.objects.filter(pk=page.pk).exists()


def test_words_are_counted_once_a_document_and_change_with_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.article("Égalité, égalité", summary="x", body=[("text", "<p>Cœur</p>")])
    counted = Word.objects.get(locale=page.locale, word="egalite")
    assert (counted.documents, counted.written) == (1, "égalité")
    page.title = "Fraternité"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert words() == {"fraternite": 1, "coeur": 1}


def test_the_index_made_anew_is_the_one_that_was_kept(
    django_capture_on_commit_callbacks: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        eau = factories.tag("Eau")
        for number in range(5):
            factories.article(
                f"Pavé {number}", tags=[eau], authors=[factories.author(f"A{number}")]
            )
        factories.article("Stone", "en")
        factories.article("Caché", live=False)
    kept = list(Document.objects.order_by("pk").values())
    counts = {code: words(code) for code in ("fr", "en")}
    Document.objects.filter(pk=kept[0]["page_id"]).update(title_stems="zou")
    Document.objects.filter(pk=kept[1]["page_id"]).delete()
    ArticlePage.objects.filter(pk=kept[2]["page_id"]).update(live=False)
    assert found("zou") == ["pave-0"]
    call_command("rebuild_search")
    assert capsys.readouterr().out == "5 pages are in the index.\n"
    del kept[2]
    assert list(Document.objects.order_by("pk").values()) == kept
    assert found("zou") == []
    ArticlePage.objects.filter(slug="pave-2").update(live=True)
    rebuild()
    assert {code: words(code) for code in ("fr", "en")} == counts


def test_rebuilding_costs_the_same_for_each_batch(django_assert_max_num_queries: Any) -> None:
    eau = factories.tag("Eau")
    for number in range(12):
        factories.article(f"Pavé {number}", tags=[eau], authors=[factories.author(f"A {number}")])
    with django_assert_max_num_queries(30):
        rebuild()


def test_an_alias_is_not_found_beside_its_original() -> None:
    page = factories.article("Le pont")
    page.create_alias(update_slug="autre-pont", parent=page.get_parent())
    assert found("pont") == ["le-pont"]
    rebuild()
    assert found("pont") == ["le-pont"]


def test_a_text_longer_than_any_engine_takes_is_searched_as_far_as_it_goes() -> None:
    words = " ".join(f"mot{number}" for number in range(LONGEST_TEXT // 5))
    factories.article("Long", body=[("text", f"<p>tablier {words} fin {'x' * 5_000}</p>")])
    assert found("tablier") == ["long"]
    assert found("fin") == []


@pytest.mark.parametrize("title", ["Nul\0 octet", "Snowman ☃", "_souligné_", "a'b\"c", "日本語"])
def test_odd_letters_do_not_break_the_index(title: str) -> None:
    page = factories.article("Pont")
    page.title = title
    index_page(page)
    assert Document.objects.filter(pk=page.pk).exists()
