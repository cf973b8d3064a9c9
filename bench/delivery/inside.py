"""What is done with Django loaded, in a process of its own: `python -m bench.delivery.inside TASK`.

Each task prints one line of JSON as its answer; `write` answers each line it is given.
"""

import ctypes
import gc
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import django

from bench.delivery.machine import own

django.setup()

from django.core.management import call_command  # noqa: E402 (needs the app registry)
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.delivery import data  # noqa: E402
from bench.delivery.articles import slug  # noqa: E402
from bench.delivery.rendering import anew, profile, queries, renewed  # noqa: E402
from blog.models import ArticlePage  # noqa: E402
from parvis.delivery.planning import look_at_tables  # noqa: E402

HOST = "127.0.0.1"
DASHBOARD = {
    "start": "/admin/",
    "translations": "/admin/translations/",
    "reports of translations behind": "/admin/translations/?state=behind",
}


def fill(pairs: str) -> dict[str, Any]:
    """Publish pairs until there are as many; say what there is, which the bench checks."""
    from blog.models import ArticleAuthor, ArticleTag
    from parvis.media.models import Picture

    began = time.monotonic()
    data.Publication().grow(int(pairs))
    indexed = time.monotonic()
    call_command("prepare_pictures", stdout=io.StringIO())
    call_command("prepare_bodies", stdout=io.StringIO())
    # What happens within minutes on a site that is served.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    look_at_tables()
    return {
        "articles": ArticlePage.objects.published().count(),
        "tags": ArticleTag.objects.count(),
        "authors": ArticleAuthor.objects.count(),
        "pictures": Picture.objects.count(),
        "newest": ArticlePage.objects.filter(slug=slug(int(pairs) - 1)).count(),
        "filled": indexed - began,
        "pictures made": time.monotonic() - indexed,
    }


def titles(*slugs: str) -> dict[str, str]:
    """Return the titles of French articles."""
    found = ArticlePage.objects.filter(slug__in=slugs, locale__language_code="fr")
    return {page.slug: page.title for page in found}


def memory(*addresses: str) -> dict[str, float]:
    """Return what keeping pages takes: of the process, and by the store's own account.

    In brotli, which all browsers of today take, and then in gzip too.

    All are rendered before, and a quarter of them kept: what the first of each takes is not theirs.
    """
    from parvis.delivery.process import store
    from parvis.wsgi import application, site

    first = len(addresses) // 4
    for address in addresses:
        _ask(site, address)
    for address in addresses[:first]:
        _ask(application, address)
    before, size = _own(), store.size
    for address in addresses[first:]:
        _ask(application, address)
    one = {"grown": _own() - before, "store": store.size - size}
    for address in addresses[first:]:
        _ask(application, address, encoding="gzip")
    return {
        "kept": len(store.answers) - first,
        **one,
        "grown in both": _own() - before,
        "store in both": store.size - size,
    }


def _own() -> int:
    """Return the bytes that are this process's own, once what nobody uses is given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return own(os.getpid())


def _ask(application: Any, address: str, encoding: str = "br") -> None:
    environ = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT_ENCODING": encoding,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    told: list[Any] = []
    given = application(environ, lambda *answer: told.extend(answer))
    b"".join(given)
    if close := getattr(given, "close", None):
        close()
    if not told[0].startswith("200"):
        raise ValueError(f"{address} answers {told[0]}")


def write() -> None:
    """For each line (a slug and a title), publish it; answer when it was committed."""
    for line in sys.stdin:
        name, title = json.loads(line)
        page = ArticlePage.objects.get(slug=name, locale__language_code="fr")
        page.title = page.draft_title = title
        committed: list[float] = []
        began = time.monotonic()
        with transaction.atomic():
            # The first to be called once it is committed, before other processes are told.
            transaction.on_commit(lambda: committed.append(time.monotonic()))  # noqa: B023
            page.save_revision().publish()
        print(json.dumps([committed[0], committed[0] - began]), flush=True)


def exchange(count: str) -> dict[str, float]:
    """Import that many Markdown files of the length of an article, then export the whole site."""
    number = int(count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "articles"
        folder.mkdir()
        text = "\n\n".join(
            f"## Partie {part}\n\n{'Un mot de la place. ' * 80}" for part in range(8)
        )
        for each in range(number):
            head = f"---\ntitle: Importé {each}\ndate: 2023-01-01\nlang: fr\ntags: [Sujet 1]\n---\n"
            (folder / f"importe-{each}.md").write_text(f"{head}\n{text}\n", encoding="utf-8")
        imported, used = time.monotonic(), time.process_time()
        call_command("import_articles", str(folder), locale="fr", verbosity=0)
        imported, used = time.monotonic() - imported, time.process_time() - used
        found = ArticlePage.objects.published().filter(title__startswith="Importé ").count()
        exported = time.monotonic()
        with redirect_stdout(io.StringIO()):
            call_command("export_site", str(Path(name) / "site"), verbosity=0)
        exported = time.monotonic() - exported
        pages = sum(1 for _ in (Path(name) / "site").rglob("*.html"))
    return {
        "imported": found,
        "import": imported,
        "import CPU": used,
        "pages": pages,
        "export": exported,
    }


def dashboard() -> dict[str, list[float]]:
    """Return the queries and the CPU milliseconds of what an administrator sees first."""
    from django.contrib.auth import get_user_model

    people: Any = get_user_model().objects
    client = Client(HTTP_HOST=HOST)
    found = people.filter(username="bench").first()
    client.force_login(found or people.create_superuser("bench", "bench@example.org", "bench"))
    measured = {}
    for name, address in DASHBOARD.items():
        best = float("inf")
        for _round in range(4):
            began = time.process_time()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            best = min(best, 1000 * (time.process_time() - began))
            if answer.status_code != 200:
                raise ValueError(f"{address} answers {answer.status_code}")
        measured[name] = [len(asked), best]
    return measured


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task
    for task in (fill, titles, queries, profile, anew, renewed, memory, write, exchange, dashboard)
}

if __name__ == "__main__":
    answered = TASKS[sys.argv[1]](*sys.argv[2:])
    if answered is not None:
        print(json.dumps(answered), flush=True)
