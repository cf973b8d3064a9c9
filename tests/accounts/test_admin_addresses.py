"""Every address of the admin, asked for by every role, against a table of who gets in.

An address that the table does not know fails the test: whoever adds one says who may use it.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction
from django.test import Client
from wagtail.models import GroupPagePermission, Page, Revision

from blog.models import ArticlePage, Author, Tag
from home.models import SiteIdentity
from tests.accounts.addresses import Address, World
from tests.accounts.forms import data_for

pytestmark = pytest.mark.django_db

# G: signs in to the admin and has no other right. T: Translators. E: Editors. M: Moderators.
# A: the administrator.
ROLES = {"G": "Guests", "T": "Translators", "E": "Editors", "M": "Moderators", "A": ""}
EVERYONE, WRITERS, SOURCE, CHIEFS, ADMIN, NOBODY = "GTEMA", "TEMA", "EMA", "MA", "A", ""

# (name of the address, with the language of the object it is about; who sees; who acts)
TABLE: list[tuple[str, str, str]] = [
    # Signing in, one's own account, and what the admin's own scripts ask for.
    (r"wagtailadmin_(login|password_reset|sprite|javascript_catalog).*", "*", "*"),
    (r"wagtailadmin_account", EVERYONE, EVERYONE),
    (r"wagtailadmin_(logout|error_test|block_preview)|unnamed", "*", "*"),
    (r"wagtailadmin_(home|dismissibles)", EVERYONE, NOBODY),
    (r"wagtailadmin_editing_sessions:.*", NOBODY, "*"),
    (r"wagtailadmin_tag_.*", "*", "*"),
    (r"wagtail_localize:javascript_catalog", EVERYONE, NOBODY),
    # Choosing a page, a picture, a document, a tag.
    (r"wagtailadmin_choose_page_\w+_link", EVERYONE, EVERYONE),
    (r"wagtailadmin_choose_page.*", EVERYONE, NOBODY),
    (r"wagtailsnippetchoosers_home_\w+:create", ADMIN, NOBODY),
    (r"wagtailsnippetchoosers_blog_\w+:create", SOURCE, SOURCE),
    (r"wagtailsnippetchoosers_.*", EVERYONE, NOBODY),
    (r"wagtail(docs|images)_chooser:create", SOURCE, SOURCE),
    (r"wagtailimages_chooser:select_format", WRITERS, WRITERS),
    (r"wagtail(docs|images)_chooser:chosen", WRITERS, NOBODY),
    (r"wagtail(docs|images)_chooser:.*", EVERYONE, NOBODY),
    # The private interface of the admin's page explorer.
    (r"wagtailadmin_api:pages:detail/french", SOURCE, NOBODY),
    (r"wagtailadmin_api:pages:detail/english", WRITERS, NOBODY),
    (r"wagtailadmin_api:pages:action/french", NOBODY, SOURCE),
    # Publish: the English page is not translated yet, so nobody may, not even the administrator.
    (r"wagtailadmin_api:pages:action/english", NOBODY, NOBODY),
    (r"wagtailadmin_api:\w+:find", NOBODY, NOBODY),
    (r"wagtailadmin_api:.*", EVERYONE, NOBODY),
    # Pages: Translators read and edit the English tree, and add nothing.
    (
        r"wagtailadmin_pages:(choose_parent|revisions_index|confirm_workflow_cancellation).*",
        "*",
        "*",
    ),
    (r"wagtailadmin_pages:move_confirm.*", EVERYONE, SOURCE),
    (r"wagtailadmin_pages:(add|preview_on_add|add_subpage)/.*", SOURCE, SOURCE),
    (r"wagtailadmin_pages:set_page_position/.*", NOBODY, SOURCE),
    (r"wagtailadmin_pages:(lock|unlock)/.*", NOBODY, CHIEFS),
    (r"wagtailadmin_pages:workflow_action/french", CHIEFS, CHIEFS),
    (r"wagtailadmin_pages:collect_workflow_action_data/french", CHIEFS, CHIEFS),
    (r"wagtailadmin_pages:workflow_preview/french", CHIEFS, NOBODY),
    (r"wagtailadmin_pages:workflow_history_detail/french", SOURCE, NOBODY),
    # No workflow is under way on the English page: they lead back to its editor, which decides.
    (r"wagtailadmin_pages:\w*workflow_action\w*/english", EVERYONE, EVERYONE),
    (r"wagtailadmin_pages:workflow_(preview|history_detail)/english", NOBODY, NOBODY),
    (r"wagtailadmin_pages:convert_alias/french", SOURCE, SOURCE),
    (r"wagtailadmin_pages:(convert_alias|unpublish)/english", NOBODY, NOBODY),
    (r"wagtailadmin_pages:(usage|revisions_(view|compare)|\w*history\w*)/french", SOURCE, NOBODY),
    (r"wagtailadmin_pages:(usage|revisions_(view|compare)|\w*history\w*)/english", WRITERS, NOBODY),
    (r"wagtailadmin_pages:.*/french", SOURCE, SOURCE),
    (r"wagtailadmin_pages:.*/english", WRITERS, WRITERS),
    (r"wagtailadmin_pages:.*|wagtailadmin_explore.*", WRITERS, NOBODY),
    # A selection is shown to everyone, split into what may and what may not be acted on.
    (r"bulk_.*", EVERYONE, EVERYONE),
    (r"wagtail_bulk_action", NOBODY, NOBODY),
    # Translating.
    (r"parvis_translation:(edit_string|edit_override)", NOBODY, WRITERS),
    (r"parvis_translation:machine_translate", NOBODY, NOBODY),
    (
        r"parvis_translation:(passage_help|concordance|files_(download|work|memory))",
        WRITERS,
        NOBODY,
    ),
    (r"parvis_translation:files_upload(_any)?", WRITERS, WRITERS),
    (r"parvis_translation:minor", SOURCE, SOURCE),
    # A selection of nothing is nothing.
    (r"parvis_translation:files_selection", NOBODY, NOBODY),
    (
        r"parvis_translation:(save_passage|passage_note|set_aside|revert_passage|value|presence)",
        NOBODY,
        WRITERS,
    ),
    (r"(parvis_translation:upload_pofile|wagtail_localize:stop_translation)", NOBODY, WRITERS),
    (r"parvis_translation:refuse_alias/french", SOURCE, SOURCE),
    (r"parvis_translation:(report|snippet).*", WRITERS, NOBODY),
    (r"parvis_translation:.*|wagtail_localize:download_pofile", WRITERS, WRITERS),
    # Also asked for a kind of preview that there is none of.
    (r"wagtail_localize:preview_translation", "TEMA?", "TEMA?"),
    (r"parvis_overview:translations", WRITERS, WRITERS),
    # What one is told is one's own; the notice of nobody is nobody's.
    (r"parvis_notices:inbox", EVERYONE, EVERYONE),
    (r"parvis_notices:open", NOBODY, NOBODY),
    (r"parvis_notices:assignment", WRITERS, WRITERS),
    # Publishing languages together: each refused where one may not publish that language.
    (r"parvis_parity:together/.*", WRITERS, WRITERS),
    (r"parvis_parity:exempt/french", SOURCE, SOURCE),
    (r"parvis_parity:exempt/english", WRITERS, WRITERS),
    (r"parvis_parity:report(_results)?", WRITERS, NOBODY),
    # The glossary: whoever writes in a language changes its terms, which the form sees to.
    (r"concept:delete", CHIEFS, CHIEFS),
    (r"concept:(add|edit|upload)", WRITERS, WRITERS),
    (r"concept:.*", WRITERS, NOBODY),
    # Tags and authors: edited in the languages one writes in; added by Editors; deleted by few.
    (r"wagtailsnippets_blog_\w+:delete/.*", CHIEFS, CHIEFS),
    (r"wagtailsnippets_blog_\w+:(add|copy/.*)", SOURCE, SOURCE),
    (r"wagtailsnippets_blog_\w+:(list\w*|history\w*/.*)", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_\w+:(usage|revisions_compare)/french", SOURCE, NOBODY),
    (r"wagtailsnippets_blog_\w+:(usage|revisions_compare)/english", WRITERS, NOBODY),
    (r"wagtailsnippets_blog_\w+:.*/french", SOURCE, SOURCE),
    (r"wagtailsnippets_blog_\w+:.*/english", WRITERS, WRITERS),
    # The identity of the site.
    (r"wagtailsnippets_home_\w+:edit/.*", CHIEFS, CHIEFS),
    (r"wagtailsnippets_home_\w+:(list\w*|usage/.*|history\w*/.*)", CHIEFS, NOBODY),
    (r"wagtailsnippets_home_\w+:.*", ADMIN, ADMIN),
    (r"wagtailsnippets:index|wagtailsettings:.*", NOBODY, NOBODY),
    # The library: Editors add, and edit what they added; what is there belongs to nobody here.
    (r"wagtail(docs|images):(index\w*|add_multiple)", SOURCE, NOBODY),
    (r"wagtail(docs|images):add", SOURCE, SOURCE),
    (r"wagtail(docs|images):(edit|delete)_multiple", NOBODY, CHIEFS),
    (r"wagtail(docs|images):(document|image)_usage", CHIEFS, NOBODY),
    (r"wagtail(docs|images):(edit|delete|preview)", CHIEFS, CHIEFS),
    (r"wagtail(docs|images):.*", NOBODY, NOBODY),
    # Redirects.
    (r"wagtailredirects:process_import", NOBODY, NOBODY),
    (r"wagtailredirects:index.*", CHIEFS, NOBODY),
    (r"wagtailredirects:.*", CHIEFS, CHIEFS),
    # Reports.
    (r"wagtailadmin_reports:locked_pages.*", CHIEFS, NOBODY),
    (r"wagtailadmin_reports:site_history.*", EVERYONE, NOBODY),
    (r"wagtailadmin_reports:.*", WRITERS, NOBODY),
    # The administrator's own: workflows, collections, languages, sites, people.
    (r"wagtailadmin_workflows:task_chooser_create", EVERYONE, ADMIN),
    (r"wagtailadmin_workflows:task_chosen", EVERYONE, EVERYONE),
    (r"wagtailadmin_workflows:task_chooser\w*", EVERYONE, NOBODY),
    (r"wagtaillocales:add|wagtailadmin_workflows:add_task", "*", "*"),
    (r"wagtail(admin_workflows|admin_collections|locales|sites|users_\w+):.*", "A?", "A?"),
]

# Wagtail raises on purpose, or where no form of its own leads.
RAISES = {
    "wagtailadmin_error_test",
    "wagtailredirects:process_import",
    "wagtailsnippetchoosers_home_siteidentity:create",
}
NOT_FOR_THEM = {"T": ("french",), "G": ("french", "english"), "": ("french", "english")}


def row_of(address: Address) -> tuple[str, str]:
    """Return who sees and who acts at an address."""
    name = f"{address.name}/{address.about}" if address.about else address.name
    for pattern, seers, actors in TABLE:
        if re.fullmatch(pattern, name):
            return seers, actors
    raise AssertionError(f"The table does not say who may use {name} ({address.path})")


def gets_in(answer: Any) -> bool:
    """Whether an answer lets the person in: denials lead to the admin's home or to sign-in."""
    place = answer.headers.get("Location", "")
    is_turned_away = place == "/admin/" or place.startswith("/admin/login/")
    # 422: let in, and told that what was sent cannot be used.
    return (answer.status_code < 400 or answer.status_code == 422) and not is_turned_away


