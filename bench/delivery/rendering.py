"""What rendering a page costs in a process that has rendered others, and in one that has not.

For `bench.delivery.inside`, which has loaded Django.
"""

import cProfile
import pstats
import tempfile
import time
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.delivery.servers import HOST
from blog.models import ArticlePage
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.recording import recording
from parvis.delivery.writes import listen
from tests import factories

STAGES = {
    "finding the page": ("parvis/pages/routing.py", "page_at"),
    "queries": ("parvis/pages/prepared.py", "ask"),
    "templates": ("django/template/response.py", "rendered_content"),
    "the body": ("parvis/pages/templatetags/page_tags.py", "shown_body"),
    "what stands around it": ("blog/models/article.py", "get_context"),
}


def queries(*addresses: str) -> dict[str, int]:
    """Return how many queries a second visit to each address costs, with its parts at hand."""
    client, found = Client(HTTP_HOST=HOST), {}
    with tempfile.TemporaryDirectory() as name:
        parts = Parts(Changes(Path(name), lambda keys: None), seconds=3_600)
        for address in addresses:
            with recording(parts):
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    client.get(address)
            found[address] = len(asked)
    return found


def profile(address: str) -> dict[str, float]:
    """Return how many calls of Python rendering a page takes, and the share of it in its stages.

    A stage holds what it calls: body and head are within the templates, queries within all.
    """
    client, times = Client(HTTP_HOST=HOST), 20
    with tempfile.TemporaryDirectory() as name:
        kept = Parts(Changes(Path(name), lambda keys: None), seconds=3_600)
        profiler = cProfile.Profile()
        for number in range(times + 3):
            if number == 3:
                profiler.enable()
            with recording(kept):
                client.get(address)
        profiler.disable()
    stats: Any = pstats.Stats(profiler)
    whole = _share(stats, "core/handlers/base.py", "get_response")
    shares = {stage: _share(stats, *place) / whole for stage, place in STAGES.items()}
    return {"calls": stats.total_calls / times} | {name: round(x, 3) for name, x in shares.items()}


def anew(address: str) -> dict[str, float]:
    """Return the CPU seconds of rendering a page no part of which is at hand, the middle of ten."""
    client, taken = Client(HTTP_HOST=HOST), []
    with tempfile.TemporaryDirectory() as name:
        changes = Changes(Path(name), lambda keys: None)
        client.get(address)
        for _time in range(10):
            began = time.process_time()
            with recording(Parts(changes, seconds=3_600)):
                client.get(address)
            taken.append(time.process_time() - began)
    return {"seconds": sorted(taken)[len(taken) // 2]}


def renewed(address: str) -> dict[str, float]:
    """Return the CPU seconds of rendering a list once an article is published, the middle of ten.

    All else is at hand, as in a process that has shown the list before.
    """
    client, taken, made = Client(HTTP_HOST=HOST), [], []
    newest = ArticlePage.objects.latest("date").date  # of a month that has many
    with tempfile.TemporaryDirectory() as name:
        changes = Changes(Path(name), lambda keys: None)
        listen(changes.tell)
        kept = Parts(changes, seconds=3_600)
        try:
            for number in range(10):
                _rendered(client, address, kept)
                made.append(factories.article(f"Neuf {number}", date=newest))
                began = time.process_time()
                text = _rendered(client, address, kept)
                taken.append(time.process_time() - began)
                if made[-1].title not in text:
                    raise ValueError(f"{address} does not show {made[-1].title}")
        finally:
            for article in made:
                article.delete()
    return {"seconds": sorted(taken)[len(taken) // 2]}


def _rendered(client: Client, address: str, kept: Parts) -> str:
    with recording(kept):
        return str(client.get(address).content.decode())


def _share(stats: Any, file: str, function: str) -> float:
    return max(
        (row[3] for place, row in stats.stats.items()
         if place[0].endswith(file) and place[2] == function),
        default=0.0,
    )  # fmt: skip
