"""Values of a translation's own: only what the field or block could hold, and a way back."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail_localize.models import OverridableSegment, SegmentOverride, Translation

from parvis.translation.workbench import values
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _work(prepare: Prepare) -> Any:
    return prepare(lambda: documents.translate(documents.full_article()).pk)


@pytest.fixture
def work(_work: Any, db: None) -> Translation:
    """A French article with every block, submitted and not translated yet."""
    return Translation.objects.get(pk=_work)


def value_at(work: Translation, ending: str) -> OverridableSegment:
    """Return the value whose path ends so."""
    return OverridableSegment.objects.select_related("context").get(
        source=work.source, context__path__endswith=ending
    )


PICTURE, PAGE, LINK = ".image", ".page", ".'https://example.org/a.html'"
TABLE_LINK, BUTTON = ".'https://example.org/t.html'", ".url"


def give(client: Client, work: Translation, segment: OverridableSegment, value: str) -> Any:
    """Choose a value as the form does."""
    address = reverse("parvis_translation:value", args=[work.pk, segment.pk])
    return client.post(address, {values.name_of(segment): value})


def keep(work: Translation, segment: OverridableSegment, value: Any) -> SegmentOverride:
    """Store a value without asking."""
    return SegmentOverride.objects.create(
        locale=work.target_locale, context=segment.context, data_json=json.dumps(value)
    )


def button(work: Translation) -> OverridableSegment:
    """Return the address of the second button."""
    found = OverridableSegment.objects.filter(source=work.source).select_related("context")
    return next(each for each in found if "depot" in str(each.data))


def test_a_picture_that_does_not_exist_is_refused(work: Translation) -> None:
    for value in ("abc", "0", "99999999999999999999999", "1.5", "\0"):
        with pytest.raises(values.RefusedValueError):
            values.save_value(work, value_at(work, PICTURE), value, None)
    assert not SegmentOverride.objects.exists()


def test_a_refusal_is_said_beside_the_value_and_the_screen_goes_on_working(
    translator: Client, work: Translation
) -> None:
    segment = value_at(work, PICTURE)
    answer = give(translator, work, segment, "abc")
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.content, "html.parser")
    (form,) = soup.select(f"form[action$='/values/{segment.pk}/']")
    assert form.select_one("[role=alert]")
    (form,) = soup.select("form.wb-actions")
    assert form["action"] == work.get_target_instance_edit_url()


def test_a_document_is_no_page_and_a_page_no_document(
    translator: Client, work: Translation
) -> None:
    page = factories.article("Ailleurs")
    assert give(translator, work, value_at(work, ".document"), str(page.pk)).status_code == 422
    assert give(translator, work, value_at(work, PAGE), str(page.pk)).status_code == 302
    assert SegmentOverride.objects.get().data == page.pk


@pytest.mark.parametrize("ending", [LINK, TABLE_LINK, "source_url"])
def test_an_address_that_acts_or_leads_nowhere_is_refused(ending: str, work: Translation) -> None:
    segment = value_at(work, ending)
    for value in (
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "no address",
        "mailto:nobody",
    ):
        with pytest.raises(values.RefusedValueError):
            values.save_value(work, segment, value, None)
    assert not SegmentOverride.objects.exists()


def test_an_address_that_is_refused_is_shown_again(translator: Client, work: Translation) -> None:
    segment = value_at(work, TABLE_LINK)
    answer = give(translator, work, segment, "javascript:alert(1)")
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.content, "html.parser")
    field = soup.select_one(f"[name={values.name_of(segment)}]")
    assert field is not None
    assert field["value"] == "javascript:alert(1)"


def test_an_address_readers_can_follow_is_taken(work: Translation) -> None:
    for value in (
        "https://example.org/en/",
        "/en/articles/",
        "#note-1",
        "mailto:a@example.org",
        "tel:+32 2 1",
    ):
        values.save_value(work, value_at(work, LINK), value, None)
        assert SegmentOverride.objects.get().data == value


def test_a_field_keeps_its_own_rules(translator: Client, work: Translation) -> None:
    assert give(translator, work, button(work), "/only-a-path/").status_code == 422
    assert give(translator, work, button(work), "https://example.org/en").status_code == 302


def test_a_link_in_a_table_leads_elsewhere_in_the_translation(
    translator: Client, work: Translation
) -> None:
    segment = value_at(work, TABLE_LINK)
    soup = BeautifulSoup(translator.get(work.get_target_instance_edit_url()).content, "html.parser")
    (field,) = soup.select(f"input[name={values.name_of(segment)}]")
    assert field["value"] == "https://example.org/t.html"
    give(translator, work, segment, "https://example.org/en-t.html")
    made = work.source.get_ephemeral_translated_instance(work.target_locale, fallback=True)
    assert "https://example.org/en-t.html" in str(made.body)


@pytest.mark.parametrize("stored", ["abc", 987654, [1]])
def test_a_value_that_became_unusable_gives_way_and_says_so(
    stored: Any, translator: Client, work: Translation
) -> None:
    segment = value_at(work, PICTURE)
    override = keep(work, segment, stored)
    soup = BeautifulSoup(translator.get(work.get_target_instance_edit_url()).content, "html.parser")
    (form,) = soup.select(f"form[action$='/values/{segment.pk}/']")
    assert form.select_one("[role=alert]")
    made = work.source.get_ephemeral_translated_instance(work.target_locale, fallback=True)
    assert made.body.raw_data
    override.refresh_from_db()
    assert override.has_error
    picture = factories.picture("A square")
    assert give(translator, work, segment, str(picture.pk)).status_code == 302
    override.refresh_from_db()
    assert (override.data, override.has_error) == (picture.pk, False)


def test_a_button_that_leads_to_another_language_says_so(work: Translation) -> None:
    def warnings() -> dict[int, str]:
        return {value.pk: value.warning for value in values.values_of(work) if value.warning}

    page, address = value_at(work, PAGE), button(work)
    assert warnings() == {}
    french = factories.article("Le pont")
    keep(work, page, french.pk)
    keep(work, address, factories.blog_index("fr").full_url)
    found = warnings()
    assert set(found) == {page.pk, address.pk}
    assert "Le pont" in found[page.pk]
    factories.article("The bridge", "en", translation_of=french)
    assert set(warnings()) == {address.pk}


def test_what_leads_to_another_language_may_be_set_aside_with_a_reason(
    translator: Client, work: Translation
) -> None:
    page, french = value_at(work, PAGE), factories.article("Le pont")
    keep(work, page, french.pk)

    def found() -> Any:
        (value,) = [value for value in values.values_of(work) if value.pk == page.pk]
        return value.finding

    def judge(**sent: str) -> Any:
        address = reverse("parvis_translation:value_aside", args=[work.pk, page.pk])
        named = {"check": found().check, "fingerprint": found().fingerprint}
        return translator.post(address, named | sent, follow=True)

    def form() -> Any:
        shown = BeautifulSoup(translator.get(edit).content, "html.parser")
        (here,) = shown.select(f"form[action$='/values/{page.pk}/findings/']")
        assert not here.find_parent("form")
        return here

    edit = work.get_target_instance_edit_url()
    assert form().select_one("[name=reason]")
    assert "Dites pourquoi" in documents.messages_of(judge(reason=" "))
    judge(reason="The bridge is only described in French.")
    assert found().is_dismissed
    assert form().select_one("[name=again]")
    assert "only described in French" in translator.get(edit).content.decode()
    judge(again="1")
    assert not found().is_dismissed
    judge(reason="The bridge is only described in French.")
    # Another page is another thing to look at.
    SegmentOverride.objects.all().delete()
    keep(work, page, factories.article("Le quai").pk)
    assert not found().is_dismissed


def test_the_reason_the_last_publication_gave_is_shown(
    translator: Client, work: Translation
) -> None:
    override = keep(work, value_at(work, LINK), "https://example.org/en/")
    override.has_error, override.field_error = True, "Already taken"
    override.save()
    text = translator.get(work.get_target_instance_edit_url()).content.decode()
    assert "Already taken" in text


def test_snippets_are_shown_by_name_and_kept_by_number(rf: Any) -> None:
    field = values._chooser(values.AdminSnippetChooser(Redirect), Redirect.objects.all())
    made = Redirect.objects.create(old_path="/old", redirect_link="/new")
    assert values._shown(field, made.pk) == str(made)
    assert values._kept(field.clean(str(made.pk))) == made.pk


def test_the_old_address_holds_to_the_same_rules(translator: Client, work: Translation) -> None:
    segment = value_at(work, PICTURE)
    address = reverse("wagtail_localize:edit_override", args=[work.pk, segment.pk])

    def put(value: str) -> Any:
        kind = "application/x-www-form-urlencoded"
        return translator.put(address, urlencode({"value": value}), content_type=kind)

    assert put("abc").status_code == 422
    assert not SegmentOverride.objects.exists()
    picture = factories.picture("A square")
    assert put(str(picture.pk)).status_code == 204
    assert SegmentOverride.objects.get().data == picture.pk