def fingerprint(languages: tuple[str, ...]) -> list[Any]:
    """Return what must not change by the hand of somebody who has no right on these languages."""
    codes = [{"french": "fr", "english": "en"}[language] for language in languages]
    pages = Page.objects.filter(locale__language_code__in=codes).order_by("pk")
    articles = ArticlePage.objects.filter(locale__language_code__in=codes).order_by("pk")
    return [
        *pages.values_list("pk", "path", "title", "slug", "live", "locked", "latest_revision_id"),
        *articles.values_list("pk", "summary", "body"),
        *Revision.objects.filter(object_id__in=[str(page.pk) for page in pages]).values_list("pk"),
        *(
            list(model.objects.filter(locale__language_code__in=codes).order_by("pk").values())
            for model in (Tag, Author, SiteIdentity)
        ),
        GroupPagePermission.objects.count(),
        list(Group.permissions.through.objects.order_by("pk").values_list("pk")),
    ]


def visit(client: Client, address: Address) -> Iterator[tuple[str, Any]]:
    """Look at an address, then act there as the form shown would; nothing is kept."""
    shown = None
    for method in ("see", "act"):
        with transaction.atomic():
            if method == "see":
                shown = answer = client.get(address.path)
            elif address.name.startswith("parvis_translation:edit_"):
                answer = client.put(
                    address.path, "value=Essai", "application/x-www-form-urlencoded"
                )
            else:
                answer = client.post(address.path, data_for(address, shown))
            yield method, answer
            transaction.set_rollback(True)


