"""A change drops the pages that show it, and no others; what is kept is never stale."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import ArticlePage, ArticleTag, Author, BlogIndexPage, Tag
from home.models import MenuItem, SiteIdentity
from parvis.media.models import Picture
from parvis.pages.body_rounds import prepare_all
from tests import factories
from tests.conftest import Prepare
from tests.delivery.kept import Kept

pytestmark = pytest.mark.django_db

NOW = timezone.now()
LISTS = {"/fr/", "/en/", "/fr/blog/", "/en/blog/", "/fr/blog/flux/atom/"}
WATER = {"/fr/blog/etiquettes/eau/", "/en/blog/tags/water/"}
ROADS = {"/fr/blog/etiquettes/voirie/"}
LINE = {"/fr/blog/auteurs/line/", "/en/blog/authors/line/"}
BRIDGE, BRIDGE_EN = "/fr/blog/le-pont/", "/en/blog/the-bridge/"
WELL, MARKET, FAR = "/fr/blog/le-puits/", "/fr/blog/le-marche/", "/fr/blog/le-chemin/"
INDEXES = {"/fr/blog/etiquettes/", "/en/blog/tags/"}
ALL = {*LISTS, *WATER, *ROADS, *LINE, *INDEXES, BRIDGE, BRIDGE_EN, WELL, MARKET, FAR, "/"}


@pytest.fixture(scope="module", autouse=True)
def _publication(prepare: Prepare) -> None:
    prepare(publication)


@pytest.fixture(autouse=True)
def _host(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]


def publication() -> None:
    """Make four articles a day apart, the second translated; the first is older by a year."""
    water = factories.tag("Eau")
    water_en = factories.tag("Water", "en", translation_of=water)
    roads = factories.tag("Voirie")
    line = factories.author("Line")
    line_en = factories.author("Line", "en", translation_of=line)
    cover = factories.picture()
    at = [NOW - timedelta(days=day) for day in (400, 3, 2, 1)]
    factories.article("Le chemin", tags=[roads], date=at[0])
    factories.article("Le puits", tags=[water], date=at[1])
    bridge = factories.article(
        "Le pont", tags=[water], authors=[line], date=at[2], cover=cover, cover_alt="Un pont"
    )
    factories.article(
        "The bridge", "en", translation_of=bridge, tags=[water_en], authors=[line_en], date=at[2]
    )
    factories.article("Le marché", tags=[roads], date=at[3])


@pytest.fixture
def kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> Kept:
    """The site with its caches."""
    return Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)


def article(title: str) -> ArticlePage:
    """Return an article."""
    found: ArticlePage = ArticlePage.objects.get(title=title)
    return found


def edit(title: str, **fields: Any) -> None:
    """Publish an article with other words."""
    page = article(title)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def retag() -> None:
    """Give the article on the bridge another tag."""
    page = article("Le pont")
    page.article_tags.set(
        [ArticleTag(tag=Tag.objects.get(name="Voirie"), locale=page.locale, sort_order=0)]
    )
    page.save_revision().publish()


ACTS: dict[str, tuple[Callable[[], Any], set[str], set[str]]] = {
    # What is done, what is dropped, what stays.
    "publish another": (
        lambda: factories.article("La mairie", tags=[Tag.objects.get(name="Voirie")]),
        {*LISTS, *ROADS, *INDEXES, MARKET},
        {*WATER, *LINE, BRIDGE, BRIDGE_EN, WELL, FAR, "/"},
    ),
    "edit the words of one": (
        lambda: edit("Le pont", summary="Une autre phrase."),
        {BRIDGE, BRIDGE_EN, "/fr/", "/fr/blog/", "/fr/blog/etiquettes/eau/"},
        {*ROADS, *INDEXES, FAR, "/", "/en/blog/tags/water/"},
    ),
    "save a draft": (
        lambda: article("Le pont").save_revision(),
        set(),
        ALL,
    ),
    "change tags": (
        retag,
        {*LISTS, *WATER, *ROADS, *INDEXES, BRIDGE, BRIDGE_EN},
        {"/"},
    ),
    "change a date": (
        lambda: edit("Le puits", date=NOW),
        {*LISTS, *WATER, WELL, BRIDGE, MARKET, FAR},
        {*ROADS, *LINE, BRIDGE_EN, "/"},
    ),
    "unpublish": (
        lambda: article("Le puits").unpublish(),
        {*LISTS, *WATER, *INDEXES, WELL, BRIDGE, FAR},
        {*ROADS, *LINE, BRIDGE_EN, MARKET, "/"},
    ),
    "delete": (
        lambda: article("Le marché").delete(),
        {*LISTS, *ROADS, *INDEXES, MARKET, BRIDGE},
        {*WATER, *LINE, BRIDGE_EN, WELL, FAR, "/"},
    ),
    "give another address": (
        lambda: edit("Le chemin", slug="le-sentier"),
        {FAR, "/fr/", "/fr/blog/", *ROADS},
        {*WATER, *LINE, *INDEXES, BRIDGE, BRIDGE_EN, MARKET, "/"},
    ),
    "rename a tag": (
        lambda: Tag.objects.filter(name="Eau").update(name="Eaux"),
        {BRIDGE, WELL, "/fr/blog/etiquettes/eau/", "/fr/blog/etiquettes/", "/fr/", "/fr/blog/"},
        {*ROADS, MARKET, FAR, "/"},
    ),
    "rename an author": (
        lambda: Author.objects.filter(locale__language_code="fr").update(name="Line Peeters"),
        {BRIDGE, "/fr/blog/auteurs/line/"},
        {*ROADS, *INDEXES, WELL, MARKET, FAR, "/"},
    ),
    "tag in bulk": (
        lambda: ArticleTag.objects.bulk_create(
            [
                ArticleTag(
                    article=article("Le marché"),
                    tag=Tag.objects.get(name="Eau"),
                    locale=article("Le marché").locale,
                )
            ]
        ),
        {*LISTS, *WATER, *ROADS, MARKET},
        {*LINE, BRIDGE_EN, FAR, "/"},
    ),
    "update without a word to anybody": (
        lambda: ArticlePage.objects.filter(title="Le chemin").update(summary="Par les champs."),
        {FAR, "/fr/", "/fr/blog/", *ROADS},
        {*WATER, *LINE, *INDEXES, BRIDGE, BRIDGE_EN, MARKET, "/"},
    ),
    "draw a card": (
        lambda: ArticlePage.objects.filter(title="Le pont").update(card="cards/le-pont.png"),
        {BRIDGE},
        ALL - {BRIDGE},
    ),
    "make bodies": (
        lambda: list(prepare_all(is_asked=True)),
        set(),
        ALL,
    ),
    "describe a picture": (
        lambda: Picture.objects.update(title="Le pont vieux", file_hash=""),
        {BRIDGE, "/fr/", "/fr/blog/"},
        {*INDEXES, MARKET, FAR, BRIDGE_EN, "/"},
    ),
    "change a menu": (
        lambda: MenuItem.objects.create(
            identity=SiteIdentity.objects.get(locale__language_code="fr"),
            menu="footer",
            label="Presse",
            url="https://example.org/",
        ),
        ALL - {"/fr/blog/flux/atom/"},
        {"/fr/blog/flux/atom/"},
    ),
    "close a section": (
        lambda: PageViewRestriction.objects.create(
            page=BlogIndexPage.objects.get(locale__language_code="en"), restriction_type="login"
        ),
        ALL - {"/"},
        set(),
    ),
    "translate": (
        lambda: factories.article("The well", "en", translation_of=article("Le puits")),
        {WELL, *LISTS},
        {*ROADS, MARKET, FAR, "/"},
    ),
    "move": (
        lambda: article("Le chemin").move(factories.blog_index().get_parent(), pos="last-child"),
        {FAR, "/fr/blog/", *ROADS},
        {*LINE, BRIDGE_EN},
    ),
}


@pytest.mark.parametrize("name", list(ACTS))
def test_what_shows_a_change_is_dropped_and_the_rest_is_kept(kept: Kept, name: str) -> None:
    act, expected, stays = ACTS[name]
    dropped = kept.dropped(ALL, act)
    assert expected - dropped == set()
    assert stays & dropped == set()
    assert kept.stale(ALL) == {}


def test_what_is_rolled_back_drops_nothing(kept: Kept) -> None:
    def act() -> None:
        with transaction.atomic():
            edit("Le pont", summary="Jamais.")
            transaction.set_rollback(True)

    assert kept.dropped(ALL, act) == set()
    # What comes after it is told all the same.
    assert BRIDGE in kept.dropped(ALL, lambda: edit("Le pont", summary="Oui."))
    assert kept.stale(ALL) == {}


def test_a_statement_of_another_kind_drops_everything_it_may_concern(kept: Kept) -> None:
    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE blog_articlepage SET summary = (SELECT MAX(title) FROM wagtailcore_page)"
            )

    assert {BRIDGE, WELL, "/fr/"} <= kept.dropped(ALL, act)
    assert kept.stale(ALL) == {}


def test_pages_of_one_reader_are_kept_by_nobody(kept: Kept) -> None:
    kept.fill(["/fr/contact/", "/fr/recherche/?q=pont", "/fr/nulle-part/", "/admin/login/"])
    assert [address[2] for address in kept.stores[0].answers] == []
    assert "no-store" in kept.ask("/fr/contact/").headers["Cache-Control"]


def test_everybody_is_told_how_long_a_page_may_be_kept(kept: Kept, settings: Any) -> None:
    settings.PARVIS_SHARED_SECONDS = 60
    answer = kept.ask(BRIDGE)
    assert answer.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=60, stale-while-revalidate=60"
    )
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_article_that_is_closed_stands_between_no_others(kept: Kept) -> None:
    PageViewRestriction.objects.create(page=article("Le pont"), restriction_type="login")
    between = NOW - timedelta(days=1, hours=12)
    dropped = kept.dropped(ALL, lambda: factories.article("La mairie", date=between))
    assert {WELL, MARKET} <= dropped  # not the bridge alone
    assert kept.stale(ALL) == {}
