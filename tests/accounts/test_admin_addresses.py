"""Every address of the admin, asked for by every role, against a table of who gets in.

An address that the table does not know fails the test: whoever adds one says who may use it.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client, override_settings
from wagtail.admin.menu import admin_menu
from wagtail.models import GroupPagePermission, Page, Revision

from blog.models import ArticlePage, Author, Tag
from home.models import SiteIdentity
from parvis.delivery.statements import verb
from parvis.pages.structure import set_up
from tests.accounts.addresses import Address, World
from tests.accounts.forms import data_for
from tests.accounts.rights import (
    IN_ONE_LANGUAGE,
    NOT_FOR_THEM,
    ONE_LANGUAGE,
    RAISES,
    ROLES,
    TABLE,
)
from tests.conftest import Prepare, make_person

pytestmark = pytest.mark.django_db


def row_of(address: Address, letter: str) -> tuple[str, str]:
    """Return who sees and who acts at an address."""
    name = f"{address.name}/{address.about}" if address.about else address.name
    if letter in IN_ONE_LANGUAGE:
        for pattern, seers, actors in ONE_LANGUAGE:
            if re.fullmatch(pattern, name):
                return seers, actors
    for pattern, seers, actors in TABLE:
        if re.fullmatch(pattern, name.replace("/dutch", "/english")):
            if letter not in IN_ONE_LANGUAGE:
                return seers, actors
            # With no row of their own, they get where whoever only signs in gets.
            return seers.replace("G", f"G{letter}"), actors.replace("G", f"G{letter}")
    raise AssertionError(f"The table does not say who may use {name} ({address.path})")


def gets_in(answer: Any) -> bool:
    """Whether an answer lets the person in: denials lead to the admin's home or to sign-in."""
    place = answer.headers.get("Location", "")
    is_turned_away = place == "/admin/" or place.startswith("/admin/login/")
    # 422: let in, and told that what was sent cannot be used.
    return (answer.status_code < 400 or answer.status_code == 422) and not is_turned_away


def fingerprint(languages: tuple[str, ...]) -> list[Any]:
    """Return what must not change by the hand of somebody who has no right on these languages."""
    known = {"french": "fr", "english": "en", "dutch": "nl"}
    codes = [known[language] for language in languages]
    pages = Page.objects.filter(locale__language_code__in=codes).order_by("pk")
    articles = ArticlePage.objects.filter(locale__language_code__in=codes).order_by("pk")
    return [
        *pages.values_list("pk", "path", "title", "slug", "live", "locked", "latest_revision_id"),
        *articles.values_list("pk", "summary", "body"),
        # In an order of their own: a row that is written may come last.
        *Revision.objects.filter(object_id__in=[str(page.pk) for page in pages])
        .order_by("pk")
        .values_list("pk"),
        *(
            list(model.objects.filter(locale__language_code__in=codes).order_by("pk").values())
            for model in (Tag, Author, SiteIdentity)
        ),
        GroupPagePermission.objects.count(),
        list(Group.permissions.through.objects.order_by("pk").values_list("pk")),
    ]


def visit(client: Client, address: Address) -> Iterator[tuple[str, Any, bool]]:
    """Look at an address, then act there as the form shown would; nothing is kept.

    Yields the method, the answer, and whether anything was written to the database.
    """
    shown = None
    for method in ("see", "act"):
        with transaction.atomic(), noting_writes() as written:
            if method == "see":
                shown = answer = client.get(address.path)
            elif address.name.startswith("parvis_translation:edit_"):
                answer = client.put(
                    address.path, "value=Essai", "application/x-www-form-urlencoded"
                )
            else:
                answer = client.post(address.path, data_for(address, shown))
            yield method, answer, bool(written)
            transaction.set_rollback(True)


