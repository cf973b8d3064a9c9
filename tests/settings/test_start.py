"""Production refuses to start with an account whose password everybody knows."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from parvis.accounts.checks import no_demo_account
from parvis.accounts.start import refuse_unsafe_start
from parvis.demo.people import ACCOUNTS, PASSWORD
from tests.settings.production import ENVIRONMENT, run

MAKE_ACCOUNT = """
import sys, django
django.setup()
from django.contrib.auth import get_user_model
from django.db import connection
model = get_user_model()
with connection.schema_editor() as editor:
    editor.create_model(model)
model.objects.create_user("editor", password=sys.argv[1])
"""


def start(folder: Path, password: str) -> Any:
    """Make a database with an `editor`, then import the application as a server does."""
    environment = ENVIRONMENT | {"DATABASE_URL": f"sqlite:///{folder / 'parvis.sqlite3'}"}
    made = run("-c", MAKE_ACCOUNT, password, data=folder, environment=environment)
    assert made.returncode == 0, made.stderr
    return run("-c", "import parvis.wsgi", data=folder, environment=environment)


def test_the_application_does_not_load_with_a_demo_account(tmp_path: Path) -> None:
    done = start(tmp_path, PASSWORD)
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert "editor" in done.stderr
    assert "manage.py changepassword" in done.stderr


def test_the_application_loads_once_its_password_is_changed(tmp_path: Path) -> None:
    done = start(tmp_path, "another password")
    assert done.returncode == 0, done.stderr


def test_the_application_does_not_load_when_nobody_can_look(tmp_path: Path) -> None:
    url = "postgres://parvis:secret@127.0.0.1:1/parvis"
    environment = ENVIRONMENT | {"DATABASE_URL": url}
    done = run("-c", "import parvis.wsgi", data=tmp_path, environment=environment)
    assert done.returncode != 0
    assert "DATABASE_URL" in done.stderr
    assert "psycopg.pool" not in done.stderr  # it logs each of its attempts


def test_the_application_does_not_load_without_a_secret(tmp_path: Path) -> None:
    environment = ENVIRONMENT | {
        "SECRET_KEY": "",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'parvis.sqlite3'}",
    }
    done = run("-c", "import parvis.wsgi", data=tmp_path, environment=environment)
    assert done.returncode != 0
    assert "parvis.E002" in done.stderr


@pytest.mark.parametrize("username", sorted(ACCOUNTS))
def test_each_demo_account_is_found(django_user_model: Any, db: None, username: str) -> None:
    django_user_model.objects.create_user(username, password=PASSWORD)
    (found,) = no_demo_account()
    assert found.id == "parvis.E101"
    assert username in found.msg


def test_an_account_that_cannot_sign_in_is_no_danger(django_user_model: Any, db: None) -> None:
    django_user_model.objects.create_user("editor", password=PASSWORD, is_active=False)
    assert no_demo_account() == []


def test_the_demo_itself_starts_with_its_accounts(
    django_user_model: Any, db: None, settings: Any
) -> None:
    django_user_model.objects.create_user("editor", password=PASSWORD)
    with pytest.raises(ImproperlyConfigured):
        refuse_unsafe_start()
    settings.PARVIS_IS_DEMO = True
    refuse_unsafe_start()
