"""What translators’ screens cost with 10,000 originals and two languages to put them in.

    python bench/overview.py [pages]

Fills a temporary SQLite and a temporary PostgreSQL database with pages of ten passages in every
state, and asks as an administrator for the dashboard, for the editor of an article of thirty
passages and for the memory’s help with one of them: queries, steps that SQLite takes, milliseconds
by the clock, and the memory an export adds. On PostgreSQL before and after
ANALYZE: a table that was filled a minute ago has no statistics yet. At last nothing is behind any
more, and is looked for. Ends with 1 where a limit is passed.
"""

import sys
import time
import tracemalloc
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.overview_data import PASSAGES, THEN, fill

PAGES = 10_000
GRAIN = 10  # steps
LIMIT_MS, LIMIT_MB = 2_000.0, 30.0

FAR_DOWN = ("missing", "by-hand", "in-progress", "behind", "current")


def timed(name: str, ask: Callable[[], int]) -> bool:
    """Ask three times, print what the quickest took and how many queries, and judge."""
    from django.db import connection, reset_queries

    best, connection.force_debug_cursor = float("inf"), True
    for _round in range(3):
        reset_queries()
        start = time.perf_counter()
        size = ask()
        best = min(best, 1000 * (time.perf_counter() - start))
    number, connection.force_debug_cursor = len(connection.queries), False
    counted = f"{number:4} queries {steps_of(ask):12,} steps"
    print(f"  {name:34} {counted} {best:8.0f} ms {size:10,} bytes", flush=True)
    return best <= LIMIT_MS


def steps_of(ask: Callable[[], int]) -> int:
    """Ask, and return how many steps SQLite took; 0 elsewhere."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return 0
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += GRAIN
        return 0

    connection.connection.set_progress_handler(count, GRAIN)
    ask()
    connection.connection.set_progress_handler(None, GRAIN)
    return steps


def ask_all(client: Any, english: int, count: int) -> bool:
    """Ask for what people ask for; far down is after four fifths of the pages."""
    from django.core.cache import cache
    from django.test import RequestFactory

    from parvis.translation.overview.panel import ToTranslatePanel
    from parvis.translation.state import State

    request: Any = RequestFactory().get("/")
    request.user = client.user

    page = partial(_page, client)

    def panel() -> int:
        cache.clear()
        return len(ToTranslatePanel().render_html({"request": request}))

    deep = f"0~page {count * 4 // 5:05}"
    asked = {
        "the first page": page(),
        "all, far down": page(after=deep),
        **{f"{state} in some language": page(state=state) for state in State},
        "behind in English": page(state="behind", target=english),
        "missing, all counted": page(state="missing", counted=1),
        **{f"{state}, far down": page(state=state, after=deep) for state in FAR_DOWN},
        "behind, back from there": page(state="behind", before=deep),
        "behind, published last, far down": page(
            state="behind", sort="-published", after=f"0~{THEN + timedelta(hours=4)}"
        ),
        "words in the title": page(words="page 0777"),
        "most passages behind": page(sort="-behind"),
        "the panel, nothing remembered": panel,
    }
    slow = [name for name, ask in asked.items() if not timed(name, ask)]
    return not slow


def _page(client: Any, **asked: Any) -> Callable[[], int]:
    return lambda: len(client.get("/admin/translations/", asked).content)


def ask_for_none(client: Any) -> bool:
    """Ask for what is behind once nothing is: each page is looked at."""
    from wagtail_localize.models import StringSegment, TranslationLog

    TranslationLog.objects.update(created_at=THEN + timedelta(hours=2))
    StringSegment.objects.filter(order__gte=PASSAGES - 2).delete()
    return timed("behind, where none is", _page(client, state="behind"))


def ask_editor(client: Any) -> bool:
    """Ask for the editor, and for what the memory knows of passages like those of all pages."""
    from django.urls import reverse

    from parvis.translation.memory.indexing import rebuild
    from tests import factories
    from tests.translation import documents

    rebuild()
    texts = [f"<p>Passage {number} de Page {number:05}, révisée</p>" for number in range(30)]
    made = documents.translate(factories.article("Un article", body=[("text", t) for t in texts]))
    segment = made.source.stringsegment_set.filter(string__data__startswith="Passage").first()
    editor = reverse("wagtailadmin_pages:edit", args=[made.get_target_instance().pk])
    aids = reverse("parvis_translation:passage_help", args=[made.pk, segment.pk])
    asked = {"the editor, thirty passages": editor, "the memory’s help, one passage": aids}
    found = [timed(name, partial(_size, client, address)) for name, address in asked.items()]
    return all(found)


def _size(client: Any, address: str) -> int:
    answer = client.get(address)
    if answer.status_code != 200:
        raise ValueError(f"answered {answer.status_code}")
    return len(answer.content)


def export_all(client: Any) -> bool:
    """Ask for everything as a file of each format; again for the memory, which takes longer."""

    def take(name: str) -> int:
        answer = client.get("/admin/translations/", {"export": name})
        return sum(map(len, answer.streaming_content))

    kept = True
    for name in ("csv", "xlsx"):
        start = time.perf_counter()
        size = take(name)
        taken = 1000 * (time.perf_counter() - start)
        tracemalloc.start()
        take(name)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        print(f"  all of it as {name:4} {taken:8.0f} ms {size:10,} bytes {peak:6.1f} MB at most")
        kept = kept and peak <= LIMIT_MB
    return kept


def measure(count: int) -> bool:
    """Fill the database that is configured and ask; return whether every limit was kept."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from wagtail.models import Locale

    from parvis.delivery.planning import look_at_tables
    from parvis.pages.structure import set_up

    call_command("migrate", verbosity=0)
    set_up()
    if connection.vendor == "postgresql":  # its own daemon would analyse while this fills
        with connection.cursor() as cursor:
            cursor.execute("ALTER SYSTEM SET autovacuum = off")
            cursor.execute("SELECT pg_reload_conf()")
    fill(count)
    look_at_tables()
    client: Any = Client()
    client.user = get_user_model().objects.create_superuser("bench", "bench@example.org", "bench")
    client.force_login(client.user)
    english = Locale.objects.get(language_code="en").pk
    kept = [ask_all(client, english, count)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        print("  after ANALYZE", flush=True)
        kept.append(ask_all(client, english, count))
    kept += [ask_editor(client), export_all(client), ask_for_none(client)]
    return all(kept)


if __name__ == "__main__":
    from bench.engines import on_both

    sys.exit(on_both(__file__, measure, PAGES, "pages", PARVIS_LANGUAGES="fr,en,nl"))
