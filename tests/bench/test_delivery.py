"""The data, the reading of figures and the table of the delivery bench; nothing here is timed."""

import math
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from bench.delivery import articles
from bench.delivery.data import Publication
from bench.delivery.load import counted
from bench.delivery.machine import percentile
from bench.delivery.table import Row, at_least, at_most, results, table
from bench.delivery.views import first_view
from blog.models import ArticlePage

SAID = """Running 2s test @ http://127.0.0.1:8300/
  1 threads and 8 connections
  Latency Distribution
     50%  250.00us
     75%    1.20ms
     90%    2.00ms
     99%    1.05s{blank}
  4000 requests in 2.00s, 30.00MB read
{more}Requests/sec:   2000.00
"""


@pytest.mark.django_db
def test_the_publication_is_what_it_says_and_grows(client: Client) -> None:
    publication = Publication()
    publication.grow(3)
    publication.grow(12)
    for code in articles.LANGUAGES:
        found = ArticlePage.objects.published().filter(locale__language_code=code)
        assert found.count() == 12
        assert {len(page.published_tags) for page in found} == {2}
        assert {len(page.authors) for page in found} == {1, 2}
        assert all(page.cover and page.excerpt and page.reading_minutes for page in found)
    pages = ArticlePage.objects.filter(slug=articles.slug(10))
    assert len({page.translation_key for page in pages}) == 1
    assert pages.count() == 2
    page = pages.get(locale__language_code="fr")
    answer = client.get(page.url)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert page.title in text
    assert 20_000 < len(answer.content) < 32_000
    linked = {link["href"] for link in BeautifulSoup(text, "html.parser").select("p a[href]")}
    others = (articles.slug(number) for number in (9, 3, 5))
    assert {f"/fr/blog/{other}/" for other in others} <= linked
    assert [other.slug for other in page.leads.related] == [
        articles.slug(number) for number in (5, 3, 2)
    ]
    assert text.count('alt="Une place"') >= 2


@pytest.mark.django_db
def test_a_number_gives_the_same_article_whatever_the_size() -> None:
    Publication().grow(2)
    before = ArticlePage.objects.get(slug="article-1", locale__language_code="en")
    words = before.title, before.summary, before.excerpt
    ArticlePage.objects.all().delete()
    Publication().grow(4)
    after = ArticlePage.objects.get(slug="article-1", locale__language_code="en")
    assert (after.title, after.summary, after.excerpt) == words


def test_what_wrk_says_is_read_with_its_units() -> None:
    load = counted(SAID.format(blank=" ", more=""), used=2.0)
    assert (load.rate, load.cpu, load.p50, load.p99, load.failed) == (2000, 0.5, 0.25, 1050, 0)


def test_failures_are_counted_and_silence_is_no_answer() -> None:
    more = "  Socket errors: connect 0, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 7\n"
    assert counted(SAID.format(blank=" ", more=more), used=1.0).failed == 12
    nothing = counted(
        SAID.format(blank=" ", more="").replace("4000 requests", "0 requests"), used=1.0
    )
    assert nothing.rate == 0
    assert nothing.cpu == math.inf
    with pytest.raises(ValueError, match="nothing of requests"):
        counted("unable to connect", used=1.0)


def test_a_percentile_is_a_value_that_was_measured() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert [percentile(values, part) for part in (0.0, 0.5, 0.95, 1.0)] == [1, 51, 96, 100]


def test_goals_are_judged_and_what_was_not_measured_is_said() -> None:
    rows = [
        at_least("hit", "of nginx’s", 0.5, "×", 0.5),
        at_most("hit", "CPU", 0.031, "ms", 0.03, digits=3),
        Row("miss", "a | b", "9"),
    ]
    assert [row.is_met for row in rows] == [True, False, None]
    assert table(rows).splitlines()[2:] == [
        "| hit | of nginx’s | 0.50 × | ≥ 0.5 × | yes |",
        "|  | CPU | 0.031 ms | ≤ 0.03 ms | **no** |",
        "| miss | a / b | 9 |  |  |",
    ]
    text = results("Figures", ["One day."], rows, ["hits: nginx not installed"])
    assert text.startswith("# Figures\n\nOne day.\n\n| | | figure | goal | met |\n")
    assert "1 goals met, 1 missed." in text
    assert text.endswith("Not measured:\n\n- hits: nginx not installed\n")


class OtherSite(BaseHTTPRequestHandler):
    """A page of somebody else’s, with a style, a script, an icon, and a font of a third party."""

    def do_GET(self) -> None:
        """Send a page, or a file of ten bytes."""
        body = b"0123456789"
        if self.path == "/page/":
            body = (
                b'<link rel="stylesheet" href="/a.css"><link rel="icon" href="../b.svg">'
                b'<link rel="stylesheet" href="https://fonts.example/c.css">'
                b'<script src="/d.js"></script><script>1</script><img src="/e.png">'
            )
        self.send_response(404 if self.path == "/none/" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Say nothing."""


def test_the_first_view_of_another_site_is_its_page_with_what_its_head_names() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), OtherSite) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        requests, size, own = first_view(f"{address}/page/")
        with pytest.raises(ValueError, match="answers 404"):
            first_view(f"{address}/none/")
        server.shutdown()
    assert requests == 5  # the third party’s counts, and is not asked
    assert size == own + 30
