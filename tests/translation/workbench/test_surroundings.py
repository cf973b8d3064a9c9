"""What stands around the passages: place, state, other languages, and what else can be done."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from blog.models import ArticlePage, ArticleTag
from parvis.translation.workbench.surroundings import related_of, surroundings_of
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    def build() -> Any:
        page = factories.article("Le carnet", tags=[factories.tag("Voirie")])
        return documents.translate(page).pk

    return prepare(build)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """Return a translation under way, with a tag that has no translation of its own."""
    return Translation.objects.get(pk=_work)


def screen(client: Client, work: Translation) -> BeautifulSoup:
    answer = client.get(work.get_target_instance_edit_url())
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def addresses(soup: BeautifulSoup, where: str) -> set[str]:
    return {str(link["href"]) for link in soup.select(f"{where} a[href]")}


def page_address(name: str, page: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def test_a_chief_locks_unlocks_unpublishes_and_deletes_from_here(
    person: Any, work: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    chief = Client()
    chief.force_login(person())
    documents.fill(chief, work)
    with django_capture_on_commit_callbacks(execute=True):
        work.save_target(user=None, publish=True)
    page = work.get_target_instance()
    soup = screen(chief, work)
    assert {
        page_address("history", page),
        page_address("usage", page),
        page_address("unpublish", page),
        page_address("delete", page),
        reverse("parvis_parity:together", args=[page.pk]),
    } <= addresses(soup, ".wb-status")
    assert "set-privacy" in str(soup.select_one(".wb-status"))
    for name in ("lock", "unlock"):
        soup = screen(chief, work)
        (form,) = soup.select(f"form[action='{page_address(name, page)}']")
        other = page_address("unlock" if name == "lock" else "lock", page)
        assert not soup.select(f"form[action='{other}']")
        fields = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
        answer = chief.post(form["action"], fields)
        assert answer["Location"] == work.get_target_instance_edit_url()
        page.refresh_from_db()
        assert page.locked == (name == "lock")


def test_a_translator_is_offered_only_what_a_translator_may_do(
    translator: Client, work: Translation
) -> None:
    page = work.get_target_instance()
    soup = screen(translator, work)
    offered = addresses(soup, ".wb-status")
    assert page_address("history", page) in offered
    assert not {page_address(name, page) for name in ("unpublish",)} & offered
    assert not soup.select(f"form[action='{page_address('lock', page)}']")


def test_the_pages_above_and_the_other_languages_are_a_click_away(
    person: Any, work: Translation
) -> None:
    client = Client()
    client.force_login(person())
    dutch = Locale.objects.create(language_code="nl")
    source = work.source.get_source_instance()
    source.get_parent().copy_for_translation(dutch, copy_parents=True)
    translate_object(source, [dutch])
    soup = screen(client, work)
    above = work.get_target_instance().get_parent()
    assert reverse("wagtailadmin_explore", args=[above.pk]) in addresses(soup, ".wb-path")
    in_dutch = ArticlePage.objects.get(translation_key=source.translation_key, locale=dutch)
    assert page_address("edit", in_dutch) in addresses(soup, ".wb-pair")


def test_whoever_may_not_edit_the_original_reads_it_as_published(
    translator: Client, work: Translation
) -> None:
    source = work.source.get_source_instance()
    assert source.full_url in addresses(screen(translator, work), ".wb-pair")


def test_what_is_named_says_how_far_it_is_and_where_to_begin(
    person: Any, work: Translation
) -> None:
    chief = person()
    (tag,) = related_of(chief, work)
    done, total = tag["progress"]
    assert (done, total > 0) == (0, True)
    record = Translation.objects.get(source__object_id=tag["original"].translation_key)
    segment = record.source.stringsegment_set.select_related("string", "context").first()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=work.target_locale,
        data="Roads",
    )
    page = work.source.get_source_instance()
    second = ArticleTag(tag=factories.tag("Place"), locale=page.locale, sort_order=1)
    page.article_tags.add(second)
    page.save()
    work.source.update_from_db()
    begun, missing = related_of(chief, work)
    assert begun["progress"] == (1, total)
    assert (begun["submit_url"], missing["counterpart"]) == ("", None)
    assert missing["submit_url"]
    assert missing["original_url"]


def test_a_passage_shows_its_help_and_who_wrote_it(translator: Client, work: Translation) -> None:
    documents.fill(translator, work)
    source = work.source.get_source_instance()
    segment = work.source.stringsegment_set.get(context__path="summary")
    shown = screen(translator, work).select_one(f"#passage-{segment.pk}")
    assert shown is not None
    with override("fr"):
        assert str(source._meta.get_field("summary").help_text) in shown.get_text()
    assert "translators" in shown.get_text()


def test_a_form_that_has_changed_since_is_said(translator: Client, work: Translation) -> None:
    assert not screen(translator, work).select(".help-warning")
    work.source.schema_version = "0000_before"
    work.source.save(update_fields=["schema_version"])
    assert screen(translator, work).select(".help-warning")


def test_every_way_to_preview_a_page_has_its_address(
    rf: Any, person: Any, work: Translation, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = rf.get("/")
    request.user = person()
    page = work.get_target_instance()
    assert surroundings_of(request, work, page).previews == []
    modes = [("", "Page"), ("card", "Card")]
    monkeypatch.setattr(ArticlePage, "preview_modes", modes)
    assert [
        address.rpartition("/preview/")[2]
        for _words, address in surroundings_of(request, work, page).previews
    ] == ["", "card/"]


def test_snippets_have_surroundings_too(person: Any, work: Translation) -> None:
    client = Client()
    client.force_login(person())
    (tag,) = related_of(person(name="other"), work)
    answer = client.get(tag["edit_url"])
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    offered = addresses(soup, ".wb-status")
    for name in ("history", "delete", "usage"):
        assert reverse(f"wagtailsnippets_blog_tag:{name}", args=[tag["counterpart"].pk]) in offered
