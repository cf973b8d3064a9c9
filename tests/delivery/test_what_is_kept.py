"""What anybody else may be given is kept, and nothing besides."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.test import RequestFactory
from django.utils.cache import patch_vary_headers
from wagtail.models import PageViewRestriction

from parvis.delivery.cache import KEPT
from parvis.delivery.middleware import tell_caches
from tests import factories
from tests.delivery.kept import Kept

EVERYBODY = "public, max-age=0, s-maxage=0"


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Une place</p>")


def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<input name="csrfmiddlewaretoken" value="{get_token(request)}">')


def cookie(request: HttpRequest) -> HttpResponse:
    response = page(request)
    response.set_cookie("colour", "blue")
    return response


def by_language(request: HttpRequest) -> HttpResponse:
    response = page(request)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def gone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=410)


def elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/fr/")


def answered(view: Callable[[HttpRequest], Any], **headers: str) -> tuple[bool, str]:
    """Return whether an answer may be kept, and what is said of it."""
    request = RequestFactory().get("/fr/", **headers)
    response = tell_caches(CsrfViewMiddleware(view))(request)
    return KEPT in request.META, response.headers["Cache-Control"]


def test_a_page_for_everybody_is_kept() -> None:
    assert answered(page) == (True, EVERYBODY)
    assert answered(page, HTTP_COOKIE="colour=blue") == (True, EVERYBODY)


@pytest.mark.parametrize("view", [form, cookie, by_language, gone, elsewhere])
def test_what_is_of_one_reader_or_no_page_is_not_kept(view: Any) -> None:
    assert answered(view) == (False, "private, no-cache")


def test_nothing_is_kept_of_a_session() -> None:
    assert answered(page, HTTP_COOKIE="sessionid=abc") == (False, "private, no-cache")


def test_what_is_sent_in_parts_is_for_everybody_and_not_kept() -> None:
    assert answered(lambda request: StreamingHttpResponse([b"<urlset>"])) == (False, EVERYBODY)


def test_an_old_page_may_be_shown_where_networks_keep_pages_alone(settings: Any) -> None:
    settings.PARVIS_SHARED_SECONDS = 600
    assert answered(page)[1] == "public, max-age=0, s-maxage=600, stale-while-revalidate=60"


@pytest.mark.django_db
def test_a_language_that_is_negotiated_is_negotiated_with_each(
    tmp_path: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    kept = Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)
    kept.fill(["/"])
    assert [address[2] for address in kept.stores[0].answers] == ["/"]
    kept.stores[0].answers.clear()
    settings.PARVIS_NEGOTIATE_LANGUAGE = True
    kept.fill(["/", "/"])
    assert not kept.stores[0].answers


@pytest.mark.django_db
def test_the_page_that_asks_for_a_password_is_not_kept(
    tmp_path: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le pont")
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="eau")
    kept = Kept(tmp_path, monkeypatch, django_capture_on_commit_callbacks)
    kept.fill([article.url])
    assert "password" in kept.ask(article.url).body.decode()
    assert not kept.stores[0].answers
