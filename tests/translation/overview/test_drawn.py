"""Whatever there is of pages: those found in a state, and what is counted, are as the rules say.

Facts are drawn at random, the same at each run.
"""

from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale
from wagtail_localize import models as localize

from parvis.translation.overview import finding
from parvis.translation.overview.matrix import originals
from parvis.translation.state import State, states_of
from tests import factories
from tests.translation.overview.conftest import matrix_of
from tests.translation.overview.facts import PAGES, write

pytestmark = pytest.mark.django_db

PROFILE = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # the smallest failing case takes minutes to find
    suppress_health_check=list(HealthCheck),
)


def test_the_pages_in_each_state_are_those_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    seen: Counter[str] = Counter()

    def expected(into: list[Any]) -> dict[State, list[Any]]:
        pages = sorted(originals(locales), key=lambda page: (page.title.lower(), page.pk))
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
    @given(PAGES, st.sampled_from([1, 3, 7, 1000]), st.sampled_from([locales, locales[1:2]]))
    def hold(pages: list[dict[str, Any]], looked_at: int, into: list[Any]) -> None:
        target = {} if into is locales else {"target": into[0].pk}
        monkeypatch.setattr(finding, "LOOKED_AT", looked_at)
        with transaction.atomic():
            write(pages, locales)
            for state, wanted in expected(into).items():
                seen[state] += len(wanted)
                for number in (1, 100):
                    search = matrix_of(locales, state=state, **target).search
                    search.look(number)
                    assert len(search.found) >= min(number, len(wanted))
                    assert search.found == wanted[: len(search.found)]
                    assert not search.is_whole or search.found == wanted
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
        pages = list(originals(locales))
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
            for row in matrix_of(locales, sort="-behind", **target).page(1)[1]
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
