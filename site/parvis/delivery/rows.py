"""The tables that readers' pages are made of, told apart row by row."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site

from parvis.delivery.recording import note_rows
from parvis.delivery.watching import watch, watch_always, watch_nowhere

PAGE = "page"  # a page, whatever its type
PICTURE = "picture"
CARD = "card"  # what a page is shared with, which it alone says
SET = "set"  # the pages that are translations of one another, by their key

# Written with every draft, and seen by nobody.
UNSEEN = [
    "draft_title",
    "has_unpublished_changes",
    "latest_revision_id",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by_id",
    "numchild",
]


def watch_pages() -> None:
    """Watch every type of page: its own table holds rows of the same pages."""
    for model in _with_subclasses(Page):
        kinds = {str(model._meta.pk.column): PAGE}
        if model is Page:
            watch(model, kinds | {"translation_key": SET}, unseen=UNSEEN)
        else:
            unseen = getattr(model, "unseen_columns", ())
            watch(model, kinds, unseen=unseen, apart=getattr(model, "apart_columns", {}))
        note_rows(model, PAGE)


def watch_rows(model: type[Model], kind: str, **kinds: str) -> None:
    """Watch the rows of a model; `kinds` gives keys by other columns of it."""
    watch(model, {str(model._meta.pk.column): kind} | kinds)
    note_rows(model, kind)


def watch_files() -> None:
    """Watch pictures and documents. A rendition follows from its picture."""
    pictures: Any = get_image_model()
    watch_rows(pictures, PICTURE)
    watch_rows(get_document_model(), "document")
    watch_nowhere(pictures.get_rendition_model()._meta.db_table)


def watch_frame() -> None:
    """Have what stands above every page count as a whole, whatever is declared."""
    watch_always(*(model._meta.db_table for model in (Site, PageViewRestriction)))


def leave_out_the_desk() -> None:
    """Leave out what editors alone see: sessions, logs, tasks, revisions, searches of the admin."""
    labels = [
        "sessions",
        "admin",
        "django_tasks_database",
        "wagtailadmin",
        "wagtailusers",
        "wagtailsearch",
    ]
    tables = [
        model._meta.db_table
        for config in apps.get_app_configs()
        if config.label in labels
        for model in config.get_models(include_auto_created=True)
    ]
    names = ["ModelLogEntry", "TaskState", "WorkflowState", "ReferenceIndex", "CommentReply"]
    tables += [apps.get_model("wagtailcore", name)._meta.db_table for name in names]
    watch_nowhere(*tables)


def _with_subclasses(model: type[Model]) -> Iterable[type[Model]]:
    yield model
    for found in model.__subclasses__():
        if not found._meta.abstract and not found._meta.proxy:
            yield found
        yield from (one for one in _with_subclasses(found) if one is not found)
