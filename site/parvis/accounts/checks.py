"""What must be true of the accounts before production starts."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError, connection

from parvis.demo.people import ACCOUNTS, PASSWORD


@register("start", deploy=True)
def no_demo_account(**_kwargs: Any) -> list[CheckMessage]:
    """Find active accounts of the demo that still have its password, which is public."""
    model = get_user_model()
    try:
        _knock()
        if model._meta.db_table not in connection.introspection.table_names():
            return []  # not migrated yet: nobody can sign in
        people = list(model.objects.filter(username__in=ACCOUNTS, is_active=True))
    except DatabaseError as error:
        return [
            Warning(
                f"The database does not answer: {str(error).strip()}",
                hint=(
                    "Whether the demo’s accounts are in it is therefore not known. "
                    "See that DATABASE_URL is right and that the server runs."
                ),
                id="parvis.W101",
            )
        ]
    found = sorted(person.get_username() for person in people if person.check_password(PASSWORD))
    if not found:
        return []
    return [
        Error(
            f"Accounts of the demo have the password everybody knows: {', '.join(found)}.",
            hint=(
                "Give each another password (manage.py changepassword NAME), "
                "or delete it; then start again."
            ),
            id="parvis.E101",
        )
    ]


def _knock() -> None:
    """Connect once outside the pool, which would try for its whole timeout and log each try."""
    if "pool" not in connection.settings_dict["OPTIONS"]:
        return
    alone = connection.copy()
    del alone.settings_dict["OPTIONS"]["pool"]
    alone.settings_dict["OPTIONS"].setdefault("connect_timeout", 5)  # seconds
    alone.ensure_connection()
    alone.close()
