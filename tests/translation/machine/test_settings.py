"""`manage.py check` says what a machine lacks before somebody asks it."""

from typing import Any

import pytest
from django.core.checks import run_checks

from parvis.translation.machine.checks import machine_can_answer, machine_can_be_asked
from tests.translation.machine.conftest import KINDS, Use


def found(**_options: Any) -> list[str | None]:
    return [finding.id for finding in machine_can_be_asked()]


def put(settings: Any, kind: str, **options: str) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": KINDS[kind], "OPTIONS": options}


def test_the_checks_are_among_those_django_runs(settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "nowhere.Machine"}
    assert "parvis.E201" in {finding.id for finding in run_checks()}


def test_a_site_without_a_machine_is_fine(settings: Any) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    assert found() == []
    assert machine_can_answer() == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_machine_says_what_it_lacks(kind: str, use: Use, settings: Any) -> None:
    use(kind)
    assert found() == []
    put(settings, kind)
    assert set(found()) == {"parvis.E202"}


@pytest.mark.parametrize("address", ["machine", "ftp://machine", "https://", "http://[x"])
def test_an_address_that_is_none_is_found(address: str, settings: Any) -> None:
    put(settings, "libretranslate", LIBRETRANSLATE_URL=address)
    assert found() == ["parvis.E203"]


def test_an_answer_in_the_clear_is_found(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://parvis.example"
    put(settings, "etranslation", APPLICATION="a", PASSWORD="b")
    assert [finding.id for finding in machine_can_answer()] == ["parvis.E204"]
    put(settings, "etranslation", CALLBACK_URL="https://parvis.example")
    assert machine_can_answer() == []
    put(settings, "proxy")
    assert machine_can_answer() == []
