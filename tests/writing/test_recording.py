"""What is found is recorded at publication, with the day it began, and listed for the site."""

import logging
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import PageViewRestriction

from parvis.writing import recording, standing
from parvis.writing.models import AccessibilityFinding
from parvis.writing.standing import LISTED, failures
from tests import factories

pytestmark = pytest.mark.django_db

VAGUE = '<p>On lit <a href="https://example.org/">ici</a>.</p>'
MARCH = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run what waits for the end of a transaction without waiting."""
    here = SimpleNamespace(on_commit=lambda work: work(), atomic=recording.transaction.atomic)
    monkeypatch.setattr(recording, "transaction", here)


def article(title: str = "Pont", html: str = VAGUE, **fields: Any) -> Any:
    """Publish an article of one text."""
    return factories.article(title, body=[("text", html)], **fields)


def recorded() -> list[tuple[str, str]]:
    """Return the titles and the checks on record."""
    rows = AccessibilityFinding.objects.order_by("page__title", "pk")
    return list(rows.values_list("page__title", "check_name"))


def test_a_publication_is_checked_and_a_draft_is_not() -> None:
    article("Brouillon", live=False)
    assert recorded() == []
    page = article()
    assert recorded() == [("Pont", "link_vague")]
    page.body = [("text", "<p>Rien à redire</p>")]
    page.save_revision()
    assert recorded() == [("Pont", "link_vague")]
    page.save_revision().publish()
    assert recorded() == []


def test_what_stays_keeps_its_day_wherever_it_moves() -> None:
    page = article()
    AccessibilityFinding.objects.update(since=MARCH)
    other = VAGUE.replace("ici", "là")
    page.body = [("text", "<p>Avant</p>"), ("text", VAGUE), ("text", other)]
    page.save_revision().publish()
    page.refresh_from_db()
    old, new = AccessibilityFinding.objects.order_by("since")
    assert (old.since, old.place) == (MARCH, f"body.{page.body[1].id}")
    assert (new.excerpt, new.since > MARCH) == ("là", True)


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_a_page_that_goes_is_not_listed(leave: str) -> None:
    getattr(article(), leave)()
    assert recorded() == []


def test_a_fault_of_the_checks_does_not_stop_a_publication(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(page: Any) -> None:
        raise ValueError(page)

    monkeypatch.setattr(recording, "findings_of", fail)
    with caplog.at_level(logging.ERROR):
        assert article().live
    assert "could not be checked" in caplog.text


def test_all_pages_are_checked_anew_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    page = article()
    gone = article("Caché")
    type(gone).objects.filter(pk=gone.pk).update(live=False)
    AccessibilityFinding.objects.filter(page=page).delete()
    call_command("check_pages")
    assert recorded() == [("Pont", "link_vague")]
    assert capsys.readouterr().out.endswith(", 1 findings\n")


def test_the_site_is_told_what_fails_where_and_since_when() -> None:
    pages = [article(f"Pont {number}") for number in range(3)]
    article("Doute", '<p><a href="https://example.org/">https://example.org/</a> dit tout.</p>')
    AccessibilityFinding.objects.filter(page=pages[1]).update(since=MARCH)
    pages[0].unpublish()
    PageViewRestriction.objects.create(page=pages[2], restriction_type="login")
    [failing] = failures()
    assert (failing.check.name, failing.number) == ("link_vague", 1)
    [listed] = failing.pages
    assert (listed.page.title, listed.since, listed.places) == ("Pont 1", MARCH, 1)


def test_the_list_asks_the_same_of_one_page_and_of_many(
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(8):
        article(f"Pont {number}", VAGUE + VAGUE.replace("ici", "là"))
    with django_assert_max_num_queries(3):
        [failing] = failures()
        assert [listed.page.locale.language_code for listed in failing.pages] == ["fr"] * 8
    assert (failing.number, failing.pages[0].places) == (8, 2)
    assert LISTED > 8


def test_a_long_list_is_cut_and_counted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        article(f"Pont {number}", VAGUE + VAGUE.replace("ici", "là"))
    AccessibilityFinding.objects.filter(page__title="Pont 2").update(since=MARCH)
    monkeypatch.setattr(standing, "LISTED", 2)
    [failing] = failures()
    assert (failing.number, failing.more) == (3, 1)
    assert [listed.page.title for listed in failing.pages] == ["Pont 2", "Pont 0"]


def test_a_check_that_no_longer_exists_is_forgotten() -> None:
    article()
    AccessibilityFinding.objects.update(check_name="of_a_former_version")
    assert failures() == []
    assert not AccessibilityFinding.known().exists()
