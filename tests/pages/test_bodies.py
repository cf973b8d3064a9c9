"""Bodies are made when a page is published, and what readers see is what its text says now."""

import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import Page

from blog.models import ArticlePage
from parvis.pages import bodies, body_rounds
from tests import factories
from tests.translation.documents import every_block

pytestmark = pytest.mark.django_db

LONG = "<p>" + "Mot " * 200 + "</p>"


def content_of(client: Client, page: Any) -> str:
    """Return what a reader is given."""
    answer = client.get(page.url)
    assert answer.status_code == 200
    return re.sub(' data-address="[^"]*"', "", answer.content.decode())


def from_text(client: Client, page: Any) -> str:
    """Return what a reader is given where nothing was made."""
    ArticlePage.objects.filter(pk=page.pk).update(prepared=None)
    return content_of(client, page)


def made_of(page: Any) -> bodies.Made | None:
    """Return what was made of a page’s body, as its reader’s page finds it."""
    return ArticlePage.objects.get(pk=page.pk).made


@pytest.fixture
def several() -> ArticlePage:
    """An article with every block, notes, headings and links."""
    other = factories.article("Le pont")
    headings = [
        ("heading", {"text": f"Partie {n} : suite", "level": "2", "anchor": f"partie-{n}"})
        for n in range(3)
    ]
    call = '<p>Voir <a href="#note-1">1</a> et <a href="#note-1">1</a> ; «\u00a0oui\u00a0» !</p>'
    link = f'<p><a linktype="page" id="{other.pk}">Le pont</a></p>'
    body = [*every_block(), *headings, ("text", call), ("text", link), ("text", LONG * 4)]
    page = factories.article("Tous les blocs", body=body)
    page.full_clean()
    page.save_revision().publish()
    return page


def test_what_was_made_is_what_would_be_rendered(client: Client, several: ArticlePage) -> None:
    made = made_of(several)
    assert made is not None
    kinds = [block.block_type for block in several.body]
    assert {kinds[place] for place in made.left} == {"image", "document", "buttons"} & {*kinds}
    content = content_of(client, several)
    assert 'id="call-1"' in content
    assert '<nav class="contents"' in content
    assert content == from_text(client, several)


