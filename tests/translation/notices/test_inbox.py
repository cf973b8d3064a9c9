"""The page, the menu's entry and the panel that say what there is to know."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.translation.notices.models import Kind, MailWish, Notice
from parvis.translation.notices.telling import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(anne: Any) -> Client:
    """Anne, signed in."""
    signed_in = Client()
    signed_in.force_login(anne)
    return signed_in


def notes(person: Any, count: int) -> None:
    for number in range(count):
        tell(person, Kind.CHANGED, f"{number}", "/admin/", title=f"Page {number}", language="en")


def inbox(client: Client, query: str = "") -> BeautifulSoup:
    answer = client.get(reverse("parvis_notices:inbox") + query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def act(client: Client, **data: Any) -> None:
    answer = client.post(reverse("parvis_notices:inbox"), data)
    assert answer.status_code == 302


def test_it_lists_one_s_own_notices_and_nobody_else_s(
    client: Client, anne: Any, writer: Any
) -> None:
    notes(anne, 2)
    tell(writer, Kind.CHANGED, "9", "/admin/", title="Not for Anne", language="en")
    text = inbox(client).get_text()
    assert "Page 0" in text
    assert "Page 1" in text
    assert "Not for Anne" not in text


def test_one_is_marked_as_read_and_then_all_that_were_shown(client: Client, anne: Any) -> None:
    notes(anne, 3)
    first, _second, last = Notice.objects.order_by("pk")
    act(client, read=first.pk)
    assert Notice.objects.unread().count() == 2
    tell(anne, Kind.CHANGED, "late", "/admin/", title="New", language="en")
    act(client, until=last.pk)
    assert [notice.key for notice in Notice.objects.unread()] == ["late"]


def test_nobody_reads_or_opens_for_somebody_else(client: Client, writer: Any) -> None:
    notes(writer, 1)
    notice = Notice.objects.get()
    act(client, read=notice.pk)
    act(client, until=notice.pk)
    address = reverse("parvis_notices:open", args=[notice.pk])
    assert client.get(address).status_code == 404
    assert Notice.objects.unread().count() == 1


def test_whoever_goes_where_it_leads_has_read_it(client: Client, anne: Any) -> None:
    notes(anne, 1)
    answer = client.get(reverse("parvis_notices:open", args=[Notice.objects.get().pk]))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert not Notice.objects.unread().exists()


@pytest.mark.parametrize("wrong", [{"read": "x"}, {"until": "-1"}, {}, {"read": "9" * 30}])
def test_what_is_no_number_does_nothing(client: Client, anne: Any, wrong: dict[str, str]) -> None:
    notes(anne, 1)
    act(client, **wrong)
    assert Notice.objects.unread().count() == 1


def test_mails_are_refused_and_wanted_again(client: Client, anne: Any) -> None:
    act(client, mail="no")
    assert not MailWish.objects.get(person=anne).wants_mail
    assert inbox(client).find("button", {"name": "mail", "value": "yes"})
    act(client, mail="yes")
    assert MailWish.objects.get(person=anne).wants_mail


def test_the_menu_says_how_many_and_the_home_page_the_five_latest(
    client: Client, anne: Any
) -> None:
    notes(anne, 7)
    answer = client.get("/admin/")
    assert "(7)" in answer.content.decode()
    panel = BeautifulSoup(answer.content, "html.parser").select_one(
        "section[aria-labelledby=notices-panel]"
    )
    assert panel is not None
    assert len(panel.find_all("li")) == 5
    assert "Page 6" in panel.get_text()
    Notice.objects.mark_read()
    assert "notices-panel" not in client.get("/admin/").content.decode()


def test_the_list_has_pages_and_a_wrong_one_is_the_last(client: Client, anne: Any) -> None:
    notes(anne, 25)
    assert len(inbox(client).find_all("button", {"name": "read"})) == 20
    assert len(inbox(client, "?p=2").find_all("button", {"name": "read"})) == 5
    assert len(inbox(client, "?p=99").find_all("button", {"name": "read"})) == 5
    assert len(inbox(client, "?p=x").find_all("button", {"name": "read"})) == 20


def test_the_number_of_queries_does_not_grow_and_a_page_costs_one(
    client: Client, anne: Any
) -> None:
    def asked(address: str) -> list[str]:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return [query["sql"] for query in queries if "parvis_notices" in query["sql"]]

    notes(anne, 1)
    few = asked(reverse("parvis_notices:inbox"))
    notes(anne, 20)
    assert len(asked(reverse("parvis_notices:inbox"))) == len(few) <= 5
    assert len(asked("/admin/account/")) == 1
    assert len(asked("/admin/")) == 2  # the menu and the panel
