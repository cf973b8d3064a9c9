"""Articles like one another, found as they are published."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage, RelatedArticle
from blog.related import SHOWN
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Do what follows a commit, as a request does."""

    @contextmanager
    def commit() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield

    return commit


def related(page: Any) -> list[str]:
    return [other.title for other in ArticlePage.objects.get(pk=page.pk).leads.related]


def text(words: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{words}</p>")]


def publish(commit: Any, title: str, words: str, code: str = "fr", **fields: Any) -> Any:
    with commit():
        return factories.article(title, code, body=text(words), summary="x", **fields)


def test_the_nearest_by_words_come_first_and_only_those_that_have_something_in_common(
    committed: Any,
) -> None:
    publish(committed, "Autre", "Rien de rien du tout.")
    publish(committed, "Loin", "Un pont de pierre.")
    publish(committed, "Pareil", "Un pont, ses arches, la rivière et le tablier de pierre.")
    page = publish(committed, "Neuf", "Les arches du pont sur la rivière, en pierre.")
    publish(committed, "Pierre", "A bridge of arches, pont rivière.", "en")
    assert related(page) == ["Pareil", "Loin"]


def test_those_that_were_there_before_lead_to_a_new_one(committed: Any) -> None:
    first = publish(committed, "Premier", "Le tablier du pont.")
    assert related(first) == []
    publish(committed, "Second", "Le tablier d’un autre pont.")
    assert related(first) == ["Second"]


def test_a_tag_in_common_is_enough(committed: Any) -> None:
    tag = factories.tag("Voirie")
    page = publish(committed, "Un", "Pavés.", tags=[tag])
    publish(committed, "Deux", "Trottoirs.", tags=[tag])
    publish(committed, "Trois", "Fontaines.")
    assert related(page) == ["Deux"]


def test_a_changed_text_is_related_anew(committed: Any) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    publish(committed, "Pont", "Un tablier, un pont.")
    publish(committed, "Four", "Du pain, un four.")
    page.body = text("Le pain du four.")
    with committed():
        page.save_revision().publish()
    assert related(page) == ["Four"]


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_one_that_goes_makes_room_for_the_next(committed: Any, leave: str) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    others = [publish(committed, f"Pont {n}", "Un tablier, un pont.") for n in range(SHOWN + 1)]
    shown = related(page)
    assert len(shown) == SHOWN
    gone = next(other for other in others if other.title in shown)
    with committed():
        getattr(gone, leave)()
    assert len(related(page)) == SHOWN
    assert gone.title not in related(page)


def test_what_a_reader_may_not_see_is_not_shown(client: Client, committed: Any) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    hidden = publish(committed, "Caché", "Un tablier, un pont.")
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert soup.select(".related") == []


def test_a_reader_costs_one_query(committed: Any, django_assert_num_queries: Any) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    for number in range(SHOWN):
        publish(committed, f"Pont {number}", "Un tablier, un pont.")
    page = ArticlePage.objects.get(pk=page.pk)
    assert page.locale
    with django_assert_num_queries(1):
        assert [bool(other.title and other.teaser) for other in page.leads.related] == [True] * 3


def test_all_are_related_anew_with_the_index(committed: Any) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    publish(committed, "Deux", "Un tablier, un pont.")
    before = list(RelatedArticle.objects.values_list("article", "other", "position"))
    RelatedArticle.objects.all().delete()
    call_command("rebuild_search", stdout=StringIO())
    assert list(RelatedArticle.objects.values_list("article", "other", "position")) == before
    assert related(page) == ["Deux"]


def test_what_stays_the_same_is_not_written_again(committed: Any) -> None:
    page = publish(committed, "Un", "Le tablier du pont.")
    publish(committed, "Pont", "Un tablier, un pont.")
    before = set(RelatedArticle.objects.values_list("pk", flat=True))
    assert before
    page.seo_title = "Un pont"
    with committed():
        page.save_revision().publish()
    assert set(RelatedArticle.objects.values_list("pk", flat=True)) == before
