"""Which pages the dashboard shows, in which state, narrowed and sorted, at what cost."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import ArticlePage
from parvis.translation.adopt import adopt
from parvis.translation.overview import filters
from parvis.translation.overview.finding import originals
from parvis.translation.overview.matrix import rows
from parvis.translation.workbench.models import Exemption
from tests import factories
from tests.translation.overview.conftest import states, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def both() -> list[Any]:
    """Return the two languages."""
    return [factories.locale(code) for code in ("fr", "en")]


def test_there_is_one_row_for_a_page_in_all_its_languages(both: list[Any]) -> None:
    french = factories.article("Le carnet")
    factories.article("The notebook", "en", translation_of=french)
    english = factories.article("Only in English", "en")
    draft = factories.article("Un brouillon", live=False)
    found = set(originals().values_list("pk", flat=True))
    assert {french.pk, english.pk} <= found
    assert draft.pk not in found
    assert not ArticlePage.objects.filter(pk__in=found, title="The notebook").exists()


def test_an_adopted_pair_stands_under_the_page_it_was_translated_from(both: list[Any]) -> None:
    english = factories.article("The notebook", "en")
    french = factories.article("Le carnet", translation_of=english)
    adopt(ArticlePage.objects.get(pk=french.pk), ArticlePage.objects.get(pk=english.pk))
    found = set(originals().values_list("pk", flat=True))
    assert french.pk in found
    assert english.pk not in found


def test_a_row_says_where_each_translation_stands(
    submitted: ArticlePage, administrator: Client, ask: Any
) -> None:
    local = factories.article("Un avis local")
    Exemption.objects.create(
        translation_key=local.translation_key, locale=factories.locale("en"), reason="Trop local"
    )
    factories.article("Autre chose")
    answer = ask(administrator)
    found = states(answer)
    assert found["Le carnet soumis"] == ["in-progress"]
    assert found["Un avis local"] == ["exempt"]
    assert found["Autre chose"] == ["missing"]
    assert "Trop local" in answer.content.decode()


def test_it_is_narrowed_by_state_words_type_owner_language_and_age(
    submitted: ArticlePage, administrator: Client, ask: Any, person: Any
) -> None:
    other = factories.article("Autre chose", owner=person("Editors"))
    english = factories.article("Only in English", "en")
    assert titles(ask(administrator, state="in-progress")) == [submitted.title]
    assert submitted.title not in titles(ask(administrator, state="missing"))
    assert titles(ask(administrator, words="CHOSE autre")) == [other.title]
    assert titles(ask(administrator, owner=other.owner_id)) == [other.title]
    assert titles(ask(administrator, source=factories.locale("en").pk)) == [english.title]
    into = titles(ask(administrator, target=factories.locale("en").pk))
    assert english.title not in into
    assert other.title in into
    kind = str(other.content_type_id)
    assert set(titles(ask(administrator, type=kind))) == {
        submitted.title,
        other.title,
        english.title,
    }
    day = timezone.localdate(other.last_published_at).isoformat()
    assert other.title in titles(ask(administrator, changed_after=day, changed_before=day))
    assert titles(ask(administrator, changed_before="2001-01-01")) == []
    assert titles(ask(administrator, changed_after="9999-12-31")) == []


def test_what_is_wrong_in_an_address_is_named_and_hides_nothing(
    submitted: ArticlePage, administrator: Client, ask: Any
) -> None:
    answer = ask(administrator, state="nonsense", owner="x", changed_after="never", p="-4")
    assert submitted.title in titles(answer)
    assert answer.context["filters"].errors.keys() == {"state", "owner", "changed_after"}


def test_an_app_adds_a_filter_of_its_own(
    submitted: ArticlePage, administrator: Client, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.article("Autre chose")
    monkeypatch.setattr(filters, "_registered", {})
    filters.register_filter(
        "initial",
        "Initial",
        lambda: [("L", "L"), ("A", "A")],
        lambda pages, value: pages.filter(title__startswith=value),
    )
    assert titles(ask(administrator, initial="L")) == [submitted.title]
    assert "Initial" in ask(administrator).content.decode()
    assert len(titles(ask(administrator, initial="Z"))) > 1


def test_it_is_sorted_by_title_publication_and_passages_behind(
    administrator: Client, ask: Any, both: list[Any]
) -> None:
    first = factories.article("Zèbre")
    second = factories.article("abeille")
    factories.article("Le carnet")
    adopted = ArticlePage.objects.get(title="Le carnet")
    adopt(adopted, factories.article("The notebook", "en", translation_of=adopted))
    adopted.title = "Le carnet neuf"
    adopted.save_revision().publish()
    ArticlePage.objects.filter(pk=second.pk).update(last_published_at="2001-01-01T00:00Z")
    by_title = titles(ask(administrator))
    assert by_title.index(second.title) < by_title.index(first.title)
    assert titles(ask(administrator, sort="published"))[0] == second.title
    assert titles(ask(administrator, sort="-published"))[0] == adopted.title
    assert titles(ask(administrator, sort="-behind"))[0] == adopted.title
    row = rows([adopted.pk], both)[0]
    assert [cell.left for cell in row.cells if cell] == [1]


def test_fifty_pages_are_shown_and_cost_the_queries_of_one(
    administrator: Client, ask: Any, submitted: ArticlePage
) -> None:
    def cost(**asked: Any) -> int:
        ask(administrator, **asked)
        with CaptureQueriesContext(connection) as queries:
            ask(administrator, **asked)
        return len(queries)

    asked: list[dict[str, str]] = [{}, {"state": "missing"}, {"sort": "-behind"}]
    factories.article("Autre chose")
    few = [cost(**one) for one in asked]
    for number in range(52):
        factories.article(f"Numéro {number:02}", live=False)
    ArticlePage.objects.filter(live=False, locale__language_code="fr").update(live=True)
    assert [cost(**one) for one in asked] == few
    assert max(few) <= 30
    answer = ask(administrator)
    assert len(answer.context["rows"]) == 50
    second = ask(administrator, p=2)
    assert not set(titles(answer)) & set(titles(second))
    assert len(titles(answer) + titles(second)) == answer.context["shown"].total
