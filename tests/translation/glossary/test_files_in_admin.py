"""The glossary as files, in the admin."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from parvis.translation.glossary.exchange import export_glossary
from tests.translation.glossary.terminology import concept, stored

pytestmark = pytest.mark.django_db
HEAD = "concept,domain,locale,term,status,definition\n"


def send(client: Client, text: str, name: str = "terms.csv") -> Any:
    return client.post(reverse("concept:upload"), {"file": SimpleUploadedFile(name, text.encode())})


def test_the_list_is_the_glossary_and_shows_the_ways_to_files(keeper: Any) -> None:
    answer = keeper("Editors").get("/admin/glossary/")
    header = BeautifulSoup(answer.content, "html.parser").select_one("header")
    assert header is not None
    assert "Glossaire" in header.get_text()
    shown = {link.get_text(strip=True): link["href"] for link in header.select("a.w-header-button")}
    assert shown == {
        "Ajouter un concept": reverse("concept:add"),
        "CSV": f"{reverse('concept:download')}?format=csv",
        "TBX": f"{reverse('concept:download')}?format=tbx",
        "Importer un fichier": reverse("concept:upload"),
    }


def test_who_may_not_add_is_not_led_to_the_import(keeper: Any) -> None:
    client = keeper("Editors", "change")
    assert reverse("concept:upload") not in client.get("/admin/glossary/").content.decode()
    assert client.get(reverse("concept:upload")).status_code in {302, 403}
    assert send(client, HEAD + "r,,fr,voirie,preferred,\n").status_code in {302, 403}
    assert stored() == []


@pytest.mark.parametrize("name", ["csv", "tbx"])
def test_the_glossary_is_downloaded(keeper: Any, name: str) -> None:
    concept("people", fr="usager")
    answer = keeper("Translators").get(reverse("concept:download"), {"format": name})
    assert answer.content == export_glossary(name)
    assert f'.{name}"' in answer["Content-Disposition"]


def test_another_format_is_not_found(keeper: Any) -> None:
    answer = keeper("Editors").get(reverse("concept:download"), {"format": "exe"})
    assert answer.status_code == 404


def test_without_the_right_nothing_is_downloaded(keeper: Any) -> None:
    concept(fr="usager")
    client = keeper("Translators", "nothing")
    answer = client.get(reverse("concept:download"))
    assert answer.status_code in {302, 403}
    assert b"usager" not in answer.content


def test_a_good_file_is_taken_over(keeper: Any) -> None:
    client = keeper("Editors")
    assert client.get(reverse("concept:upload")).status_code == 200
    assert send(client, HEAD + "r,roads,fr,voirie,preferred,\n").status_code == 302
    assert stored() == [("r", "roads", "fr", "voirie", "preferred", "")]


def test_a_wrong_file_is_answered_line_by_line(keeper: Any) -> None:
    answer = send(keeper("Editors"), HEAD + "r,,fr,voirie,preferred,\nr,,xx,,<b>,\n")
    assert answer.status_code == 422
    assert [problem.line for problem in answer.context["problems"]] == [3, 3, 3]
    page = answer.content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert stored() == []


@pytest.mark.parametrize("text", ["", "\0", HEAD])
def test_a_file_without_terms_is_answered(keeper: Any, text: str) -> None:
    assert send(keeper("Editors"), text).status_code == 422


def test_no_file_at_all_is_asked_for_again(keeper: Any) -> None:
    answer = keeper("Editors").post(reverse("concept:upload"))
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_translator_imports_terms_of_their_language(keeper: Any) -> None:
    client = keeper("Translators")
    assert send(client, HEAD + "r,,fr,voirie,preferred,\n").status_code == 422
    assert send(client, HEAD + "r,,en,roads,preferred,\n").status_code == 302
    assert stored() == [("r", "", "en", "roads", "preferred", "")]