def letters(*all_of_them: str) -> list[Any]:
    """Return the roles to walk as; two are enough on a second engine, where each takes a minute."""
    return [
        letter if letter in {"T", "R"} else pytest.param(letter, marks=pytest.mark.one_engine)
        for letter in all_of_them
    ]


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Note the statements of the block that write anything but a session."""
    noted: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if verb(sql) not in ("SELECT", "") and '"django_session"' not in sql:
            noted.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield noted


@contextmanager
def known(user: Any) -> Iterator[None]:
    """Load a person and their menu once for all their requests.

    The administrator's are asked for with each page, as on a site.
    """
    if user is None or user.is_superuser:
        yield
        return
    user = type(user).objects.get(pk=user.pk)
    user.get_all_permissions()
    menus: dict[Any, Any] = {}
    render = admin_menu.render_component

    def render_once(request: Any) -> Any:
        who = request.user.pk
        menus[who] = menus[who] if who in menus else render(request)
        return menus[who]

    with (
        patch.object(ModelBackend, "get_user", lambda _self, _pk: copy(user)),
        patch.object(admin_menu, "render_component", render_once),
    ):
        yield


def walk(world: World, user: Any, letter: str) -> list[str]:
    """Return what is wrong, in words, for one person at every address."""
    client = Client(raise_request_exception=False)
    faults = []
    guarded = NOT_FOR_THEM.get(letter, ())
    before = fingerprint(guarded) if guarded else []
    if user is not None:
        client.force_login(user)
    # What an address does is undone with its transaction, the session's end among it.
    signed_in = client.cookies.copy()
    with known(user):
        for address in world.addresses():
            allowed = dict(zip(("see", "act"), row_of(address, letter), strict=True))
            client.cookies = signed_in.copy()
            for method, answer, has_written in visit(client, address):
                told = (
                    f"{letter or 'nobody'} {method} {address.name} {address.about} {address.path}"
                )
                if answer.status_code >= 500 and address.name not in RAISES:
                    faults.append(f"{told}: error {answer.status_code}")
                elif not _as_wanted(allowed[method], letter, gets_in(answer)):
                    place = answer.headers.get("Location", "")
                    faults.append(f"{told}: {answer.status_code} {place}")
                is_act = guarded and method == "act" and answer.status_code < 400
                if is_act and has_written and fingerprint(guarded) != before:
                    faults.append(f"{told}: changed what is not theirs")
    return faults


def _as_wanted(allowed: str, letter: str, is_in: bool) -> bool:
    if allowed == "*":
        return True
    if allowed.endswith("?"):
        return not is_in or letter in allowed
    return is_in is bool(letter and letter in allowed)


# A third language makes one that is neither the site's first nor the one a person writes in.
LANGUAGES = [("fr", "Français"), ("en", "English"), ("nl", "Nederlands")]


@pytest.fixture(scope="module", autouse=True)
def _world(prepare: Prepare) -> Iterator[World]:
    def build() -> World:
        set_up()
        return World(make_person)

    with override_settings(
        CONTENT_LANGUAGES=[code for code, _name in LANGUAGES],
        WAGTAIL_CONTENT_LANGUAGES=LANGUAGES,
        LANGUAGES=LANGUAGES,
    ):
        yield prepare(build)


@pytest.fixture
def world(_world: World, db: None) -> Iterator[World]:
    """Return the objects to ask for; the log of refusals, hundreds of lines, is kept silent."""
    logging.disable(logging.ERROR)
    yield _world
    logging.disable(logging.NOTSET)


@pytest.fixture
def guests(db: None) -> Group:
    """Return a group that may sign in to the admin, and nothing else."""
    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.fixture
def drafters(world: World) -> None:
    """Make the groups that write in one language, and do not publish."""
    for code in ("en", "nl"):
        group = Group.objects.create(name=f"Drafters {code.upper()}")
        group.permissions.set(
            Permission.objects.filter(codename__in=["access_admin", "submit_translation"])
        )
        GroupPagePermission.objects.create(
            group=group,
            page=Page.objects.get(depth=2, locale__language_code=code),
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename="change_page"
            ),
        )


@pytest.mark.parametrize("letter", letters(*IN_ONE_LANGUAGE))
def test_whoever_works_in_one_language_reaches_nothing_of_another(
    world: World, drafters: None, person: Any, letter: str
) -> None:
    faults = walk(world, person(IN_ONE_LANGUAGE[letter], name="walker"), letter)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("letter", letters(*ROLES, ""))
def test_each_role_gets_where_the_table_says_and_nowhere_else(
    world: World, guests: Group, person: Any, letter: str
) -> None:
    assert connection.in_atomic_block
    if letter == "A":
        user = world.boss
    else:
        user = person(ROLES.get(letter, "no such group"), name="walker")
    faults = walk(world, user, letter)
    assert not faults, "\n".join(faults)


@pytest.mark.one_engine
def test_whoever_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    faults = walk(world, None, "")
    assert not faults, "\n".join(faults)


def test_the_walk_finds_every_address_of_the_admin(world: World) -> None:
    found = {address.name for address in world.addresses()}
    assert len(found) > 250
    assert {"wagtailadmin_home", "parvis_translation:update", "wagtailusers_users:edit"} <= found
