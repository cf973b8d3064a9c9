"""The public site as files: all of it, linked, and nothing that is not public."""

import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.test import override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from blog.models import ArticlePage
from parvis.media.models import Download
from tests import factories
from tests.conftest import Prepare
from tests.delivery.export import BASE, files, run, run_anyway, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE
    settings.PARVIS_PER_PAGE = 2


@pytest.fixture(scope="module", autouse=True)
def built(prepare: Prepare) -> dict[str, int]:
    def build() -> dict[str, int]:
        tag = factories.tag("Voirie")
        roads = factories.tag("Roads", "en", translation_of=tag)
        aline = factories.author("Aline")
        document = Download(title="Liste")
        document.file.save("liste.csv", ContentFile(b"a;b"))
        french = factories.article(
            "Un pavé",
            tags=[tag],
            authors=[aline],
            cover=factories.picture(),
            cover_alt="Une place",
            body=[
                ("heading", {"text": "La pose", "level": "2", "anchor": "la-pose"}),
                ("document", {"document": document, "title": ""}),
            ],
        )
        english = factories.article("A stone", "en", tags=[roads], translation_of=french)
        for number in range(3):
            factories.article(f"Autre {number}")
        return {"fr": french.pk, "en": english.pk, "document": document.pk}

    made: dict[str, int] = prepare(build)
    return made


