"""What readers see where a page cannot be made: as much looked at as the pages that can."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Browser

from parvis.delivery.outage import server_error
from tests.browser.looks import LOOKS, faults, losses
from tests.browser.nu import wrong_in


def answer(code: str, address: str, fault: Exception) -> HttpResponse:
    """Return what a reader of a language gets where there was such a fault."""
    request: Any = RequestFactory().get(address)
    request.LANGUAGE_CODE = code
    try:
        raise fault
    except type(fault):
        return server_error(request)


@pytest.fixture
def failures(settings: Any) -> dict[str, bytes]:
    """The page of a fault in four languages, each first once, and of a database that is away."""
    settings.CONTENT_LANGUAGES = ["fr", "en", "nl", "de"]
    settings.LANGUAGES = [(code, code) for code in settings.CONTENT_LANGUAGES]
    found = {"away": answer("fr", "/", OperationalError("gone"))}
    for code in settings.CONTENT_LANGUAGES:
        found[f"fault {code}"] = answer(code, f"/{code}/blog/", ValueError("x"))
        found[f"away {code}"] = answer(code, f"/{code}/blog/", OperationalError("gone"))
    assert {page.status_code for name, page in found.items() if "fault" in name} == {500}
    assert {page.status_code for name, page in found.items() if "away" in name} == {503}
    return {name: page.content for name, page in found.items()}


def test_neither_axe_nor_the_nu_checker_finds_anything(
    browser: Browser, failures: dict[str, bytes], tmp_path: Path
) -> None:
    context = browser.new_context()
    page = context.new_page()
    found: dict[str, Any] = {}
    for name, html in failures.items():
        file = tmp_path / f"{name}.html"
        file.write_bytes(html)
        page.goto(file.as_uri())
        found |= faults(page, name, LOOKS)
        found |= losses(page, name)
    context.close()
    assert found == {}
    assert wrong_in(tmp_path) == set()
