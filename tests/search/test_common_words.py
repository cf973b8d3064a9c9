"""What very many pages have is counted as where all of it is ranked, in one set of pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import recording
from parvis.search import asking, lists, query
from parvis.search.census import census_of
from parvis.search.elsewhere import find_elsewhere
from parvis.search.engines import engine
from parvis.search.facets import Group
from parvis.search.indexing import rebuild
from parvis.search.lists import Lists
from parvis.search.query import Found
from parvis.search.question import Place, Question, Sought, read
from parvis.search.scope import searchable_documents
from tests import factories
from tests.conftest import Prepare
from tests.search.many import RANKED, day, find

pytestmark = pytest.mark.django_db

QUESTIONS = ["pont", "pont rouge", '"pont rouge"', "pont introuvable", "rouge bleu pont"]
CHOSEN: list[dict[str, str]] = [
    {},
    {"tag": "eau"},
    {"year": "2024"},
    {"tag": "eau", "author": "zoe", "year": "2025"},
    {"tag": "inconnu"},
]


@pytest.fixture(scope="module", autouse=True)
def _ponts(prepare: Prepare) -> None:
    prepare(ponts)


def ponts() -> None:
    """Make pages of two languages, one of them private; in a third of them the words are apart."""
    eau, rue, zoe = factories.tag("Eau"), factories.tag("Rue"), factories.author("Zoé")
    for number in range(18):
        text = "Un pont rouge." if number % 3 else "Un pont, une porte rouge."
        factories.article(
            f"Bleu {number}" if number % 5 == 0 else f"Page {number}",
            body=[("text", f"<p>{text}</p>")],
            date=day(number, 2024 + number % 2),
            tags=[eau] if number % 4 else [eau, rue],
            authors=[zoe] if number % 2 else [],
        )
    factories.article("Pont", "en")
    hidden = factories.article("Pont rouge caché", tags=[rue])
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    rebuild()


def counts(groups: list[Group]) -> dict[str, dict[str, int]]:
    return {
        group.kind.name: {each.label: each.count for each in [*group.choices, *group.others]}
        for group in groups
    }


class Asked:
    """What an engine has been asked, by the name of the method."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        for name in ("keys", "scores"):
            self._count(monkeypatch, name)

    def _count(self, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        kind = type(engine())
        ask = getattr(kind, name)

        def counted(*given: Any) -> Any:
            self.names.append(name)
            return ask(*given)

        monkeypatch.setattr(kind, name, counted)

    def by(self, act: Callable[[], Found]) -> tuple[Found, list[str]]:
        """Return what is found, and what was asked for it."""
        self.names.clear()
        return act(), list(self.names)


@pytest.mark.parametrize("chosen", CHOSEN)
@pytest.mark.parametrize("question", QUESTIONS)
def test_as_many_are_counted_as_where_all_are_ranked(
    question: str, chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "ENOUGH", RANKED)
    every = find(question, chosen)
    monkeypatch.setattr(asking, "RANKED", RANKED)
    likeliest = find(question, chosen)
    # Those with some of the words stand behind, as many as are ranked.
    near = [len(found.keys) - found.whole for found in (every, likeliest)]
    assert likeliest.total - near[1] == every.total - near[0]
    assert near[1] == min(near[0], RANKED)
    assert likeliest.whole == min(every.whole, RANKED)
    assert set(likeliest.keys) <= set(every.keys)
    if not near[0]:
        assert counts(likeliest.groups(chosen)) == counts(every.groups(chosen))


@pytest.mark.usefixtures("few")
def test_another_language_counts_its_own() -> None:
    for number in range(RANKED + 3):
        factories.article(f"Pont of {number}", "en", date=day(number))
    rebuild()
    [other] = find_elsewhere("pont", [factories.locale("en")], searchable_documents())
    assert other.total == RANKED + 4
    assert other.language == "en"
    assert all(page.locale.language_code == "en" for page in other.pages)
    assert find("pont").total == 18


@pytest.mark.usefixtures("few")
def test_the_index_is_asked_once_for_a_word_of_several_languages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(RANKED + 3):
        factories.article(f"Pont of {number}", "en", date=day(number))
    asked: list[Any] = []
    kind = type(engine())
    ask = kind.keys

    def counted(self: Any, sought: Any) -> Any:
        asked.append(sought)
        return ask(self, sought)

    monkeypatch.setattr(kind, "keys", counted)
    context = client.get("/fr/recherche/", {"q": "pont"}).context
    assert (context["found"].total, context["elsewhere"][0].total) == (18, RANKED + 4)
    assert len(asked) == 1


@pytest.mark.usefixtures("few")
def test_a_word_that_very_many_have_is_listed_once_until_the_index_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = ["pont", "rouge", "pont rouge", "rouge bleu pont", "pont introuvable"]
    unkept = {question: find(question) for question in questions}
    changes = Changes(tmp_path, lambda keys: None)
    kept, asked = Parts(changes, seconds=60), Asked(monkeypatch)

    def same(question: str) -> list[str]:
        with recording(kept):
            found, names = asked.by(lambda: find(question))
        assert (found.keys, found.total, found.members) == (
            unkept[question].keys,
            unkept[question].total,
            unkept[question].members,
        )
        return names

    assert [same(question) for question in ("pont", "pont")] == [["keys", "scores"], []]
    same("rouge")
    # Of words that are known by themselves, the index is not asked where both stand.
    assert same("pont rouge") == ["scores"]
    for question in questions * 2:
        same(question)
    article = unkept["pont"][0:1][0].page.specific
    article.unpublish()
    changes.tell({"table:parvis_search_document"})
    unkept = {question: find(question) for question in questions}
    assert same("pont") == ["keys", "scores"]
    for question in questions * 2:
        same(question)
    assert article.pk not in unkept["pont"].keys


@pytest.mark.usefixtures("few")
def test_a_set_of_other_documents_is_not_taken(tmp_path: Path) -> None:
    """Another thread may make the census anew while this one has sets of the one before."""
    french, [word] = factories.locale("fr"), read("pont", "fr").words
    sought = Sought(Question((word,), ()), Place.ANYWHERE)
    kept = Parts(Changes(tmp_path, lambda keys: None), seconds=60)
    with recording(kept):
        Lists().members(census_of(french), french, sought)
        factories.article("Pont du jour", date=day(0, 2030))
        del kept.kept["census"]
        census = census_of(french)
        members = Lists().members(census, french, sought)
    assert census.newest(members, 100) == list(census.keys)


@pytest.mark.usefixtures("few")
def test_many_words_are_looked_for_together(monkeypatch: pytest.MonkeyPatch) -> None:
    apart = find("rouge bleu pont porte")
    monkeypatch.setattr(lists, "MOST_APART", 1)
    assert find("rouge bleu pont porte") == apart
    assert apart.total > 0


@pytest.mark.usefixtures("few")
def test_a_page_that_shows_it_depends_on_every_document_and_what_it_is_narrowed_by() -> None:
    with recording() as record:
        find("pont").groups({})
    assert {"table:parvis_search_document", "table:parvis_search_facet"} <= record.keys


@pytest.mark.usefixtures("few")
def test_what_is_unpublished_is_counted_no_longer() -> None:
    before = find("pont")
    key = before.keys[0]
    before[0:1][0].page.specific.unpublish()
    after = find("pont")
    assert after.total == before.total - 1
    assert key not in after.keys
    assert counts(after.groups({}))["tag"]["Eau"] == after.total


def test_the_index_tells_where_a_word_stands() -> None:
    page = factories.article("Pont", authors=[factories.author("Rouge")])
    question = read("pont rouge", "fr")
    title, names, loose, anywhere = engine().keys(
        [
            Sought(question, Place.TITLE),
            Sought(question, Place.NAMES),
            Sought(question, Place.TITLE, any_word=True),
            Sought(question, Place.ANYWHERE),
        ]
    )
    # The private one is in the index, which knows nothing of readers.
    hidden = [key for key in title if key != page.pk]
    assert len(hidden) == 1
    assert set(names) == {page.pk, *hidden}
    assert {page.pk, *hidden} < set(loose)
    assert len(anywhere) == 18 + 2