def test_texts_are_not_looked_at_again(
    client: Client, several: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []
    render = type(several.body[0]).render

    def noted(child: Any, context: Any = None) -> Any:
        rendered.append(child.block_type)
        return render(child, context=context)

    monkeypatch.setattr(type(several.body[0]), "render", noted)
    content_of(client, several)
    assert {*rendered} <= {"image", "document", "buttons"}
    from_text(client, several)
    assert {"text", "heading", "table"} <= {*rendered}


def test_a_link_follows_its_page(client: Client) -> None:
    bridge = factories.article("Le pont")
    page = factories.article(
        "Liens", body=[("text", f'<p><a linktype="page" id="{bridge.pk}">le pont</a></p>')]
    )
    before = page.prepared
    bridge.slug = "la-passerelle"
    bridge.save_revision().publish()
    english = factories.article("The bridge", "en", translation_of=bridge)
    content = content_of(client, page)
    assert "/fr/blog/la-passerelle/" in content
    assert content_of(client, english)
    Page.objects.get(pk=bridge.pk).delete()
    assert "<a>le pont</a>" in content_of(client, page)
    assert ArticlePage.objects.get(pk=page.pk).prepared == before


def test_a_document_that_is_linked_follows_too(client: Client) -> None:
    with factories.picture().file.open() as file:
        document = get_document_model().objects.create(title="Plan", file=file)
    body = [("text", f'<p><a linktype="document" id="{document.pk}">le plan</a></p>')]
    page = factories.article("Plans", body=body)
    assert made_of(page) is not None
    assert f'href="{document.url}">le plan' in content_of(client, page)
    document.delete()
    assert "<a>le plan</a>" in content_of(client, page)


def test_a_picture_is_shown_as_it_is_now(client: Client) -> None:
    picture = factories.picture()
    chosen = {"image": picture.pk, "alt_text": "Une place", "decorative": False}
    field: Any = ArticlePage._meta.get_field("body")
    raw = [{"type": "image", "value": {"picture": chosen, "caption": "", "credit": ""}}]
    page = factories.article("Image", body=field.to_python(json.dumps(raw)))
    assert "Fonds de la ville" not in content_of(client, page)
    picture.credit = "Fonds de la ville"
    picture.save()
    assert made_of(page) is not None
    assert "Fonds de la ville" in content_of(client, page)


def test_a_text_changed_past_the_page_is_shown_at_once(client: Client) -> None:
    page = factories.article("Avant", body=[("text", "<p>Avant</p>")])
    other = factories.article("Autre", body=[("text", "<p>Tout autre</p>")])
    ArticlePage.objects.filter(pk=page.pk).update(body=other.body)
    assert "<p>Tout autre</p>" in content_of(client, page)
    assert made_of(page) is None
    assert sum(body_rounds.prepare_all()) == 1
    assert made_of(page) is not None
    assert "<p>Tout autre</p>" in content_of(client, page)


def test_a_draft_is_made_when_it_is_published() -> None:
    draft = factories.article("Brouillon", live=False)
    assert draft.prepared is None
    draft.save_revision().publish()
    assert made_of(draft) is not None
    published: Any = ArticlePage.objects.get(pk=draft.pk)
    before = published.prepared
    published.body = [("text", "<p>À venir</p>")]
    revision = published.save_revision()
    assert "prepared" not in revision.content
    assert ArticlePage.objects.get(pk=draft.pk).prepared == before
    assert revision.as_object().made is None


def test_each_language_has_its_own(client: Client) -> None:
    french = factories.article("Note", body=[("callout", callout("<p>À savoir</p>"))])
    english = factories.article(
        "Note", "en", translation_of=french, body=[("callout", callout("<p>To know</p>"))]
    )
    for page in (french, english):
        assert made_of(page) is not None
        assert content_of(client, page) == from_text(client, page)
    copied = french.copy(update_attrs={"slug": "copie", "title": "Copie"}, keep_live=False)
    assert copied.prepared is None


def test_in_another_language_it_is_rendered_anew() -> None:
    warning = callout("<p>À savoir</p>") | {"kind": "warning"}
    page = factories.article("Note", body=[("callout", warning)])
    page = ArticlePage.objects.get(pk=page.pk)
    shown = Template("{% load page_tags %}{% shown_body page.body %}")
    html = {}
    for code in ("fr", "en"):
        with override(code):
            html[code] = shown.render(Context({"page": page}))
    assert "À savoir" in html["fr"]
    assert html["fr"] != html["en"]


def test_other_code_makes_bodies_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = factories.article("Le pont")
    monkeypatch.setattr(bodies, "_code", lambda language: b"another version")
    assert made_of(page) is None
    assert "<p>Le pont</p>" in content_of(client, page)
    call_command("prepare_bodies", verbosity=0)
    assert made_of(page) is not None
    assert sum(body_rounds.prepare_all()) == 0
    assert sum(body_rounds.prepare_all(is_asked=True)) == 1


def test_rounds_go_on_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [factories.article(f"Rue {number}") for number in range(3)]
    ArticlePage.objects.update(prepared=None)
    monkeypatch.setattr(body_rounds, "_under_way", [])
    monkeypatch.setattr(body_rounds, "BATCH", 1)
    monkeypatch.setattr(body_rounds, "AWHILE", -1.0)
    for number in range(1, 4):
        body_rounds.prepare_for_a_while()
        assert [made_of(page) is not None for page in pages].count(True) == number
    ArticlePage.objects.update(prepared=None)
    body_rounds.prepare_for_a_while()
    body_rounds.prepare_for_a_while()
    assert not any(made_of(page) for page in pages)


def test_a_body_that_cannot_be_made_keeps_nothing_from_being_saved(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    page: Any = factories.article("Avant")

    def fail(body: Any) -> Any:
        raise ValueError("no contents")

    with monkeypatch.context() as broken:
        broken.setattr(bodies, "_contents", fail)
        page.body = [("text", "<p>Après</p>")]
        page.save_revision().publish()
    assert "could not be prepared" in caplog.text
    assert "<p>Après</p>" in content_of(client, page)


def callout(text: str) -> dict[str, str]:
    """Return a call-out without a title."""
    return {"kind": "note", "title": "", "text": text}
