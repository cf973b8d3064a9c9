"""What every test may use: the site's structure in both languages, people of every group."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Site

from parvis.pages.locales import forget_locales
from parvis.pages.structure import set_up
from tests.tools import is_ci

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> None:
    """Build the site's structure once; each test rolls back to it."""
    with django_db_blocker.unblock():
        set_up()
        cache.clear()


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Begin and end every test in the default language with an empty cache."""
    cache.clear()
    forget_locales()
    Site.clear_site_root_paths_cache()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()


@pytest.fixture
def person(db: None) -> Any:
    """Return a maker of users: `person("Editors")`, or `person()` for a superuser."""

    def make(*groups: str, name: str = "") -> Any:
        model = get_user_model()
        name = name or "-".join(groups).lower() or "admin"
        if not groups:
            return model.objects.create_superuser(name, f"{name}@example.org", "secret")
        user = model.objects.create_user(name, f"{name}@example.org", "secret")
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With CI=true a skipped test fails the run, unless it needs texts a clone may not have."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not is_ci():
        return
    skipped = [
        report
        for report in reporter.stats.get("skipped", [])
        if "corpora absent" not in str(report.longrepr)
    ]
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
