"""What falls due is told once, in time, to whoever can do something about it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from home.reminders import remind, run_reminders
from parvis.translation.notices import wording
from parvis.translation.notices.models import Notice
from parvis.translation.notices.wording import sentence
from tests.home.test_statement import statement
from tests.translation import documents

pytestmark = pytest.mark.django_db

REVIEWED = date(2025, 3, 10)
DUE = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def in_that_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the notices in the year of the day they name: it is then not said."""
    monkeypatch.setattr(wording.timezone, "localdate", lambda: DUE)


def told() -> list[tuple[str, str]]:
    """Return who was told what."""
    notices = Notice.objects.filter(kind__in=["statement", "contact"]).order_by("pk")
    return sorted((notice.person.username, sentence(notice)) for notice in notices)


@pytest.fixture
def chief(person: Any) -> Any:
    """Make who may publish, and others who may not."""
    person("Translators")
    person("Guests")
    return person("Moderators")


def test_a_statement_is_to_be_reviewed_a_year_later(chief: Any) -> None:
    statement(prepared_on=REVIEWED, reviewed_on=REVIEWED)
    remind(DUE - timedelta(days=31))
    assert told() == []
    remind(DUE - timedelta(days=30))
    [(name, words)] = told()
    assert name == "moderators"
    assert words.replace("\u00a0", " ").replace("\u202f", " ") == (
        "« Déclaration » aura un an le 10 mars : il faut la revoir."
    )
    remind(DUE + timedelta(days=400))
    assert len(told()) == 1


def test_whoever_reviewed_it_is_reminded_a_year_after_that(chief: Any) -> None:
    page = statement(prepared_on=REVIEWED, reviewed_on=REVIEWED)
    remind(DUE)
    page.reviewed_on = DUE
    page.save_revision().publish()
    remind(DUE + timedelta(days=1))
    assert len(told()) == 1
    remind(DUE + timedelta(days=365))
    assert len(told()) == 2


def test_a_draft_and_a_translation_remind_nobody(chief: Any, person: Any) -> None:
    page = statement(prepared_on=REVIEWED, reviewed_on=REVIEWED)
    documents.translate(page, person())
    remind(DUE)
    assert {name for name, _words in told()} == {"moderators", "admin"}
    assert len(told()) == 2
    Notice.objects.all().delete()
    page.unpublish()
    remind(DUE)
    assert told() == []


def test_the_contact_for_flaws_is_to_be_renewed(person: Any, settings: Any) -> None:
    person("Moderators")
    person()
    settings.PARVIS_SECURITY_CONTACT = ["flaws@example.org"]
    settings.PARVIS_SECURITY_EXPIRES = "2027-01-31"
    remind(date(2026, 12, 31))
    assert told() == []
    remind(date(2027, 1, 1))
    remind(date(2027, 2, 20))
    [(name, words)] = told()
    assert (name, "31 janvier" in words) == ("admin", True)


@pytest.mark.parametrize(
    ("contact", "expires"), [([], "2027-01-31"), (["a@b.c"], ""), (["a@b.c"], "x")]
)
def test_a_contact_that_is_not_served_reminds_nobody(
    person: Any, settings: Any, contact: list[str], expires: str
) -> None:
    person()
    settings.PARVIS_SECURITY_CONTACT, settings.PARVIS_SECURITY_EXPIRES = contact, expires
    remind(date(2027, 1, 31))
    assert told() == []


def test_the_round_looks_a_few_times_a_day(chief: Any) -> None:
    page = statement(prepared_on=REVIEWED, reviewed_on=REVIEWED)
    type(page).objects.update(reviewed_on=date(2020, 1, 1))
    run_reminders()
    assert len(told()) == 1
    Notice.objects.all().delete()
    run_reminders()
    assert told() == []
    cache.clear()
    run_reminders()
    assert len(told()) == 1


def test_it_is_on_the_first_screen_of_the_admin(chief: Any, client: Client) -> None:
    statement(prepared_on=REVIEWED, reviewed_on=REVIEWED)
    remind(DUE)
    client.force_login(chief)
    assert "il faut la revoir" in client.get("/admin/").content.decode()
