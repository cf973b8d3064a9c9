"""The bar for the checks of a passage, held by pairs of our own and by a real blog."""

import os
from pathlib import Path

import pytest

from bench.faults import Pair
from bench.quality import ALARMS, RECALL, measure, pairs
from parvis.translation.quality.registry import check_segment
from tests.conftest import PROJECT
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


def test_faults_put_into_faithful_translations_are_found() -> None:
    result = measure([Pair(french, english, "fr", "en") for french, english in GOOD])
    assert result.put.total() > 80
    assert result.recall >= RECALL, result.missed


@pytest.mark.parametrize("reverse", [False, True])
def test_the_bar_is_held_on_a_real_blog(reverse: bool) -> None:
    folder = CORPORA / "gcds-docs"
    if not folder.is_dir():
        pytest.skip("corpora absent: gcds-docs")
    found = pairs(folder)
    if reverse:
        found = [Pair(p.target, p.source, p.target_code, p.source_code) for p in found]
    result = measure(found)
    assert result.clean > 1500
    assert result.alarm_rate <= ALARMS
    assert result.recall >= RECALL
    # A hundred passages in far less than a second, with room for a busy machine.
    assert result.seconds / result.clean < 0.01
