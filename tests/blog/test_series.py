"""Series: articles that are read in an order of their own, told in each language."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from blog.exchange import import_folder
from blog.models import ArticlePage, ArticleSeries, Series
from parvis.search.indexing import rebuild
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts() -> list[ArticlePage]:
    """Publish three parts of a series, the second of them last."""
    carnets = factories.series("Les carnets", description="Trois articles.")
    numbers = (1, 3, 2)
    made = [factories.article(f"Carnet {n}", series=(carnets, n)) for n in numbers]
    factories.article("Autre chose")
    return sorted(made, key=lambda page: page.title)


def soup(client: Client, address: str) -> Any:
    """Return a page."""
    return BeautifulSoup(client.get(address).content, "lxml")


def words(element: Any) -> str:
    """Return the words of an element on one line, its spaces made plain."""
    return " ".join(element.get_text(" ").replace("\u00a0", " ").split())


def test_an_article_says_which_part_it_is_and_leads_to_the_others(
    client: Client, parts: list[ArticlePage]
) -> None:
    page = soup(client, parts[1].url)
    nav = page.select_one("nav.series")
    assert nav is not None
    assert words(nav.h2) == "Partie 2 sur 3 de la série Les carnets"
    assert nav.h2.a["href"] == "/fr/blog/series/les-carnets/"
    assert [words(item) for item in nav.select("li")] == ["Carnet 1", "Carnet 2", "Carnet 3"]
    assert words(nav.select_one("[aria-current=page]")) == "Carnet 2"
    leads = [(link["rel"][0], link["href"]) for link in page.select("nav.neighbours a")]
    assert leads == [("prev", parts[0].url), ("next", parts[2].url)]


def test_programs_are_told_too(client: Client, parts: list[ArticlePage]) -> None:
    told = json.loads(soup(client, parts[2].url).select_one("script[type*=ld]").string)
    article = next(node for node in told["@graph"] if node["@type"] == "Article")
    assert article["position"] == 3
    assert article["isPartOf"]["name"] == "Les carnets"
    assert article["isPartOf"]["url"].endswith("/fr/blog/series/les-carnets/")


def test_a_series_is_listed_in_its_order(client: Client, parts: list[ArticlePage]) -> None:
    page = soup(client, "/fr/blog/series/les-carnets/")
    titles = [words(title) for title in page.select(".card-title")]
    assert titles == ["Carnet 1", "Carnet 2", "Carnet 3"]
    assert "Trois articles." in words(page.main)
    every = soup(client, "/fr/blog/series/")
    assert "Les carnets" in words(every.main)
    assert "3 articles" in words(every.main)
    assert client.get("/fr/blog/series/rien/").status_code == 404


def test_what_readers_cannot_read_is_no_part(client: Client, parts: list[ArticlePage]) -> None:
    parts[0].unpublish()
    nav = soup(client, parts[1].url).select_one("nav.series")
    assert nav is not None
    assert words(nav.h2).startswith("Partie 1 sur 2")
    parts[2].unpublish()
    assert soup(client, parts[1].url).select_one("nav.series") is None


def test_a_series_in_draft_is_not_told(client: Client, parts: list[ArticlePage]) -> None:
    Series.objects.update(live=False)
    assert soup(client, parts[1].url).select_one("nav.series") is None
    assert client.get("/fr/blog/series/les-carnets/").status_code == 404


def test_another_language_has_its_own_words_and_the_same_parts(
    client: Client, parts: list[ArticlePage]
) -> None:
    carnets = Series.objects.get()
    notes = factories.series("The notebooks", "en", translation_of=carnets)
    for number, page in enumerate(parts[:2], 1):
        factories.article(f"Book {number}", "en", translation_of=page, series=(notes, number))
    english = soup(client, "/en/blog/series/the-notebooks/")
    titles = [words(title) for title in english.select(".card-title")]
    assert titles == ["Book 1", "Book 2", "Carnet 3"]
    link = soup(client, "/fr/blog/series/les-carnets/").select_one("a[hreflang=en]")
    assert link is not None
    assert link["href"] == "/en/blog/series/the-notebooks/"
    nav = soup(client, "/en/blog/book-2/").select_one("nav.series")
    assert nav is not None
    assert words(nav.h2) == "Part 2 of 2 of the series The notebooks"


def test_a_translation_follows_the_series_of_its_source(person: Any) -> None:
    carnets = factories.series("Les carnets")
    factories.series("The notebooks", "en", translation_of=carnets)
    source = factories.article("Carnet", series=(carnets, 4))
    documents.translate(source, person())
    link = documents.target_of(source).article_series.get()
    assert (link.series.name, link.part) == ("The notebooks", 4)


def test_a_series_of_another_language_is_refused() -> None:
    page = factories.article("Carnet")
    link = ArticleSeries(article=page, series=factories.series("Notes", "en"), locale=page.locale)
    with pytest.raises(ValidationError) as refused:
        link.full_clean(exclude=["translation_key"])
    assert set(refused.value.message_dict) == {"series"}
    link.part = 0
    with pytest.raises(ValidationError):
        link.full_clean(exclude=["translation_key", "series"])


def test_its_articles_are_found_by_its_name(client: Client, parts: list[ArticlePage]) -> None:
    rebuild()
    page = soup(client, "/fr/recherche/?q=carnets")
    assert "Carnet 2" in words(page.main)


def test_the_sitemap_has_the_series_where_there_are_any(
    client: Client, parts: list[ArticlePage]
) -> None:
    lists = client.get("/sitemap-lists.xml").getvalue().decode()
    assert "/fr/blog/series/les-carnets/" in lists
    assert "<loc>http://testserver/fr/blog/series/</loc>" in lists
    assert "<loc>http://testserver/en/blog/series/</loc>" not in lists
    assert soup(client, "/en/blog/series/").select_one("[name=robots]") is not None


def test_an_article_in_no_series_costs_nothing_more(
    client: Client, parts: list[ArticlePage], django_assert_num_queries: Any
) -> None:
    alone = ArticlePage.objects.select_related("locale").get(slug="autre-chose")
    with django_assert_num_queries(1):
        assert alone.series_place is None
    first = ArticlePage.objects.select_related("locale").get(pk=parts[0].pk)
    with django_assert_num_queries(2):
        assert first.series_place is not None
        assert first.series_place.after == parts[1]


@pytest.mark.parametrize(
    ("written", "part"),
    [("series_order: 2", 2), ("series_weight: 7", 7), ("", 1), ("series_order: deux", 1),
     ("series_order: 99999", 1)],
)  # fmt: skip
def test_files_say_their_series_and_part(tmp_path: Path, written: str, part: int) -> None:
    (tmp_path / "fr").mkdir()
    text = f"---\ntitle: Un\nseries: [Les carnets, Autres]\n{written}\n---\nTexte.\n"
    (tmp_path / "fr" / "un.md").write_text(text, encoding="utf-8")
    report = import_folder(tmp_path)
    assert [file.status for file in report.files] == ["imported"]
    link = ArticlePage.objects.get(slug="un").article_series.get()
    assert (link.series.name, link.part) == ("Les carnets", part)
    assert import_folder(tmp_path).files[0].status == "unchanged"
    (tmp_path / "fr" / "deux.md").write_text(text.replace("Un", "Deux"), encoding="utf-8")
    import_folder(tmp_path)
    if not written:
        assert ArticlePage.objects.get(slug="deux").article_series.get().part == 2
