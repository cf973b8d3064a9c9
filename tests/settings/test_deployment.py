"""`manage.py check --deploy`: silent where all is said, with a hint where something is missing."""

from pathlib import Path
from typing import Any

import pytest

from parvis.monitoring import checks
from tests.settings.production import ENVIRONMENT, run
from tests.tools import PROJECT

CHECK = ("manage.py", "check", "--deploy")


def test_the_documented_environment_is_clean(tmp_path: Path) -> None:
    done = run(*CHECK, "--fail-level", "WARNING", data=tmp_path, environment=with_sqlite(tmp_path))
    # SQLite stands in for a server; what is said about that is tested below.
    assert done.stderr.count("parvis.W007") == 1
    assert done.stderr.count("?: (") == 1, done.stderr


def test_postgresql_leaves_nothing_to_say(tmp_path: Path) -> None:
    """No server listens there: the check of accounts says so, and nothing else is found."""
    url = "postgres://parvis:secret@127.0.0.1:1/parvis"
    environment = ENVIRONMENT | {"DATABASE_URL": url, "DATABASE_POOL_TIMEOUT": "1"}
    done = run(*CHECK, data=tmp_path, environment=environment)
    assert done.returncode == 0
    assert done.stderr.count("?: (") == done.stderr.count("parvis.W101") == 1, done.stderr


def test_an_empty_environment_fails_with_a_hint_for_each_thing(tmp_path: Path) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": ENVIRONMENT["DJANGO_SETTINGS_MODULE"]}
    done = run(*CHECK, data=tmp_path, environment=environment)
    assert done.returncode == 1
    for name in ENVIRONMENT.keys() - environment.keys():
        assert f"{name} is not set" in done.stderr
    assert done.stderr.count("HINT:") >= len(ENVIRONMENT) - 1


def test_the_guide_shows_the_environment_that_is_tested() -> None:
    guide = (PROJECT / "docs" / "deploying.md").read_text(encoding="utf-8")
    for name in ENVIRONMENT:
        assert f"\n{name}=" in guide


@pytest.mark.parametrize(
    ("address", "hosts", "expected"),
    [
        ("https://blog.example.org", ["blog.example.org"], []),
        ("https://blog.example.org", [".example.org"], []),
        ("https://blog.example.org", [], ["parvis.E003"]),
        ("http://127.0.0.1:8000", ["blog.example.org"], ["parvis.E004"]),
        ("blog.example.org", ["blog.example.org"], ["parvis.E004"]),
        ("http://blog.example.org", ["blog.example.org"], ["parvis.E005"]),
        ("https://blog.example.org", ["example.org"], ["parvis.E006"]),
    ],
)
def test_the_public_address_must_be_one(
    settings: Any, address: str, hosts: list[str], expected: list[str]
) -> None:
    settings.WAGTAILADMIN_BASE_URL = address
    settings.ALLOWED_HOSTS = hosts
    assert [found.id for found in checks.address_is_public()] == expected


def test_a_language_nobody_knows_is_found(settings: Any) -> None:
    settings.CONTENT_LANGUAGES = ["fr", "xx"]
    assert [found.id for found in checks.languages_are_known()] == ["parvis.E001"]


def test_a_language_without_a_catalogue_is_told(settings: Any) -> None:
    settings.CONTENT_LANGUAGES = ["fr", "en", "nl", "de-at"]
    assert checks.interface_is_translated() == []
    settings.CONTENT_LANGUAGES = ["fr", "en", "it"]
    assert [found.id for found in checks.interface_is_translated()] == ["parvis.W010"]


def test_a_language_nobody_knows_is_reported_rather_than_raised(tmp_path: Path) -> None:
    environment = with_sqlite(tmp_path) | {"PARVIS_LANGUAGES": "fr,xx"}
    done = run("manage.py", "check", data=tmp_path, environment=environment)
    assert "parvis.E001" in done.stderr
    assert "Traceback" not in done.stderr


def with_sqlite(folder: Path) -> dict[str, str]:
    return ENVIRONMENT | {"DATABASE_URL": f"sqlite:///{folder / 'parvis.sqlite3'}"}
