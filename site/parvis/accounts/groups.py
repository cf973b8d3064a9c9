"""The groups a new site begins with, and just the rights each needs.

Rights are given once: when a group is first set up, and when a language gets its home page. Each
gift is noted in that home page's history, so that a right an administration takes away later is
never given back, and a group it deletes or renames is left as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_noop as _
from django.utils.translation import override, pgettext
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    DraftStateMixin,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageLogEntry,
    Site,
    Task,
    TranslatableMixin,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail.snippets.models import get_snippet_models

from parvis.translation.review.models import LanguageApprovalTask

GRANTED = "parvis.grant_rights"


@dataclass(frozen=True)
class Role:
    """What a group may do.

    `pages`: on each language's pages. `snippets`: on what an editor publishes beside pages (tags,
    authors). `settings`: on what frames the site in each language. `library`: in the media library.
    `others`: elsewhere, as `app.codename`. `is_per_language`: each language has a group of its own.
    """

    name: str
    pages: tuple[str, ...]
    snippets: tuple[str, ...]
    library: tuple[str, ...]
    settings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    in_source_language: bool = True
    is_per_language: bool = False


REDIRECTS = tuple(f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete"))
SUBMIT = "wagtail_localize.submit_translation"
CONCEPTS = tuple(f"parvis_glossary.{action}_concept" for action in ("add", "change"))
MESSAGES = tuple(f"parvis_feedback.{action}_message" for action in ("view", "change", "delete"))

ROLES = [
    Role(
        _("Editors"),
        pages=("add", "change", "publish"),
        snippets=("add", "change", "publish"),
        library=("add", "choose"),
        others=(SUBMIT, *CONCEPTS),
    ),
    Role(
        _("Moderators"),
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete", "review"),
        snippets=("add", "change", "publish", "delete"),
        library=("add", "change", "delete", "choose"),
        settings=("change",),
        others=(SUBMIT, *REDIRECTS, *CONCEPTS, *MESSAGES, "parvis_glossary.delete_concept"),
    ),
    Role(
        _("Translators"),
        pages=("change", "publish"),
        snippets=("change", "publish"),
        library=("choose",),
        others=(SUBMIT, *CONCEPTS),
        in_source_language=False,
    ),
    Role(_("Reviewers"), pages=("review",), snippets=(), library=(), is_per_language=True),
]
FOR_EVERYONE = ("wagtailadmin.access_admin",)


def ensure_groups(locales: list[Locale]) -> list[str]:
    """Set up the groups that never were, and give each its rights on every new language."""
    homes = _home_pages(locales)
    granted = _granted()
    made = []
    for role, name, theirs in _groups(homes, locales[0]):
        known = granted.get(name, {})
        group = _find_or_make(name, known)
        if group is None:
            continue
        if not known:
            _give_general_rights(group, role)
            made.append(f"group {name}")
        for home in theirs:
            if home.pk in known:
                continue
            _give_pages(group, role, home)
            log(instance=home, action=GRANTED, data={"group": name, "id": group.pk})
    if not granted:
        _ensure_moderation()
    return made


def _home_pages(locales: list[Locale]) -> list[Page]:
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    homes = root.get_translations(inclusive=True).filter(alias_of__isnull=True, locale__in=locales)
    return list(homes.select_related("locale").order_by("pk"))


def _groups(homes: list[Page], first: Locale) -> Iterator[tuple[Role, str, list[Page]]]:
    """Yield every group there is to be, with its role, its name and the home pages it works on."""
    for role in ROLES:
        if role.is_per_language:
            for home in homes:
                yield role, f"{role.name} {home.locale.language_code.upper()}", [home]
        else:
            theirs = [home for home in homes if role.in_source_language or home.locale != first]
            yield role, role.name, theirs


def _granted() -> dict[str, dict[int, int]]:
    """Return for each role the home pages it was given, with the id of the group that got them."""
    granted: dict[str, dict[int, int]] = {}
    for entry in PageLogEntry.objects.filter(action=GRANTED).order_by("timestamp"):
        granted.setdefault(entry.data["group"], {})[entry.page_id] = entry.data["id"]
    return granted


def _find_or_make(name: str, known: dict[int, int]) -> Group | None:
    """Return the group, whatever its name today; None where somebody has deleted it."""
    if known:
        return Group.objects.filter(pk__in=known.values()).first()
    return Group.objects.get_or_create(name=name)[0]


def _give_general_rights(group: Group, role: Role) -> None:
    """Give what does not depend on a language.

    Wagtail's own first migration makes Editors and Moderators with rights on the root of all
    sites; what it gave is replaced, once.
    """
    group.page_permissions.all().delete()
    group.collection_permissions.all().delete()
    names = [
        *FOR_EVERYONE,
        *role.others,
        *_of_models(_snippets(is_published=True), role.snippets),
        *_of_models(_snippets(is_published=False), role.settings),
    ]
    group.permissions.set([_permission(name) for name in names])
    library = Collection.get_first_root_node()
    for action in role.library:
        for name in (f"wagtailimages.{action}_image", f"wagtaildocs.{action}_document"):
            GroupCollectionPermission.objects.create(
                group=group, collection=library, permission=_permission(name)
            )


def _give_pages(group: Group, role: Role, home: Page) -> None:
    for action in role.pages:
        GroupPagePermission.objects.get_or_create(
            group=group, page=home, permission=_permission(f"wagtailcore.{action}_page")
        )


def _snippets(*, is_published: bool) -> list[type[models.Model]]:
    """Return the translatable snippets that have drafts, or those that have none."""
    return [
        model
        for model in get_snippet_models()
        if issubclass(model, TranslatableMixin)
        and issubclass(model, DraftStateMixin) is is_published
    ]


def _of_models(classes: Iterable[type[models.Model]], actions: Iterable[str]) -> list[str]:
    return [
        f"{model._meta.app_label}.{get_permission_codename(action, model._meta)}"
        for model in classes
        for action in actions
    ]


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _ensure_moderation() -> None:
    """Have all that has drafts approved by those who review in its language, on a new site only.

    Wagtail's migrations made a workflow whose step is open to one group, in every language, and
    named it in English. Its name, and that of its only step, is in the site's first language.
    """
    root = Page.get_first_root_node()
    workflow = Workflow.objects.order_by("pk").first()
    if workflow is None or WorkflowState.objects.exists():
        return
    Task.objects.filter(workflow_tasks__workflow=workflow).update(active=False)
    WorkflowTask.objects.filter(workflow=workflow).delete()
    with override(settings.LANGUAGE_CODE):
        name = pgettext("what reviewers do", "Review")
    workflow.name, workflow.active = name, True
    workflow.save(update_fields=["name", "active"])
    task = LanguageApprovalTask.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.get_or_create(page=root, defaults={"workflow": workflow})
    for model in _snippets(is_published=True):
        if issubclass(model, WorkflowMixin):
            kind = ContentType.objects.get_for_model(model)
            WorkflowContentType.objects.get_or_create(
                content_type=kind, defaults={"workflow": workflow}
            )
