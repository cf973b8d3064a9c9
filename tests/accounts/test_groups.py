"""The groups a new site begins with: their rights, and that nobody's changes are undone."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow

from parvis.accounts.groups import ROLES
from parvis.pages.structure import ensure_locales, set_up
from parvis.translation.review.models import LanguageApprovalTask
from tests import factories

pytestmark = pytest.mark.django_db


def pages_of(group: str, code: str) -> set[str]:
    """Return what a group may do on the pages of a language."""
    found = GroupPagePermission.objects.filter(
        group__name=group, page__locale__language_code=code, page__depth=2
    )
    return {right.permission.codename.removesuffix("_page") for right in found}


def test_each_group_has_its_rights_in_each_language_and_none_on_the_root() -> None:
    editors, chiefs = {"add", "change", "publish"}, {"lock", "unlock", "bulk_delete", "review"}
    for code in settings.CONTENT_LANGUAGES:
        assert pages_of("Editors", code) == editors
        assert pages_of("Moderators", code) == editors | chiefs
    assert pages_of("Translators", "fr") == set()
    assert pages_of("Translators", "en") == {"change", "publish"}
    assert (pages_of("Reviewers FR", "fr"), pages_of("Reviewers FR", "en")) == ({"review"}, set())
    assert (pages_of("Reviewers EN", "fr"), pages_of("Reviewers EN", "en")) == (set(), {"review"})
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()


def test_the_rights_of_a_group_are_those_of_the_guide_and_no_others() -> None:
    expected = {
        "Editors": {
            "access_admin",
            "submit_translation",
            "add_concept",
            "change_concept",
            *(
                f"{a}_{m}"
                for a in ("add", "change", "publish")
                for m in ("tag", "author", "series")
            ),
        },
        "Moderators": {
            "access_admin",
            "submit_translation",
            "change_siteidentity",
            *(f"{a}_{m}" for a in ("add", "change", "delete") for m in ("redirect", "concept")),
            *(f"{a}_message" for a in ("view", "change", "delete")),
            *(
                f"{a}_{m}"
                for a in ("add", "change", "publish", "delete")
                for m in ("tag", "author", "series")
            ),
        },
        "Translators": {
            "access_admin",
            "submit_translation",
            "add_concept",
            "change_concept",
            *(f"{a}_{m}" for a in ("change", "publish") for m in ("tag", "author", "series")),
        },
        "Reviewers EN": {"access_admin"},
    }
    library = {
        "Editors": {"add", "choose"},
        "Moderators": {"add", "change", "delete", "choose"},
        "Translators": {"choose"},
        "Reviewers EN": set(),
    }
    for name, names in expected.items():
        group = Group.objects.get(name=name)
        assert set(group.permissions.values_list("codename", flat=True)) == names
        given = {right.permission.codename for right in group.collection_permissions.all()}
        assert given == {f"{a}_{m}" for a in library[name] for m in ("image", "document")}


def test_running_the_step_again_changes_nothing() -> None:
    before = list(GroupPagePermission.objects.order_by("pk").values())
    assert set_up() == []
    assert list(GroupPagePermission.objects.order_by("pk").values()) == before


def test_what_an_administration_took_away_is_not_given_back() -> None:
    GroupPagePermission.objects.filter(
        group__name="Editors", page__locale__language_code="en"
    ).delete()
    editors = Group.objects.get(name="Editors")
    editors.permissions.clear()
    editors.collection_permissions.all().delete()
    set_up()
    assert pages_of("Editors", "en") == set()
    assert not editors.permissions.exists()
    assert not editors.collection_permissions.exists()


def test_a_group_that_was_renamed_or_deleted_is_left_as_it_is() -> None:
    Group.objects.filter(name="Editors").update(name="Rédaction")
    Group.objects.get(name="Translators").delete()
    set_up()
    assert not Group.objects.filter(name__in=["Editors", "Translators"]).exists()


def test_a_new_language_gets_its_rights_also_for_a_renamed_group(settings: Any) -> None:
    Group.objects.filter(name="Editors").update(name="Rédaction")
    settings.CONTENT_LANGUAGES = ["fr", "en", "nl"]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES = [
        ("fr", "Français"),
        ("en", "English"),
        ("nl", "Nederlands"),
    ]
    set_up()
    assert pages_of("Rédaction", "nl") == {"add", "change", "publish"}
    assert pages_of("Translators", "nl") == {"change", "publish"}
    assert pages_of("Reviewers NL", "nl") == {"review"}
    assert pages_of("Rédaction", "fr") == {"add", "change", "publish"}


def test_the_history_of_a_home_page_tells_which_groups_were_given_rights(
    client: Any, person: Any
) -> None:
    client.force_login(person())
    home = Page.objects.get(depth=2, locale=factories.locale("en"))
    answer = client.get(f"/admin/pages/{home.pk}/history/").content.decode()
    for role in ROLES:
        assert role.name in answer


def test_moderation_is_offered_on_every_page() -> None:
    workflow = Workflow.objects.get()
    assert workflow.active
    assert isinstance(workflow.tasks.get().specific, LanguageApprovalTask)
    home = Site.objects.get().root_page
    assert home.get_workflow() == workflow


def test_the_languages_are_those_of_the_settings() -> None:
    assert [locale.language_code for locale in ensure_locales()] == settings.CONTENT_LANGUAGES
    assert Locale.objects.count() == len(settings.CONTENT_LANGUAGES)
