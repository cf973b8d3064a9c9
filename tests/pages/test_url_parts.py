"""The addresses of pages are those Wagtail gives."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import set_script_prefix
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page, Site

from home.models import HomePage
from parvis.delivery.recording import recording
from parvis.pages.url_parts import address_of, root_paths, url_parts
from tests import factories
from tests.delivery.kept import Kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_sites() -> Iterator[None]:
    """Leave no site of these tests in the cache that all share."""
    yield
    Site.clear_site_root_paths_cache()


def check_all() -> None:
    """Compare what is said of every page with what Wagtail says, in each language."""
    pages = list(Page.objects.order_by("path"))
    assert len(pages) > 4
    for code in ("fr", "en"):
        with override(code):
            for page in pages:
                assert url_parts(page) == Page.get_url_parts(page), page
                assert address_of(page) == (Page.get_url(page) or "")
                assert page.specific.url == (Page.get_url(page) or None)


def test_every_page_has_the_address_wagtail_gives() -> None:
    french = factories.article("Le pont")
    factories.article("The bridge", "en", translation_of=french)
    factories.article("Éléphant", slug="éléphant")  # quoted in an address
    check_all()


def test_an_address_is_whole_where_there_are_several_sites() -> None:
    french = factories.article("Le pont")
    home = HomePage.objects.get(locale__language_code="fr")
    root = home.get_parent()
    other = root.add_child(instance=HomePage(title="Autre", slug="autre", locale=home.locale))
    Site.objects.create(hostname="autre.example", port=80, root_page=other)
    check_all()
    assert address_of(Page.objects.get(pk=french.pk)).endswith("/fr/blog/le-pont/")
    assert address_of(Page.objects.get(pk=french.pk)).startswith("http://")
    Site.objects.create(hostname="encore.example", port=80, root_page=home)
    check_all()
    request = RequestFactory().get("/", HTTP_HOST="encore.example")
    page = Page.objects.get(pk=french.pk)
    assert url_parts(page, request) == Page.get_url_parts(page, request)
    assert page.specific.get_url(request) == "/fr/blog/le-pont/"


def test_a_site_below_another_address_is_kept_to() -> None:
    page = Page.objects.get(pk=factories.article("Le pont").pk)
    try:
        set_script_prefix("/commune/")
        assert address_of(page) == Page.get_url(page) == "/commune/fr/blog/le-pont/"
    finally:
        set_script_prefix("/")
    assert address_of(page) == "/fr/blog/le-pont/"


def test_where_sites_begin_is_known_until_a_site_or_a_home_page_changes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    served = Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)
    site = Site.objects.get()
    home = HomePage.objects.get(locale__language_code="en")

    def known() -> set[tuple[str, str]]:
        with recording(served.fronts[0].parts):
            return {(root.root_url, root.root_path) for root in root_paths()}

    def move() -> None:
        site.hostname, site.port = "commune.example", 443
        site.save()

    def rename() -> None:
        home.slug = "accueil-en"
        home.save()

    before = known()
    with django_assert_num_queries(0):
        assert known() == before
    paths = {path for _url, path in before}
    served.commit(move)
    assert known() == {("https://commune.example", path) for path in paths}
    old = home.url_path
    served.commit(rename)
    assert {path for _url, path in known()} == paths - {old} | {home.url_path}
    served.commit(home.delete)
    assert {path for _url, path in known()} == paths - {old}
