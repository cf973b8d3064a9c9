"""Indexes of Wagtail's pages in the orders that the dashboard shows them in.

They are not of our models, so that no migration of theirs can hold them; and SQLite makes a table
anew in which a migration of Wagtail's changes a column, without the indexes Django knows nothing
of. So whoever migrates has them made where they are missing.
"""

from typing import Any

from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate
from wagtail.models import Page

INDEXES = {
    "parvis_pages_by_title": "(LOWER(title), id)",
    "parvis_pages_by_publication": "(last_published_at, id)",
}


def install() -> None:
    """Have them made after each migration; called once."""
    wagtail = apps.get_app_config(Page._meta.app_label)
    post_migrate.connect(make, sender=wagtail, dispatch_uid="parvis_overview_indexes")


def make(using: str, **_signal: Any) -> None:
    """Make those that are missing."""
    with connections[using].cursor() as cursor:
        for name, columns in INDEXES.items():
            table = connections[using].ops.quote_name(Page._meta.db_table)
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} {columns}")
