"""What every test may use: the site's structure in both languages, people of every group."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.test import client
from django.utils import translation
from modelsearch import signal_handlers as search_index
from modelsearch.index import get_indexed_models
from wagtail.models import Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from parvis.pages.locales import forget_locales
from parvis.pages.structure import set_up
from tests.tools import is_ci

PROJECT = Path(__file__).resolve().parent.parent

# The files that take longest, longest first: begun early, they leave no processor idle at the end.
LONGEST = (
    "tests/accounts/test_admin_addresses.py",
    "tests/delivery/test_processes.py",
    "tests/exchange/test_corpora.py",
    "tests/demo/test_loaded.py",
    "tests/blog/test_feeds.py",
    "tests/delivery/test_export_again.py",
    "tests/delivery/test_export.py",
    "tests/discovery/test_more_languages.py",
    "tests/delivery/test_random_acts.py",
    "tests/browser/test_standards.py",
    "tests/browser/test_admin.py",
    "tests/browser/test_workbench.py",
    "tests/browser/test_crawl.py",
    "tests/browser/test_keyboard.py",
)
# What Hypothesis draws is the same at each run, and a machine may be slow.
hypothesis.settings.register_profile(
    "parvis",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)
hypothesis.settings.load_profile("parvis")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
USUAL = gc.get_threshold()
_rows_at_first: dict[str, int] = {}
_files_at_first: dict[Path, bytes] = {}
Prepare = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: Any, django_db_blocker: Any) -> None:
    """Build the site's structure once; each test rolls back to it."""
    with django_db_blocker.unblock():
        set_up()
        cache.clear()
        _rows_at_first.update(_rows())
        files = filter(Path.is_file, Path(settings.MEDIA_ROOT).rglob("*"))
        _files_at_first.update((file, file.read_bytes()) for file in files)


@pytest.fixture(scope="module", autouse=True)
def _leaves_nothing_behind(django_db_blocker: Any) -> Iterator[None]:
    """Name the file whose tests leave rows in the database, not those that stumble over them."""
    yield
    if _rows_at_first:
        with django_db_blocker.unblock():
            found = _rows()
        left = {table: count for table, count in found.items() if count != _rows_at_first[table]}
        assert left == {}


def _rows() -> dict[str, int]:
    """Return how many rows each table has."""
    counts = " UNION ALL ".join(
        f"SELECT '{table}', count(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608
        for table in connection.introspection.django_table_names(only_existing=True)
    )
    with connection.cursor() as cursor:
        cursor.execute(counts)
        return dict(cursor.fetchall())


@pytest.fixture(scope="session", autouse=True)
def _unindexed() -> None:
    """Leave the search index alone: keeping it is a fifth of what the suite would cost."""
    _stop_indexing()


@pytest.fixture(autouse=True)
def _indexes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep the indexes of search and of references for tests marked `indexed`, as a site does."""
    if request.node.get_closest_marker("indexed") is None:
        with disable_reference_index_auto_update():
            yield
        return
    search_index.register_signal_handlers()
    yield
    _stop_indexing()


def _stop_indexing() -> None:
    for model in get_indexed_models():
        post_save.disconnect(search_index.post_save_signal_handler, sender=model)
        post_delete.disconnect(search_index.post_delete_signal_handler, sender=model)


@pytest.fixture(scope="session", autouse=True)
def _whole_templates_alone() -> Iterator[None]:
    """Keep what a page was given, and no copy for each of the dozens of templates it includes.

    That was a sixth of each page of the admin.
    """
    keep = client.store_rendered_templates

    def keep_whole(
        store: dict[str, Any], signal: Any, sender: Any, template: Any, context: Any, **more: Any
    ) -> None:
        # What is included, and what a template extends, is rendered with a context of another one.
        if context.template is template:
            keep(store, signal, sender, template, context, **more)

    with patch.object(client, "store_rendered_templates", keep_whole):
        yield


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """Begin and end every test in the default language with an empty cache."""
    _begin_anew()
    yield
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()


def _begin_anew() -> None:
    cache.clear()
    # What a test does to files is not rolled back: the card of a page that it gave another title.
    for file, contents in _files_at_first.items():
        if not file.exists():
            file.write_bytes(contents)
    forget_locales()
    Site.clear_site_root_paths_cache()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def prepare(django_db_setup: None, django_db_blocker: Any) -> Iterator[Prepare]:
    """Return what makes objects for all tests of a module, gone when it ends.

    Each test rolls back to them. Whoever uses it is `autouse`, or a test would find more in the
    database after its neighbours than alone; and hands out keys, as objects would stay changed.
    """
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()

    def make(build: Callable[[], Any]) -> Any:
        with django_db_blocker.unblock(), disable_reference_index_auto_update():
            _begin_anew()
            return build()

    yield make
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


def make_person(*groups: str, name: str = "") -> Any:
    """Make a user who belongs to these groups, or a superuser without any."""
    model = get_user_model()
    name = name or "-".join(groups).lower() or "admin"
    if not groups:
        return model.objects.create_superuser(name, f"{name}@example.org", "secret")
    user = model.objects.create_user(name, f"{name}@example.org", "secret")
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def person(db: None) -> Any:
    """Return a maker of users: `person("Editors")`, or `person()` for a superuser."""
    return make_person


def pytest_itemcollected(item: pytest.Item) -> None:
    """Order what stands beside prepared objects before the tests that empty the database."""
    if "prepare" in getattr(item, "fixturenames", ()):
        item.add_marker("django_db")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest; leave to SQLite alone what is the same on every database."""
    items.sort(key=_place)
    if connection.vendor == "sqlite":
        return
    once = [item for item in items if _asks_no_database(item)]
    items[:] = [item for item in items if item not in once]
    config.hook.pytest_deselected(items=once)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage more rarely: that was a sixth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture
def usual_memory() -> Iterator[None]:
    """Look for garbage as often as a site does, where a test measures what is held."""
    rare = gc.get_threshold()
    gc.collect()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*rare)


def _place(item: pytest.Item) -> int:
    path = item.path.relative_to(PROJECT).as_posix()
    return LONGEST.index(path) if path in LONGEST else len(LONGEST)


def _asks_no_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("one_engine"):
        return True
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is None and not fixtures & DATABASE_FIXTURES


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
