"""What editors see: the panel beside a page, and the report on all pages."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from parvis.writing.recording import record
from tests import factories

pytestmark = pytest.mark.django_db

VAGUE = '<p>On lit <a href="https://example.org/">ici</a>.</p>'
BARE = "https://example.org/"


@pytest.fixture
def page() -> Any:
    """Return a published article with a failure and a doubt."""
    doubt = f'<p>Voir <a href="{BARE}">{BARE}</a> pour le reste.</p>'
    made = factories.article("Pont", body=[("text", doubt), ("text", VAGUE)])
    record(made)
    return made


def test_the_panel_stands_beside_the_editor(client: Client, person: Any, page: Any) -> None:
    client.force_login(person("Editors"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f'data-writing="/admin/writing/pages/{page.pk}/"' in html
    assert "parvis/admin/writing.js" in html
    # What fails comes before what is a doubt, though it is later in the text.
    assert html.index(f'data-place="body.{page.body[1].id}"') < html.index(
        f'data-place="body.{page.body[0].id}"'
    )


def test_an_alias_is_edited_at_its_original(client: Client, person: Any, page: Any) -> None:
    alias = page.create_alias(update_slug="alias", parent=page.get_parent())
    client.force_login(person())
    html = client.get(reverse("wagtailadmin_pages:edit", args=[alias.pk])).content.decode()
    assert "data-writing" not in html


def test_the_panel_speaks_of_the_latest_draft(client: Client, person: Any, page: Any) -> None:
    page.body = [("text", "<p>Au titre de la règle, on dit <i>pont</i> &amp; gué.</p>")]
    page.save_revision()
    client.force_login(person("Editors"))
    html = client.get(f"/admin/writing/pages/{page.pk}/").content.decode()
    assert "link_vague" not in html
    assert "WCAG 2.4.4" not in html
    assert ">Au titre de</a> → pour" in html


def test_words_of_the_text_cannot_write_html(client: Client, person: Any, page: Any) -> None:
    page.body = [("heading", {"text": "<script>x</script>", "level": "4", "anchor": "a"})]
    page.save_revision()
    client.force_login(person("Editors"))
    html = client.get(f"/admin/writing/pages/{page.pk}/").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize("group", ["Translators", ""])
def test_it_is_shown_to_those_who_edit_the_page(
    client: Client, person: Any, page: Any, group: str
) -> None:
    if group:
        client.force_login(person(group))
    assert client.get(f"/admin/writing/pages/{page.pk}/").status_code == 302
    assert client.get("/admin/writing/pages/999999/").status_code in (302, 404)


def test_the_report_lists_what_fails_in_pages_one_may_edit(
    client: Client, person: Any, page: Any
) -> None:
    english = factories.article("Bridge", "en", body=[("text", VAGUE.replace("ici", "here"))])
    record(english)
    client.force_login(person("Translators"))
    html = client.get(reverse("parvis_writing:report")).content.decode()
    assert "Bridge" in html
    assert "Pont" not in html
    client.force_login(person("Editors"))
    html = client.get(reverse("parvis_writing:report")).content.decode()
    assert (html.count("Pont"), "2.4.4" in html) == (2, True)
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    narrowed = {"check_name": "link_address", "page__locale": factories.locale("fr").pk}
    html = client.get(reverse("parvis_writing:report"), narrowed).content.decode()
    assert (html.count("Pont"), "Bridge" in html) == (1, False)


def test_the_report_says_that_nothing_was_found(client: Client, person: Any) -> None:
    client.force_login(person("Editors"))
    nothing = "Les contrôles ne trouvent rien qui empêche"
    assert nothing in client.get(reverse("parvis_writing:report")).content.decode()
    narrowed = {"check_name": "link_address"}
    assert nothing not in client.get(reverse("parvis_writing:report"), narrowed).content.decode()


def test_the_report_is_given_as_a_file(client: Client, person: Any, page: Any) -> None:
    client.force_login(person())
    answer = client.get(reverse("parvis_writing:report"), {"export": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["Pont", "Pont"]
    assert {row[3] for row in rows[1:]} == {"2.4.4"}
    assert {row[4] for row in rows[1:]} == {"ici", BARE}


def test_the_report_is_refused_to_those_who_edit_nothing(client: Client, person: Any) -> None:
    client.force_login(person("Guests"))
    assert client.get(reverse("parvis_writing:report")).status_code == 302
