"""The legal pages: drafts to adapt, in each language, made once."""

import re
from typing import Any

import pytest
import yaml
from django.test import Client

from home import legal_pages
from home.models import HomePage, PlainPage, SiteIdentity
from tests import factories

pytestmark = pytest.mark.django_db

LANGUAGES = ("fr", "en", "nl", "de")


def homes() -> list[HomePage]:
    """Return the home page of each language."""
    return list(HomePage.objects.select_related("locale").order_by("pk"))


def words(language: str) -> Any:
    """Return the words of a language."""
    return yaml.safe_load((legal_pages.FOLDER / f"{language}.yaml").read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_pages_and_sections(language: str) -> None:
    french, here = words("fr"), words(language)
    assert list(here) == list(french) == list(legal_pages.KINDS)
    for kind in here:
        anchors = [section["anchor"] for section in here[kind]["sections"]]
        assert anchors == [section["anchor"] for section in french[kind]["sections"]]
        for one, other in zip(here[kind]["sections"], french[kind]["sections"], strict=True):
            found = [sorted(re.findall(r"\{\w+\}", part["text"])) for part in (one, other)]
            assert found[0] == found[1]
            assert one["text"].count("[") == other["text"].count("[")


def test_french_is_set_as_french_is() -> None:
    text = (legal_pages.FOLDER / "fr.yaml").read_text("utf-8")
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not re.findall(r"[^\u202f][;?!](?:\s|$)", prose)
    assert not re.findall(r" :\s", prose)


def test_drafts_are_made_once_as_translations_of_one_another(person: Any) -> None:
    SiteIdentity.objects.update(organisation="Ville <d’Essai>", contact_email="ville@e.org")
    user = person()
    made = legal_pages.make(homes(), user)
    assert {page.live for page in made} == {False}
    assert {page.locale.language_code for page in made} >= {"fr", "en"}
    french = PlainPage.objects.get(slug="protection-des-donnees")
    english = PlainPage.objects.get(slug="data-protection")
    assert french.translation_key == english.translation_key
    anchors = [
        [block.value["anchor"] for block in page.body if block.block_type == "heading"]
        for page in (french, english)
    ]
    assert anchors[0] == anchors[1]
    text = "".join(block.value.source for block in french.body if block.block_type == "text")
    assert "<p>Ville &lt;d’Essai&gt;, [adresse]" in text
    assert "365 jours" in text
    assert "{" not in text
    assert legal_pages.make(homes(), user) == []


def test_a_draft_filled_in_is_published_in_both_languages(client: Client) -> None:
    legal_pages.make(homes())
    for slug in ("cookies", "mentions-legales", "legal-notice"):
        for page in PlainPage.objects.filter(slug=slug):
            page.save_revision().publish()
    html = client.get("/fr/mentions-legales/").content.decode()
    assert 'href="/en/legal-notice/"' in html
    assert 'id="publisher"' in html


def test_what_is_there_is_left_alone() -> None:
    french = homes()[0]
    french.add_child(
        instance=PlainPage(title="Les nôtres", slug="mentions-legales", locale=french.locale)
    )
    made = legal_pages.make(homes())
    assert "mentions-legales" not in {page.slug for page in made}
    assert "legal-notice" in {page.slug for page in made}


def test_a_language_without_words_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_pages, "_words", lambda language: {})
    assert legal_pages.missing(homes()) == []


def test_what_nobody_knows_stays_in_brackets() -> None:
    SiteIdentity.objects.update(contact_email="")
    legal_pages.make(homes())
    page = PlainPage.objects.get(slug="mentions-legales")
    assert "Contact\u00a0: [email]" in page.body[1].value.source


def test_they_are_offered_and_made_in_the_admin(client: Client, person: Any) -> None:
    client.force_login(person("Editors"))
    home = homes()[0]
    assert "/admin/legal/" in client.get(f"/admin/pages/{home.pk}/").content.decode()
    index = factories.blog_index()
    assert "/admin/legal/" not in client.get(f"/admin/pages/{index.pk}/").content.decode()
    assert "Protection des données" in client.get("/admin/legal/").content.decode()
    assert not PlainPage.objects.exists()
    answer = client.post("/admin/legal/", follow=True)
    assert "entre crochets" in answer.content.decode()
    assert PlainPage.objects.filter(live=False).count() >= 6
    assert "Protection des données" not in client.get("/admin/legal/").content.decode()


def test_whoever_adds_in_no_language_makes_none(client: Client, person: Any) -> None:
    client.force_login(person("Translators"))
    assert client.post("/admin/legal/").status_code == 302
    assert not PlainPage.objects.exists()
