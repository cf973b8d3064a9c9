"""The preview beside the passages: the words on the screen, each passage findable."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from parvis.translation.workbench.preview import MARK, with_anchors
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


def translated(work: Translation, text: str, data: str) -> StringSegment:
    segment = StringSegment.objects.filter(source=work.source, string__data=text)[0]
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=work.target_locale,
        data=data,
    )
    return segment


def preview(client: Client, work: Translation, marked: bool = True) -> str:
    address = reverse("parvis_translation:preview", args=[work.pk])
    answer = client.get(address, {"marked": "1"} if marked else {})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_passage_to_revise_shows_its_former_translation(translator: Client) -> None:
    work = documents.translate(factories.article("Le carnet", summary="Vue du matin"))
    translated(work, "Vue du matin", "A morning view")
    page = work.source.get_source_instance()
    page.summary = "Vue du matin, encore"
    page.save_revision().publish()
    text = preview(translator, work, marked=False)
    assert "A morning view" in text
    assert "Vue du matin" not in text


def test_every_passage_is_found_by_its_number_even_repeats_and_untranslated_ones(
    translator: Client,
) -> None:
    body = [("text", "<p>Une place.</p><p>Une rue.</p><p>Une place.</p>")]
    work = documents.translate(factories.article("Le carnet", body=body))
    street = translated(work, "Une rue.", "A street.")
    soup = BeautifulSoup(preview(translator, work), "html.parser")
    for segment in StringSegment.objects.filter(source=work.source, string__data="Une place."):
        (mark,) = soup.select(f'[data-passage="{segment.pk}"]')
        assert mark.parent is not None
        assert (mark.parent.name, mark.parent.get_text()) == ("p", "Une place.")
    (mark,) = soup.select(f'[data-passage="{street.pk}"]')
    assert mark.parent is not None
    assert mark.parent.get_text() == "A street."


def test_every_block_can_be_previewed_and_no_mark_is_left(translator: Client) -> None:
    work = documents.translate(documents.full_article(tags=[factories.tag("Voirie")]))
    text = preview(translator, work)
    assert not MARK.search(text)
    assert "data-passage" not in preview(translator, work, marked=False)


def test_the_frame_has_no_bar_of_wagtail_and_may_stand_in_the_editor(translator: Client) -> None:
    work = documents.translate(factories.article("Le carnet"))
    address = reverse("parvis_translation:preview", args=[work.pk])
    answer = translator.get(address, {"marked": "1"})
    assert "wagtail-userbar" not in answer.content.decode()
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "wagtail-userbar" in translator.get(address).content.decode()


def test_who_may_not_edit_sees_no_preview(client: Client) -> None:
    work = documents.translate(factories.article("Le carnet"))
    answer = client.get(reverse("parvis_translation:preview", args=[work.pk]))
    assert answer.status_code == 302


def test_marks_stand_in_text_only() -> None:
    mark = "\uf100\uf111\uf112"
    html = (
        f'<head><title>{mark}A</title></head><p title="{mark}B">{mark}C</p><script>{mark}</script>'
    )
    assert with_anchors(html) == (
        '<head><title>A</title></head><p title="B"><span data-passage="12"></span>C</p>'
        "<script></script>"
    )