@pytest.fixture(scope="module")
def site(prepare: Prepare, built: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an export makes of the site, for tests that only look."""
    folder = tmp_path_factory.mktemp("export") / "site"
    with override_settings(WAGTAILADMIN_BASE_URL=BASE, PARVIS_PER_PAGE=2):
        prepare(lambda: run(folder))
    return folder


def soup(folder: Path, file: str) -> BeautifulSoup:
    return BeautifulSoup(text(folder, file), "html.parser")


def links(folder: Path, file: str, selector: str) -> list[str]:
    return [str(link["href"]) for link in soup(folder, file).select(selector)]


def test_every_public_address_has_a_file(site: Path, built: dict[str, int]) -> None:
    found = files(site)
    assert found >= {
        "index.html", "fr/index.html", "en/index.html", "fr/blog/index.html",
        "fr/blog/index.page-2.html", "fr/blog/un-pave/index.html", "en/blog/a-stone/index.html",
        "fr/blog/un-pave/en/index.html", "fr/blog/etiquettes/voirie/index.html",
        "en/blog/tags/roads/index.html", "fr/blog/auteurs/aline/index.html",
        "fr/blog/flux/rss/index.xml", "fr/blog/flux/json/index.json", "sitemap.xml",
        "sitemap-articles.xml", "robots.txt", "humans.txt", "404.html", "fr/404.html", "_redirects",
        f"documents/{built['document']}/liste.csv", "static/parvis/css/reader.css",
        "static/parvis/js/reader.js", "static/parvis/favicon.svg",
    }  # fmt: skip
    assert [name for name in found if name.startswith("media/images/")]
    # What no file can answer, and what is not there.
    assert not [
        name for name in found if re.search("recherche|search|contact|admin|security", name)
    ]
    assert not [name for name in found if "new" in name or name.startswith("favicon.ico")]


def test_files_link_to_files_from_wherever_they_lie(site: Path) -> None:
    page = "fr/blog/un-pave/index.html"
    assert links(site, page, ".languages a") == [
        "index.html",
        "../../../en/blog/a-stone/index.html",
    ]
    assert "../etiquettes/voirie/index.html" in links(site, page, "a[rel=tag]")
    assert links(site, page, "link[rel=stylesheet]") == ["../../../static/parvis/css/reader.css"]
    assert links(site, page, "link[type='application/rss+xml']") == ["../flux/rss/index.xml"]
    assert links(site, "fr/blog/index.html", "a.next") == ["index.page-2.html"]
    assert links(site, "fr/blog/index.page-2.html", "a.previous") == ["index.html"]
    sources = [
        part.split()[0]
        for image in soup(site, page).select("img, source")
        for part in [str(image.get("src") or ""), *str(image.get("srcset") or "").split(",")]
        if part
    ]
    assert sources
    assert [one for one in sources if not (site / page).parent.joinpath(one).is_file()] == []


def test_what_programs_are_told_stays_the_public_address(site: Path) -> None:
    head = soup(site, "fr/blog/un-pave/index.html").head
    assert head is not None
    public = f"{BASE}/fr/blog/un-pave/"
    assert [link["href"] for link in head.select("link[rel=canonical]")] == [public]
    assert {str(link["href"]) for link in head.select("link[hreflang]")} == {
        public, f"{BASE}/en/blog/a-stone/"
    }  # fmt: skip
    assert f'"url":"{public}"' in text(site, "fr/blog/un-pave/index.html")
    image = head.select_one("meta[property='og:image']")
    assert image is not None
    path = str(image["content"]).removeprefix(f"{BASE}/")
    assert (site / path).is_file()
    assert f"<loc>{public}</loc>" in text(site, "sitemap-articles.xml")


def test_search_and_forms_lead_to_the_live_site(tmp_path: Path) -> None:
    said = run(tmp_path, live="https://live.example.org/")
    page = soup(tmp_path, "fr/blog/un-pave/index.html")
    (form,) = page.select("form")
    assert form["action"] == "https://live.example.org/fr/recherche/"
    assert form.get("data-suggestions") is None
    asked = [str(a["href"]) for a in page.select(".feedback a")]
    assert asked
    assert all(a.startswith("https://live.example.org/fr/contact/?page=%2Ffr%2F") for a in asked)
    assert "stay at https://live.example.org" in said


def test_a_script_runs_from_a_disk(site: Path) -> None:
    (script,) = soup(site, "fr/index.html").select("script[src]")
    assert (script.get("type"), script.get("defer")) == (None, "")


def test_drafts_and_private_pages_are_not_written(tmp_path: Path, built: dict[str, int]) -> None:
    kinds = (PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD)
    hidden = []
    for number, kind in enumerate(kinds):
        page = factories.article(f"Secret {number}", body=[("text", "<p>Rien à dire</p>")])
        hidden.append(page)
        PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sésame")
    factories.article("Secret brouillon", live=False)
    shown = ArticlePage.objects.get(pk=built["fr"])
    linked = "".join(f'<p><a linktype="page" id="{page.pk}">x</a></p>' for page in hidden)
    shown.body = [("text", linked)]
    shown.save_revision().publish()
    run(tmp_path)
    for file in files(tmp_path):
        assert "secret" not in file
        if file.endswith((".html", ".xml", ".json")):
            assert "Rien à dire" not in text(tmp_path, file)
            assert "Secret" not in text(tmp_path, file)
    # Whoever may read them does so on the site.
    assert {f"{BASE}/fr/blog/secret-0/", f"{BASE}/fr/blog/secret-1/"} <= set(
        links(tmp_path, "fr/blog/un-pave/index.html", ".prose a")
    )


def test_a_private_document_stays_on_the_site(tmp_path: Path, built: dict[str, int]) -> None:
    document = Download.objects.get(pk=built["document"])
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    run(tmp_path)
    assert not [file for file in files(tmp_path) if file.endswith(".csv")]
    address = f"{BASE}/documents/{document.pk}/liste.csv"
    assert address in links(tmp_path, "fr/blog/un-pave/index.html", "a[download]")


def test_redirects_lead_on_in_files_and_in_the_list_hosts_read(
    tmp_path: Path, built: dict[str, int]
) -> None:
    Redirect.add_redirect("/vieux/chemin", ArticlePage.objects.get(pk=built["fr"]))
    Redirect.add_redirect("/vieux.php?id=3", "/fr/blog/#content", is_permanent=False)
    Redirect.add_redirect("/ailleurs", "https://example.com/a")
    run(tmp_path, root="/projet")
    moved = soup(tmp_path, "vieux/chemin/index.html")
    (refresh,) = moved.select("meta[http-equiv]")
    assert refresh["content"] == "0; url=../../fr/blog/un-pave/index.html"
    assert links(tmp_path, "vieux/chemin/index.html", "link, a") == [
        f"{BASE}/fr/blog/un-pave/", "../../fr/blog/un-pave/index.html"
    ]  # fmt: skip
    assert "url=fr/blog/index.html#content" in text(tmp_path, "vieux.id-3.php")
    assert "url=https://example.com/a" in text(tmp_path, "ailleurs/index.html")
    listed = text(tmp_path, "_redirects").splitlines()
    assert "/projet/vieux/chemin /projet/fr/blog/un-pave/ 301" in listed
    assert "/projet/ailleurs https://example.com/a 301" in listed
    assert "/projet/fr/blog/flux/rss/ /projet/fr/blog/flux/rss/index.xml 200" in listed


def test_a_link_to_a_redirect_leads_where_it_ends(tmp_path: Path) -> None:
    Redirect.add_redirect("/premier", "/second")
    Redirect.add_redirect("/second", "/fr/blog/un-pave/")
    here = "/fr/blog/renvoi/#content"
    body = f'<p><a href="/premier#la-pose">x</a> <a href="{here}">y</a></p>'
    factories.article("Renvoi", body=[("text", body)])
    run(tmp_path)
    assert links(tmp_path, "fr/blog/renvoi/index.html", ".prose a")[:2] == [
        "../un-pave/index.html#la-pose", "#content"
    ]  # fmt: skip


def test_the_page_for_what_is_not_found_works_at_any_depth(tmp_path: Path) -> None:
    run(tmp_path, root="projet")
    assert all(
        link.startswith(("/projet/", "#", "https://")) for link in links(tmp_path, "404.html", "a")
    )
    assert "/projet/en/index.html" in links(tmp_path, "404.html", "a")


def test_links_that_lead_nowhere_are_told_and_fail(tmp_path: Path) -> None:
    broken = {
        "/fr/blog/nulle-part/": "there is no file fr/blog/nulle-part/index.html",
        "/fr/blog/un-pave/#ailleurs": "there is no such place in fr/blog/un-pave/index.html",
        "#ici": "there is no such place in fr/blog/casse/index.html",
        "/media/rien.pdf": "there is no file media/rien.pdf",
    }
    body = "".join(f'<p><a href="{link}">x</a></p>' for link in [*broken, "../un-pave/#la-pose"])
    factories.article("Casse", body=[("text", body)])
    said, why = run_anyway(tmp_path)
    told = [line for line in said.splitlines() if line.startswith("fr/blog/casse/index.html: ")]
    assert sorted(line.rpartition(": ")[2] for line in told) == sorted(broken.values())
    assert "not whole" in why
    assert (tmp_path / "fr/blog/casse/index.html").is_file()


def test_a_page_that_fails_is_told_and_its_last_version_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path)
    before = text(tmp_path, "fr/blog/un-pave/index.html")
    whole = ArticlePage.serve

    def serve(page: ArticlePage, request: Any, *args: Any, **kwargs: Any) -> Any:
        if page.slug == "un-pave":
            raise RuntimeError("out of order")
        return whole(page, request, *args, **kwargs)

    monkeypatch.setattr(ArticlePage, "serve", serve)
    said, _why = run_anyway(tmp_path)
    assert "/fr/blog/un-pave/ answers 500, linked from" in said
    assert text(tmp_path, "fr/blog/un-pave/index.html") == before


def test_a_site_that_does_not_answer_changes_nothing(tmp_path: Path, settings: Any) -> None:
    run(tmp_path)
    before = files(tmp_path)
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    _said, why = run_anyway(tmp_path)
    assert "answers 400: check PARVIS_BASE_URL and ALLOWED_HOSTS" in why
    assert files(tmp_path) == before


def test_a_site_that_wants_https_is_asked_so(tmp_path: Path, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "http://blog.example.org"
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    run(tmp_path)
    assert f'"canonical" href="{BASE}/fr/"' in text(tmp_path, "fr/index.html")


def test_readers_are_not_counted(tmp_path: Path, settings: Any) -> None:
    from parvis.statistics.counting import tally

    settings.PARVIS_STATISTICS = True
    before = dict(tally._counts)
    run(tmp_path)
    assert dict(tally._counts) == before


def test_debug_is_off_while_pages_are_asked(tmp_path: Path, settings: Any) -> None:
    settings.DEBUG = True
    run(tmp_path)
    assert "Page introuvable" in text(tmp_path, "fr/404.html")
    assert settings.DEBUG
