"""Readers who ask the demo's search find what they should, alike on both databases."""

from typing import Any

import pytest
from wagtail.models import Page

from parvis.demo.loading import load
from parvis.search.indexing import rebuild
from tests.conftest import Prepare
from tests.search.relevance import judged, measure

pytestmark = pytest.mark.django_db

LEAST = 0.95
# Each engine measures this, give or take a hundredth: so they are within two of each other. Where
# something finds better on both, this rises with it.
ALIKE = {"fr": 0.968, "en": 0.957}
QUESTIONS = 60


@pytest.fixture(scope="module", autouse=True)
def loaded(prepare: Prepare) -> Any:
    """Load and index the demo once for this module."""

    def prepared() -> None:
        load()
        rebuild()

    return prepare(prepared)


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_judgement_names_pages_that_readers_can_find(code: str) -> None:
    pages = Page.objects.live().filter(locale__language_code=code)
    questions = judged(code)
    assert len({each.question for each in questions}) == len(questions) >= QUESTIONS
    assert all(each.relevant for each in questions)
    named = {slug for each in questions for slug in each.relevant}
    assert named - set(pages.values_list("slug", flat=True)) == set()


@pytest.mark.parametrize("code", ["fr", "en"])
def test_the_right_pages_come_first(code: str) -> None:
    found = measure(code)
    assert found.empty == []
    assert found.mrr >= LEAST, "\n".join(found.worst)
    assert found.recall >= LEAST, "\n".join(found.worst)
    assert found.mrr == pytest.approx(ALIKE[code], abs=0.01)
