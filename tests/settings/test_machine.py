"""The translation machine is named by the environment."""

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings
from wagtail_localize.machine_translators import get_machine_translator

from parvis.settings.machines import MACHINES, machine


def env_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> environ.Env:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return environ.Env()


def test_there_is_none_unless_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert machine(env_of(monkeypatch, PARVIS_MACHINE_URL="https://example.org")) is None


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_each_machine_is_made_with_its_options(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = machine(
        env_of(
            monkeypatch,
            PARVIS_MACHINE=name,
            PARVIS_MACHINE_URL="https://translate.example.org",
            PARVIS_MACHINE_KEY="secret",
            PARVIS_MACHINE_USER="parvis",
            PARVIS_MACHINE_TIMEOUT="5",
        )
    )
    assert found is not None
    assert {"https://translate.example.org", "secret", 5.0} <= set(found["OPTIONS"].values())
    with override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=found):
        translator = get_machine_translator()
    assert translator is not None
    assert translator.display_name


def test_an_unknown_machine_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="libretranslate"):
        machine(env_of(monkeypatch, PARVIS_MACHINE="babel"))
