"""What translation stands on: migrations without blocks, roots that every process knows."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client, override_settings
from wagtail.models import Locale, Page, Site

from home.models import HomePage
from parvis.pages.structure import set_up
from parvis.settings import base
from tests import factories

PROJECT = Path(__file__).resolve().parents[2]


def test_no_migration_holds_the_definition_of_a_block() -> None:
    migrations = [
        *PROJECT.glob("*/migrations/*.py"),
        *PROJECT.glob("site/parvis/*/migrations/*.py"),
    ]
    assert len(migrations) > 5
    for migration in migrations:
        text = migration.read_text(encoding="utf-8")
        assert "wagtail.blocks" not in text, migration
        assert "block_lookup" not in text, migration


def test_untranslated_text_is_not_published_when_a_page_is_submitted() -> None:
    assert settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE is False


def test_no_machine_is_asked_unless_an_administration_names_one() -> None:
    assert getattr(settings, "WAGTAILLOCALIZE_MACHINE_TRANSLATOR", None) is None


def test_languages_do_not_follow_each_other_page_for_page() -> None:
    assert "wagtail_localize.locales" not in settings.INSTALLED_APPS
    assert "wagtail.contrib.simple_translation" not in settings.INSTALLED_APPS


def test_the_cache_is_one_that_every_process_of_the_machine_shares() -> None:
    backend = base.CACHES["default"]["BACKEND"]
    assert "locmem" not in backend
    assert "dummy" not in backend


@pytest.mark.django_db
def test_a_language_added_by_another_process_is_served_at_once(
    tmp_path: Path, settings: Any
) -> None:
    shared = {**base.CACHES["default"], "LOCATION": str(tmp_path)}
    with override_settings(CACHES={"default": shared}):
        assert Client().get("/en/").status_code == 200
        # As another process would: with its own connection to the same cache.
        caches.close_all()
        home = HomePage.objects.get(locale=factories.locale("fr"))
        dutch = HomePage(
            title="Welkom",
            slug="home-nl",
            locale=Locale.objects.create(language_code="nl"),
            translation_key=home.translation_key,
        )
        Page.get_first_root_node().add_child(instance=dutch)
        dutch.save_revision().publish()
        del caches["default"]
        roots = {path.language_code for path in Site.get_site_root_paths()}
        assert roots == {"fr", "en", "nl"}
        assert HomePage.objects.get(pk=dutch.pk).url == "/nl/"
    cache.clear()


@pytest.mark.django_db
def test_a_new_language_is_one_setting_and_one_command(settings: Any) -> None:
    settings.CONTENT_LANGUAGES = ["fr", "en", "nl", "de"]
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [
        ("fr", "Français"),
        ("en", "English"),
        ("nl", "Nederlands"),
        ("de", "Deutsch"),
    ]
    made = set_up()
    assert "home page /nl/" in made
    assert "home page /de/" in made
    assert {home.locale.language_code for home in HomePage.objects.all()} == {
        "fr",
        "en",
        "nl",
        "de",
    }
