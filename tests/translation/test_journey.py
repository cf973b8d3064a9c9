"""A translator's work from submission to publication, and again when the source has changed."""

from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from blog.models import ArticlePage
from parvis.translation.origins import origin_of
from parvis.translation.state import State, state_of
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


def test_an_article_with_every_block_is_translated_published_and_follows_its_source(
    translator: Client, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    before = ArticlePage.objects.get(pk=article.pk).to_json()
    answer = documents.submit(translator, article, follow=True)
    target = documents.target_of(article)
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[target.pk])
    assert answer.status_code == 200
    assert not target.live
    assert state_of(article, target.locale) == State.IN_PROGRESS

    translation = documents.translation_of(article)
    total, done = translation.get_progress()
    assert (documents.type_in(translator, translation), done) == (total, 0)
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, target)
    target = documents.target_of(article)
    assert target.live
    assert target.title == "EN Le carnet de voirie"
    assert target.slug == "en-le-carnet-de-voirie"
    assert [tag.name for tag in target.published_tags] == ["Roads"]
    assert [author.role for author in target.authors] == ["Editor"]
    assert state_of(article, target.locale) == State.CURRENT
    assert ArticlePage.objects.get(pk=article.pk).to_json() == before

    text = Client().get(target.url).content.decode()
    assert "EN L’an deux mille" in text

    article = ArticlePage.objects.get(pk=article.pk)
    article.body.append(("text", "<p>Une phrase de plus.</p>"))
    article.summary = "Un autre résumé du carnet."
    article.save_revision().publish()
    article = ArticlePage.objects.get(pk=article.pk)
    assert state_of(article, target.locale) == State.BEHIND

    documents.update(translator, article)
    assert documents.translation_of(article).get_progress() == (total + 1, total - 1)
    assert documents.target_of(article).title == "EN Le carnet de voirie"
    assert state_of(article, target.locale) == State.BEHIND
    assert documents.type_in(translator, documents.translation_of(article)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, target)
    target = documents.target_of(article)
    assert "EN Une phrase de plus." in str(target.body)
    assert "EN Ce qu’est un commun" in str(target.body)
    assert state_of(article, target.locale) == State.CURRENT
    origin = origin_of(target)
    assert origin is not None
    assert origin.source.pk == article.pk


def test_a_po_file_goes_out_and_comes_back_filled(
    translator: Client, article: ArticlePage, django_capture_on_commit_callbacks: Any
) -> None:
    documents.submit(translator, article)
    translation = documents.translation_of(article)
    address = reverse("wagtail_localize:download_pofile", args=[translation.pk])
    po = polib.pofile(translator.get(address).content.decode())
    for entry in po:
        entry.msgstr = documents.english(entry.msgid)
    file = SimpleUploadedFile("en.po", str(po).encode())
    answer = translator.post(
        reverse("wagtail_localize:upload_pofile", args=[translation.pk]),
        {"file": file},
    )
    total, done = translation.get_progress()
    assert total == done > 20
    (report,) = answer.context["reports"]
    assert report["problems"] == []
    with django_capture_on_commit_callbacks(execute=True):
        documents.publish(translator, documents.target_of(article))
    assert documents.target_of(article).live


def test_the_editor_shows_every_passage_of_every_block(
    translator: Client, article: ArticlePage
) -> None:
    documents.submit(translator, article)
    answer = translator.get(
        reverse("wagtailadmin_pages:edit", args=[documents.target_of(article).pk])
    )
    assert answer.status_code == 200

    shown = {passage.source for passage in answer.context["work"].passages}
    for text in (
        "Ce qu’est un commun",
        "Une place",
        "Vue du matin",
        "Une secrétaire communale",
        "Réemploi",
        "Année",
        "L’an deux mille",
        "31",
        "Une commande suffit",
        "Une visite",
        "Le plan",
        "Lire la suite",
        "Qui peut ?",
        "Compté en mars.",
    ):
        assert text in shown, text
    assert "make demo" not in shown
    assert StringTranslation.objects.count() == 0
