"""What a reader's page costs the database: within the budget, and the same at any size."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.rich_text import RichText

from blog.facts import ArticleFacts
from blog.keys import LEADS
from blog.models import ArticlePage
from home.models import MenuItem, SiteIdentity
from parvis.delivery.changes import Changes
from parvis.delivery.parts import Parts
from parvis.delivery.planning import look_at_tables
from parvis.delivery.recording import recording
from parvis.search.query import TOPPED_UP
from parvis.search.suggestions import SHOWN
from tests import factories
from tests.queries.publication import YEAR, Publication
from tests.translation import documents

pytestmark = pytest.mark.django_db

ARTICLE, LIST = 10, 12
GRAIN = 10  # steps of SQLite
PATHS = [
    "/",
    *("/fr/", "/en/"),
    *("/fr/blog/", "/en/blog/", "/fr/blog/?page=2", "/en/blog/?page=2"),
    *("/fr/blog/etiquettes/", "/en/blog/tags/"),
    *("/fr/blog/etiquettes/eau/", "/en/blog/tags/water/", "/en/blog/tags/water/?page=2"),
    *("/fr/blog/auteurs/", "/en/blog/authors/"),
    *("/fr/blog/auteurs/line-peeters/", "/en/blog/authors/line-peeters/"),
    *(f"/fr/blog/archives/{YEAR}/", f"/en/blog/archive/{YEAR}/"),
    *(f"/fr/blog/archives/{YEAR}/1/", f"/en/blog/archive/{YEAR}/12/"),
    *("/fr/blog/article-3/", "/en/blog/piece-3/", "/fr/blog/article-3/en/"),
    "/fr/recherche/?q=introuvable",
    *("/fr/blog/flux/rss/", "/en/blog/tags/water/feed/atom/"),
    *("/fr/blog/?page={last}", "/en/blog/tags/water/?page={last}"),
]
FEW, MANY = 60, 1_000  # pairs
# Words alike are looked for among all, which PostgreSQL reads from end to end while they are few.
ALIKE = "/fr/recherche/?q=introuvable"
# What every article of a language has, what those of both have, and that beside what one has. They
# are counted one by one, which is most of what grows; to rank them all took fourteen times as much.
TYPED = "/fr/recherche/suggestions/?q=artic"
COMMON = [
    *("/fr/recherche/?q=article", "/en/search/?q=piece"),
    *("/fr/recherche/?q=peeters", "/fr/recherche/?q=article+37"),
]
MOST_TIMES = 5


class Reader:
    """Somebody who asks for pages of a process that has rendered others: parts are at hand."""

    def __init__(self, folder: Path) -> None:
        self.client = Client()
        self.parts = Parts(Changes(folder, lambda keys: None), seconds=3_600)

    def cost(self, address: str) -> int:
        """Return the number of queries of a second visit: the first one fills the caches."""
        assert self._ask(address) == 200, address
        with CaptureQueriesContext(connection) as queries:
            self._ask(address)
        return len(queries)

    def looked_at(self, address: str) -> int:
        """Return what a second visit costs the database."""
        self._ask(address)
        return looked_at(lambda: self._ask(address))

    def _ask(self, address: str) -> int:
        with recording(self.parts):
            return int(self.client.get(address).status_code)


def looked_at(act: Callable[[], Any]) -> int:
    """Return what something costs the database: steps of SQLite, rows of PostgreSQL."""
    if connection.vendor == "postgresql":
        before = _rows_read()
        act()
        return _rows_read() - before
    counted: list[int] = []
    connection.connection.set_progress_handler(lambda: counted.append(GRAIN), GRAIN)
    act()
    connection.connection.set_progress_handler(None, GRAIN)
    return sum(counted)


def know_tables() -> None:
    """Have the database look at its tables, as it does or is made to within minutes."""
    look_at_tables()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def forget_tables() -> None:
    """Have SQLite know nothing of its tables, as until it looks at those of a new site."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


