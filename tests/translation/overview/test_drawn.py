"""Whatever there is of pages: those found in a state, and what is counted, are as the rules say.

Facts are drawn at random, the same at each run.
"""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page
from wagtail_localize import models as localize

from parvis.translation.overview import matrix as matrices
from parvis.translation.overview.finding import originals
from parvis.translation.state import State, states_of, written
from tests import factories
from tests.translation.overview.conftest import matrix_of, read_through
from tests.translation.overview.facts import PAGES, write

pytestmark = pytest.mark.django_db

PROFILE = settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.generate],  # the smallest failing case takes minutes to find
)


def test_the_pages_in_each_state_are_those_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    seen: Counter[str] = Counter()

    def expected(into: list[Any]) -> dict[State, list[Any]]:
        pages = sorted(originals(), key=lambda page: (page.title.lower(), page.pk))
        of = states_of(pages, into)
        return {
            state: [
                page.pk
                for page in pages
                if any(of[page.pk, to.pk] == state and to.pk != page.locale_id for to in into)
            ]
            for state in State
        }

    @PROFILE
    @given(PAGES, st.sampled_from([1, 3, 7]), st.sampled_from([locales, locales[1:2]]))
    def hold(pages: list[dict[str, Any]], at_once: int, into: list[Any]) -> None:
        target = {} if into is locales else {"target": into[0].pk}
        monkeypatch.setattr(matrices, "PER_PAGE", at_once)
        monkeypatch.setattr(matrices, "COUNTED_IN_A_STATE", at_once)
        with transaction.atomic():
            write(pages, locales)
            for state, wanted in expected(into).items():
                seen[state] += len(wanted)
                asked = {"state": state, **target}
                assert matrix_of(locales, **asked).keys == wanted
                assert read_through(locales, **asked) == (wanted, wanted)
            transaction.set_rollback(True)

    hold()
    assert set(seen) == set(State)
    assert all(seen.values()), seen


def left_of(page: Any, locale: Any) -> int:
    """Return how many passages of a page have no valid translation, looked up one by one."""
    translated = localize.StringTranslation.objects.filter(locale=locale, has_error=False)
    segments = localize.StringSegment.objects.filter(
        source__object_id=page.translation_key, source__locale=page.locale_id
    )
    return sum(
        not translated.filter(translation_of=segment.string_id, context=segment.context_id).exists()
        for segment in segments
    )


def test_passages_behind_are_counted_where_readers_see_them() -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    most: set[int] = set()

    def expected(into: list[Any]) -> dict[Any, int]:
        pages = list(originals())
        of = states_of(pages, into)
        return {
            page.pk: sum(
                left_of(page, to)
                for to in into
                if to.pk != page.locale_id and of[page.pk, to.pk] == State.BEHIND
            )
            for page in pages
            if [to.pk for to in into] != [page.locale_id]
        }

    def compare(into: list[Any]) -> None:
        target = {} if into is locales else {"target": into[0].pk}
        wanted = expected(into)
        found = {
            row.page.pk: sum(
                cell.left or 0
                for cell in row.cells
                if cell is not None and cell.state == State.BEHIND
            )
            for row in matrix_of(locales, sort="-behind", **target).page(1).rows
        }
        assert found == wanted
        assert list(found) == sorted(wanted, key=lambda pk: (-wanted[pk], pk))
        most.add(max(wanted.values(), default=0))

    @PROFILE
    @given(PAGES)
    def hold(pages: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            write(pages, locales)
            compare(locales)
            compare(locales[1:2])
            transaction.set_rollback(True)

    hold()
    assert max(most) > 1


def originals_of(pages: list[Any]) -> set[Any]:
    """Return the ids of the originals among all that was written, told from the rows themselves."""
    found = set()
    for key in {page.translation_key for page in pages}:
        there = [page for page in pages if page.translation_key == key]
        made = localize.Translation.objects.filter(source__object_id=key).order_by("pk")
        first = next((one for one in made if one.target_locale_id != one.source.locale_id), None)
        if first is not None:
            there = [page for page in there if page.locale_id == first.source.locale_id]
        else:
            there = sorted((page for page in there if page.live), key=lambda page: page.pk)[:1]
        found |= {page.pk for page in there}
    return found


def test_the_originals_are_those_the_rows_say() -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    numbers: Counter[bool] = Counter()

    @PROFILE
    @given(PAGES)
    def hold(pages: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            write(pages, locales)
            there = list(written(Page))
            wanted = originals_of(there)
            assert set(originals().values_list("pk", flat=True)) == wanted
            numbers.update(page.pk in wanted for page in there)
            transaction.set_rollback(True)

    hold()
    assert numbers[True] > 1
    assert numbers[False] > 1
