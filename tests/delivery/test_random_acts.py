"""Whatever is done, in whatever order: no process sends a page otherwise than it is."""

import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.delivery import acts
from tests.delivery.kept import Kept
from tests.delivery.reached import addresses

LOOKED_AT = 16  # pages after each act: what is old stays so, and is come upon after a later one


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [7])
def test_no_order_of_acts_leaves_a_page_as_it_was(
    seed: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    drawn = random.Random(seed)  # noqa: S311 (the same acts at each run)
    acts.publication()
    kept = Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)
    known = addresses()
    kept.outdated(known)
    names = sorted(acts.ACTS)
    drawn.shuffle(names)
    done = []
    for name in names:
        done.append((name, drawn.randrange(10_000)))
        kept.commit(partial(acts.ACTS[name], done[-1][1]))
        known = list(dict.fromkeys([*known, *addresses()]))
        assert kept.outdated(drawn.sample(known, LOOKED_AT)) == [], done
    assert kept.outdated(known) == [], done