def _rows_read() -> int:
    """Return how many rows PostgreSQL has read in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(seq_tup_read) + sum(idx_tup_fetch) FROM pg_stat_xact_user_tables"
        )
        return int(cursor.fetchone()[0])


def most(few: int) -> int:
    """Return how many steps among many articles are as good as these among few."""
    return few + few // 5 + 150 * GRAIN


def at(path: str, pairs: int) -> str:
    """Return an address among so many pairs: the last page of a list is another one."""
    return path.format(last=pairs // settings.PARVIS_PER_PAGE)


def budget(path: str) -> int:
    """Return the most queries that the page at an address may cost."""
    return ARTICLE if "/article-" in path or "/piece-" in path else LIST


def test_pages_stay_in_their_budget_and_cost_the_same_with_2000_articles(tmp_path: Path) -> None:
    publication = Publication()
    publication.grow(FEW)
    know_tables()
    reader = Reader(tmp_path)
    few = {path: reader.cost(at(path, FEW)) for path in PATHS}
    assert {path: count for path, count in few.items() if count > budget(path)} == {}
    left = [] if connection.vendor == "sqlite" else [ALIKE]
    steps = {path: reader.looked_at(at(path, FEW)) for path in PATHS if path not in left}
    followed = looked_at(what_follows)
    publication.grow(MANY)
    know_tables()
    assert ArticlePage.objects.published().count() == 2 * MANY
    reader = Reader(tmp_path)
    costs = {path: reader.cost(at(path, MANY)) for path in PATHS}
    assert {path: count for path, count in costs.items() if count > few[path]} == {}
    many = {path: reader.looked_at(at(path, MANY)) for path in steps}
    grown = {path: (steps[path], many[path]) for path in steps if many[path] > most(steps[path])}
    assert grown == {}
    assert looked_at(what_follows) <= most(followed)
    if connection.vendor == "sqlite":
        forget_tables()
        assert looked_at(what_follows) <= most(followed)


def what_follows() -> None:
    """Look for the pages that are others now that an article in the midst of all is public."""
    article = ArticlePage.objects.get(slug="article-30")
    keys = set(ArticleFacts().changed({article.pk: None}))
    # Those of the day before and of the day after.
    assert sum(key.startswith(f"{LEADS}:") for key in keys) == 2


def test_what_every_article_has_is_searched_at_about_the_same_cost(tmp_path: Path) -> None:
    publication = Publication()
    steps: dict[str, list[int]] = {path: [] for path in [*COMMON, TYPED]}
    for pairs in (FEW, MANY):
        publication.grow(pairs)
        know_tables()
        reader = Reader(tmp_path)
        for path in COMMON:
            assert reader.cost(path) <= LIST
            steps[path].append(reader.looked_at(path))
            found = reader.client.get(path).context["found"]
            # All of it has the one tag there is.
            assert found.groups({})[0].choices[0].count == found.total
            assert found.total == (1 + TOPPED_UP if path.endswith("37") else pairs)
        steps[TYPED].append(reader.looked_at(TYPED))
        assert len(reader.client.get(TYPED).json()["suggestions"]) == SHOWN
    if connection.vendor == "sqlite":  # a row of PostgreSQL that is counted is no step of its own
        allowed = {path: MOST_TIMES * few + 100 * GRAIN for path, (few, _many) in steps.items()}
        assert [path for path, (_few, many) in steps.items() if many > allowed[path]] == [], steps


def test_an_article_with_everything_stays_in_its_budget(tmp_path: Path) -> None:
    def full() -> ArticlePage:
        others = [factories.article(f"Rue {number}") for number in range(3)]
        links = [f'<p><a linktype="page" id="{other.pk}">Rue</a></p>' for other in others]
        series = factories.series("Les rues")
        factories.article("Première", series=(series, 1))
        return documents.full_article(
            body=[*documents.every_block(), *(("text", RichText(link)) for link in links)],
            cover=factories.picture(),
            cover_alt="Une place",
            tags=[factories.tag("Voirie"), factories.tag("Eau")],
            authors=[factories.author("Line Peeters"), factories.author("Ada Maes")],
            series=(series, 2),
        )

    source = ArticlePage.objects.get(pk=documents.published_pair(full))
    source.title = "Un autre titre"
    source.save_revision().publish()
    target = documents.target_of(source)
    for identity in SiteIdentity.objects.all():
        index = factories.blog_index(identity.locale.language_code)
        MenuItem.objects.create(identity=identity, page=index)
    assert target.origin.is_behind
    assert source.series_place is not None
    reader = Reader(tmp_path)
    found = {page.url: reader.cost(page.url) for page in (source, target)}
    # Documents of both are asked for.
    assert reader.cost(f"{target.url}{source.language_code}/") <= LIST
    assert {address for address, count in found.items() if count > ARTICLE} == set(), found


def test_pictures_are_written_to_the_cache_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = [block for block in documents.every_block() if block[0] == "image"]
    page = factories.article("Le pont", cover=factories.picture(), cover_alt="Un pont", body=body)
    client.get(page.url)
    written: list[str] = []
    keep = LocMemCache.set

    def kept(self: LocMemCache, key: str, *given: Any, **more: Any) -> None:
        written.append(key)
        keep(self, key, *given, **more)

    monkeypatch.setattr(LocMemCache, "set", kept)
    client.get(page.url)
    assert written == []
