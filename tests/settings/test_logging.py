"""What is less serious than `LOG_LEVEL` is not logged, whoever says it."""

from pathlib import Path

import pytest

from tests.settings.production import ENVIRONMENT, run

SAY = """
import logging, django
django.setup()
for name in ("django.request", "parvis.delivery"):
    for level in ("warning", "error"):
        getattr(logging.getLogger(name), level)(f"{name} {level}")
"""


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("ERROR", ["django.request error", "parvis.delivery error"]),
        (
            "WARNING",
            [
                *("django.request warning", "django.request error"),
                *("parvis.delivery warning", "parvis.delivery error"),
            ],
        ),
    ],
)
def test_the_level_is_that_of_every_logger(tmp_path: Path, level: str, said: list[str]) -> None:
    done = run("-c", SAY, data=tmp_path, environment=ENVIRONMENT | {"LOG_LEVEL": level})
    assert done.returncode == 0, done.stderr
    assert [line.rpartition(": ")[2] for line in done.stderr.splitlines()] == said
