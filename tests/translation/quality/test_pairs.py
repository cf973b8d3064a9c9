"""The bar for the checks of a passage, held by pairs of our own and by a real blog."""

import os
from pathlib import Path

import pytest

from bench.faults import FAULTS, Pair
from bench.quality import ALARMS, RECALL, measure, pairs, reversed_pair
from parvis.translation.quality.registry import check_segment
from tests.conftest import PROJECT
from tests.translation.quality.labelled import LABELLED
from tests.translation.quality.pairs import COUNTED_ALIKE, GOOD, WRONG

CORPORA = Path(os.environ.get("PARVIS_CORPORA", PROJECT.parent / "shared" / "corpora"))
BOTH_WAYS = pytest.mark.parametrize("direction", [("fr", "en"), ("en", "fr-BE")])


@pytest.mark.parametrize(("french", "english"), GOOD + COUNTED_ALIKE)
@BOTH_WAYS
def test_a_faithful_translation_raises_no_alarm(
    french: str, english: str, direction: tuple[str, str]
) -> None:
    texts = (french, english) if direction[0] == "fr" else (english, french)
    assert check_segment(*texts, *direction) == []


@pytest.mark.parametrize(("check", "source", "target"), WRONG)
def test_a_fault_is_found_by_its_check(check: str, source: str, target: str) -> None:
    assert check in {finding.check for finding in check_segment(source, target, "fr", "en")}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_bar_is_held_on_pairs_of_our_own(language: str) -> None:
    result = measure([pair for pair in LABELLED if pair.language == language])
    assert result.never_put == []
    assert [name for name in FAULTS if not result.found[name]] == []
    assert result.recall >= RECALL, result.missed
    assert result.alarm_rate <= ALARMS, result.alarms


def test_a_kind_of_fault_without_a_case_is_told() -> None:
    result = measure([Pair("Une place.", "A square.", "fr", "en")])
    assert "swapped_links" in result.never_put
    assert "emptied" not in result.never_put


@pytest.mark.parametrize("reverse", [False, True])
def test_the_bar_is_held_on_a_real_blog(reverse: bool) -> None:
    folder = CORPORA / "gcds-docs"
    if not folder.is_dir():
        pytest.skip("corpora absent: gcds-docs")
    # One passage in four: the suite runs on two databases, and `bench.quality` measures them all.
    found = pairs(folder)[::4]
    if reverse:
        found = [reversed_pair(pair) for pair in found]
    result = measure(found)
    assert result.clean > 350
    assert result.alarm_rate <= ALARMS
    assert result.recall >= RECALL
