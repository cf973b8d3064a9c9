"""Search engines that are told of pages as they change, and what happens without them."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from home.models import HomePage, PlainPage
from parvis.discovery.indexnow import announce, indexnow_key_is_one
from parvis.discovery.models import ChangedAddress
from tests import factories

pytestmark = pytest.mark.django_db

KEY = "0123456789abcdef"
BASE = "https://blog.example.org"


class Engine:
    """What the search engine was told, and what it answers next."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.statuses: list[int] = []


@pytest.fixture
def engine(settings: Any) -> Iterator[Engine]:
    """A search engine on 127.0.0.1, and a site that tells it."""
    engine = Engine()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            engine.told.append(json.loads(self.rfile.read(length)))
            self.send_response(engine.statuses.pop(0) if engine.statuses else 202)
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.PARVIS_INDEXNOW_KEY = KEY
    settings.PARVIS_INDEXNOW_URL = f"http://127.0.0.1:{server.server_port}/indexnow"
    settings.WAGTAILADMIN_BASE_URL = BASE
    yield engine
    server.shutdown()
    server.server_close()


def noted() -> list[str]:
    rows = ChangedAddress.objects.order_by("url").values_list("url", flat=True)
    return [url.removeprefix(BASE) for url in rows]


def test_a_publication_is_told_once_with_the_key_and_where_it_is_shown(
    engine: Engine, client: Client
) -> None:
    page = factories.article("Le pont")
    page.save_revision().publish()
    announce()
    announce()
    assert engine.told == [
        {
            "host": "blog.example.org",
            "key": KEY,
            "keyLocation": f"{BASE}/{KEY}.txt",
            "urlList": [f"{BASE}/fr/blog/le-pont/"],
        }
    ]
    assert client.get(f"/{KEY}.txt").content.decode() == KEY
    assert client.get("/autre.txt").status_code == 404


def test_what_goes_moves_or_is_renamed_is_told_too(
    engine: Engine, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.article("Le pont")
    factories.article("Bridge", "en")
    ChangedAddress.objects.all().delete()
    page.unpublish()
    assert noted() == ["/fr/blog/le-pont/"]
    page.save_revision().publish()
    ChangedAddress.objects.all().delete()
    index = page.get_parent().specific
    index.slug = "journal"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision().publish()
    assert noted() == [
        f"/fr/{name}/{end}" for name in ("blog", "journal") for end in ("", "le-pont/")
    ]
    ChangedAddress.objects.all().delete()
    page.refresh_from_db()
    page.delete()
    assert noted() == ["/fr/journal/le-pont/"]


def test_a_page_moved_is_told_where_it_was_and_where_it_is_with_those_below_it(
    engine: Engine,
) -> None:
    home = HomePage.objects.get(locale=factories.locale("fr"))
    services, towns = (
        home.add_child(instance=PlainPage(title=title, slug=title.lower(), locale=home.locale))
        for title in ("Services", "Communes")
    )
    parent = services.add_child(instance=PlainPage(title="Rues", locale=home.locale))
    parent.add_child(instance=PlainPage(title="Pavés", locale=home.locale))
    parent.add_child(instance=PlainPage(title="Brouillon", locale=home.locale, live=False))
    ChangedAddress.objects.all().delete()
    parent.refresh_from_db()
    parent.move(towns, pos="last-child")
    assert noted() == [
        f"/fr/{where}/rues/{end}" for where in ("communes", "services") for end in ("", "paves/")
    ]
    ChangedAddress.objects.all().delete()
    # Among its own it is where it was.
    PlainPage.objects.get(pk=parent.pk).move(PlainPage.objects.get(pk=towns.pk), pos="first-child")
    assert noted() == []


def test_drafts_private_pages_and_sites_without_a_key_are_not_told(
    engine: Engine, settings: Any
) -> None:
    factories.article("Brouillon", live=False)
    hidden = factories.article("Caché", live=False)
    PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    hidden.save_revision().publish()
    settings.PARVIS_INDEXNOW_KEY = ""
    factories.article("Sans clé")
    assert noted() == []
    announce()
    assert engine.told == []


@pytest.mark.parametrize("status", [301, 400, 403, 422, 429, 500])
def test_what_is_refused_is_kept_and_tried_again_later_and_later(
    engine: Engine, status: int
) -> None:
    engine.statuses = [status, status]
    factories.article("Le pont")
    waits = []
    for _try in range(2):
        before = timezone.now()
        announce()
        waits.append(ChangedAddress.objects.get().due - before)
        announce()
        ChangedAddress.objects.update(due=timezone.now())
    assert len(engine.told) == 2
    assert timedelta(minutes=1) < waits[0] < waits[1]
    announce()
    assert noted() == []


def test_an_engine_that_is_away_loses_nothing(engine: Engine, settings: Any) -> None:
    settings.PARVIS_INDEXNOW_URL = "http://127.0.0.1:9/"
    factories.article("Le pont")
    announce()
    assert noted() == ["/fr/blog/le-pont/"]
    assert ChangedAddress.objects.get().tries == 1
    ChangedAddress.objects.update(tries=200, due=timezone.now())
    announce()
    assert ChangedAddress.objects.get().due <= timezone.now() + timedelta(days=1)


@pytest.mark.parametrize(("key", "faults"), [("", 0), (KEY, 0), ("short", 1), ("a key with é", 1)])
def test_a_key_that_no_engine_takes_is_found_before(settings: Any, key: str, faults: int) -> None:
    settings.PARVIS_INDEXNOW_KEY = key
    assert len(indexnow_key_is_one()) == faults
