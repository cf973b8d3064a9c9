"""What a translated article carries over: tags, authors, tables, pictures, anchors, links."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from blog.models import ArticlePage, ArticleTag, Tag
from tests import factories
from tests.admin.test_editing import form
from tests.translation import documents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


@pytest.fixture
def publish_english(translator: Client, django_capture_on_commit_callbacks: Any) -> Any:
    """Return what translates an article whole, or brings it up to date, and publishes it."""

    def act(article: ArticlePage) -> ArticlePage:
        if article.get_translations().exists():
            documents.update(translator, article)
        else:
            documents.submit(translator, article)
        documents.fill(translator, documents.translation_of(article))
        with django_capture_on_commit_callbacks(execute=True):
            documents.publish(translator, documents.target_of(article))
        return documents.target_of(article)

    return act


def pair(french: str, english: str) -> Tag:
    """Return a French tag that has an English translation."""
    tag = factories.tag(french)
    factories.tag(english, "en", translation_of=tag)
    return tag


def set_tags(article: ArticlePage, *tags: Tag) -> ArticlePage:
    """Give the article these tags, in this order, and publish it."""
    article = ArticlePage.objects.get(pk=article.pk)
    article.article_tags.set(
        [
            ArticleTag(tag=tag, locale=article.locale, sort_order=number)
            for number, tag in enumerate(tags)
        ]
    )
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def names(article: ArticlePage) -> list[str]:
    """Return the tags readers see."""
    return [tag.name for tag in article.published_tags]


# Tags -----------------------------------------------------------------------------------------


def test_english_tags_follow_when_the_french_change_move_and_are_cleared(
    publish_english: Any,
) -> None:
    voirie, place = pair("Voirie", "Roads"), pair("Place", "Square")
    article = factories.article("Le carnet", tags=[voirie])
    assert names(publish_english(article)) == ["Roads"]
    article = set_tags(article, voirie, place)
    assert names(publish_english(article)) == ["Roads", "Square"]
    article = set_tags(article, place, voirie)
    assert names(publish_english(article)) == ["Square", "Roads"]
    article = set_tags(article, place)
    assert names(publish_english(article)) == ["Square"]
    article = set_tags(article)
    assert names(publish_english(article)) == []
    assert names(article) == []


def test_a_tag_without_a_translation_is_not_shown_in_french_on_the_english_page(
    publish_english: Any, translator: Client, django_capture_on_commit_callbacks: Any
) -> None:
    article = factories.article("Le carnet", tags=[factories.tag("Voirie")])
    page = publish_english(article)
    assert names(page) == []
    assert "Voirie" not in Client().get(page.url).content.decode()
    english = Tag.objects.get(locale__language_code="en")
    assert not english.live
    documents.fill(translator, documents.translation_of(Tag.objects.get(name="Voirie", live=True)))
    with django_capture_on_commit_callbacks(execute=True):
        address = reverse("wagtailsnippets_blog_tag:edit", args=[english.pk])
        translator.post(address, {"action": "publish"})
    assert names(documents.target_of(article)) == ["EN Voirie"]


def test_a_tag_added_later_gets_its_draft_with_the_update(publish_english: Any) -> None:
    article = factories.article("Le carnet")
    publish_english(article)
    article = set_tags(article, factories.tag("Voirie"))
    page = publish_english(article)
    assert names(page) == []
    assert "Voirie" not in Client().get(page.url).content.decode()
    assert [link.tag.locale.language_code for link in page.article_tags.all()] == ["en"]


def test_a_tag_that_cannot_be_translated_is_not_shown_in_french_either(
    publish_english: Any,
) -> None:
    article = factories.article("Le carnet")
    publish_english(article)
    factories.tag("Voirie", "en")
    article = set_tags(article, factories.tag("Voirie"))
    page = publish_english(article)
    assert names(page) == []
    assert names(article) == ["Voirie"]


def test_a_tag_of_another_language_is_refused_by_the_model() -> None:
    article = factories.article("Le carnet")
    link = ArticleTag(
        article=article, tag=factories.tag("Roads", "en"), locale=factories.locale("fr")
    )
    with pytest.raises(ValidationError, match="Roads"):
        link.clean()


def test_the_pages_of_a_tag_have_the_words_of_their_language(publish_english: Any) -> None:
    article = factories.article("Le carnet", tags=[pair("Voirie", "Roads")])
    publish_english(article)
    for address, language, word in (
        ("/fr/blog/etiquettes/voirie/", "fr", "Le carnet"),
        ("/en/blog/tags/roads/", "en", "EN Le carnet"),
    ):
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert answer.context["page"].locale.language_code == language
        assert word in answer.content.decode()
    for language, slug, address in (
        ("fr", "voirie", "/fr/blog/etiquettes/voirie/"),
        ("en", "roads", "/en/blog/tags/roads/"),
    ):
        with override(language):
            assert factories.blog_index(language).sub_url("tag", slug) == address


# Blocks ---------------------------------------------------------------------------------------


@pytest.fixture
def english_html(publish_english: Any, article: ArticlePage) -> BeautifulSoup:
    """Return the English page of an article with every block."""
    page = publish_english(article)
    answer = Client().get(page.url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content.decode(), "html.parser")


def test_a_table_comes_back_whole_with_its_links(english_html: BeautifulSoup) -> None:
    table = english_html.select("table")[0]
    text = table.get_text(" ", strip=True)
    for expected in ("EN Réemploi", "EN Année", "EN L’an deux mille", "EN Voir", "31"):
        assert expected in text
    assert [link["href"] for link in table.select("a")] == ["https://example.org/t.html"]


def test_pictures_keep_their_file_and_get_their_words(
    english_html: BeautifulSoup, article: ArticlePage
) -> None:
    assert english_html.find("img", alt="EN Une place") is not None
    assert "EN Vue du matin" in english_html.get_text()
    page = documents.target_of(article)
    assert page.body[2].value["picture"].pk == article.body[2].value["picture"].pk


def test_a_heading_has_the_same_anchor_in_both_languages(
    english_html: BeautifulSoup, article: ArticlePage
) -> None:
    heading = english_html.find(id="commun")
    assert heading is not None
    assert "EN Ce qu’est un commun" in heading.get_text()
    french = BeautifulSoup(Client().get(article.url).content.decode(), "html.parser")
    assert french.find(id="commun") is not None


def test_links_and_buttons_lead_to_the_page_in_the_language_being_read(
    english_html: BeautifulSoup,
) -> None:
    found = {str(link["href"]) for link in english_html.select("main a[href]")}
    assert any(href.endswith("/en/blog/") for href in found)
    assert not any(href.endswith("/fr/blog/") for href in found)


def test_code_is_the_same_in_both_languages(english_html: BeautifulSoup) -> None:
    assert "make demo" in english_html.get_text()
    assert "EN Une commande suffit" in english_html.get_text()


def test_submitting_an_article_changes_nothing_in_it(
    translator: Client, article: ArticlePage
) -> None:
    before = ArticlePage.objects.get(pk=article.pk).to_json()
    documents.submit(translator, article)
    assert ArticlePage.objects.get(pk=article.pk).to_json() == before


def test_an_article_written_in_the_admin_can_be_submitted(editor: Client) -> None:
    parent = factories.blog_index().pk
    add = reverse("wagtailadmin_pages:add", args=["blog", "articlepage", parent])
    editor.post(add, form() | {"action-publish": "1"})
    article = ArticlePage.objects.get(slug="un-pave")
    documents.submit(editor, article)
    assert documents.target_of(article).title == "Un pavé"