def walk(world: World, user: Any, letter: str) -> list[str]:
    """Return what is wrong, in words, for one person at every address."""
    client = Client(raise_request_exception=False)
    faults = []
    guarded = NOT_FOR_THEM.get(letter, ())
    before = fingerprint(guarded) if guarded else []
    for address in world.addresses():
        allowed = dict(zip(("see", "act"), row_of(address), strict=True))
        client.logout()
        if user is not None:
            client.force_login(user)
        for method, answer in visit(client, address):
            told = f"{letter or 'nobody'} {method} {address.name} {address.about} {address.path}"
            if answer.status_code >= 500 and address.name not in RAISES:
                faults.append(f"{told}: error {answer.status_code}")
            elif not _as_wanted(allowed[method], letter, gets_in(answer)):
                faults.append(f"{told}: {answer.status_code} {answer.headers.get('Location', '')}")
            has_done_something = guarded and method == "act" and answer.status_code < 400
            if has_done_something and fingerprint(guarded) != before:
                faults.append(f"{told}: changed what is not theirs")
    return faults


def _as_wanted(allowed: str, letter: str, is_in: bool) -> bool:
    if allowed == "*":
        return True
    if allowed.endswith("?"):
        return not is_in or letter in allowed
    return is_in is bool(letter and letter in allowed)


@pytest.fixture
def world(person: Any) -> Iterator[World]:
    """Return the objects to ask for; the log of refusals, hundreds of lines, is kept silent."""
    logging.disable(logging.ERROR)
    yield World(person)
    logging.disable(logging.NOTSET)


@pytest.fixture
def guests(db: None) -> Group:
    """Return a group that may sign in to the admin, and nothing else."""
    group = Group.objects.create(name="Guests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return group


@pytest.mark.parametrize("letter", [*ROLES, ""])
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


def test_whoever_is_not_signed_in_is_sent_to_sign_in(world: World) -> None:
    faults = walk(world, None, "")
    assert not faults, "\n".join(faults)


def test_the_walk_finds_every_address_of_the_admin(world: World) -> None:
    found = {address.name for address in world.addresses()}
    assert len(found) > 250
    assert {"wagtailadmin_home", "parvis_translation:update", "wagtailusers_users:edit"} <= found
