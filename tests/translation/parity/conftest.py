"""Pairs of pages in the states that matter when they are to be published together."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import activate
from wagtail.models import GroupPagePermission, Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from blog.models import ArticlePage
from home.models import PlainPage
from parvis.translation.parity.together import publish_together
from tests import factories
from tests.translation import documents

Pair = tuple[ArticlePage, ArticlePage]


def complete(translation: Translation) -> None:
    """Translate every passage, without a request for each."""
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=translation.target_locale,
            defaults={"data": documents.english(segment.string.data)},
        )


def go_by(*pages: Any) -> None:
    """Let the moment come that these pages are scheduled for, and publish what is due."""
    past = timezone.now() - timezone.timedelta(minutes=1)
    for page in pages:
        for revision in page.revisions.filter(approved_go_live_at__isnull=False):
            revision.content["go_live_at"] = past.isoformat()
            revision.approved_go_live_at = past
            revision.save()
    call_command("publish_scheduled")


def as_it_is(page: Any) -> Any:
    """Return a page as the database has it."""
    return Page.objects.get(pk=page.pk).specific


def scheduled(page: Any) -> Any:
    """Return the revision of a page that waits for its moment, or None."""
    return Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False).first()


@pytest.fixture(autouse=True)
def in_english(default_language: None) -> None:
    """Read refusals in the language they are written in."""
    activate("en")


@pytest.fixture
def make_pair(db: None, any_words: None) -> Callable[..., Pair]:
    """Return a maker of a French draft and its English translation, whole unless told otherwise."""

    def make(title: str = "La place", *, whole: bool = True, live: bool = False) -> Pair:
        source = factories.article(title, live=live)
        translation = documents.translate(source)
        if whole:
            complete(translation)
        return source, documents.target_of(source)

    return make


@pytest.fixture
def pair(make_pair: Callable[..., Pair]) -> Pair:
    """Return a French draft and its whole English translation."""
    return make_pair()


@pytest.fixture
def french_editor(person: Any) -> Client:
    """Return somebody who has every right on French pages, and none on the others."""
    group = Group.objects.create(name="French")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    home = factories.blog_index().get_parent()
    for name in ("add_page", "change_page", "publish_page", "bulk_delete_page"):
        permission = Permission.objects.get(codename=name, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    client = Client()
    client.force_login(person("French", name="french"))
    return client


@pytest.fixture
def client(person: Any) -> Client:
    client = Client()
    client.force_login(person(name="chief"))
    return client


@pytest.fixture
def live(pair: Pair, person: Any) -> list[Any]:
    """Return a published pair, French and English."""
    return list(publish_together(pair, person(name="publisher")))


@pytest.fixture
def sections(db: None) -> dict[str, Any]:
    """Return a section in French and English, and one in French only."""
    french = factories.blog_index("fr").get_parent()
    english = factories.blog_index("en").get_parent()
    section = PlainPage(title="Démarches", slug="demarches", locale=french.locale)
    french.add_child(instance=section)
    counterpart = PlainPage(
        title="Procedures",
        slug="procedures",
        locale=english.locale,
        translation_key=section.translation_key,
    )
    english.add_child(instance=counterpart)
    alone = PlainPage(title="Ici", slug="ici", locale=french.locale)
    french.add_child(instance=alone)
    source = PlainPage(title="Un formulaire", slug="un-formulaire", locale=french.locale)
    french.add_child(instance=source)
    target = PlainPage(
        title="A form",
        slug="a-form",
        locale=english.locale,
        translation_key=source.translation_key,
    )
    english.add_child(instance=target)
    return {
        "fr": section,
        "en": counterpart,
        "alone": alone,
        "source": as_it_is(source),
        "target": as_it_is(target),
    }
