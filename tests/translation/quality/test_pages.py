"""The checks of a whole translation, and what people set aside."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale
from wagtail_localize.models import (
    SegmentOverride,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
)

from blog.models import ArticlePage
from parvis.translation.quality import registry
from parvis.translation.quality.dismissals import dismiss, take_back
from parvis.translation.quality.findings import Finding
from parvis.translation.quality.models import Dismissal
from parvis.translation.quality.pages import check_translation
from tests import factories
from tests.translation.documents import translate
from tests.translation.glossary import terminology

pytestmark = pytest.mark.django_db


def write(translation: Translation, text: str, target: str, path: str = "") -> StringSegment:
    """Write the translation of the first passage with this text, or of one with that path."""
    segments = StringSegment.objects.filter(source=translation.source, string__data=text)
    segment = segments.filter(context__path__endswith=path).first()
    assert segment is not None
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        defaults={"data": target, "translation_type": "manual"},
    )
    return segment


def found(translation: Translation, text: str) -> dict[str, Any]:
    """Return the findings about the passages of this text, by check."""
    return {
        finding.check: finding
        for passage in check_translation(translation)
        if passage.source == text
        for finding in passage.findings
    }


def make(*paragraphs: str) -> Translation:
    body = [("text", "".join(f"<p>{text}</p>" for text in paragraphs))]
    field = ArticlePage._meta.get_field("body")
    values = [(name, field.stream_block.child_blocks[name].to_python(text)) for name, text in body]
    return translate(factories.article("Un titre assez long", body=values))


def test_what_is_not_translated_is_missing_alternative_texts_too(article: ArticlePage) -> None:
    translation = translate(article)
    assert set(found(translation, "Vue du matin")) == {"missing"}
    with override("en"):
        alternative = found(translation, "Une place")["missing"]
    assert alternative.message == "The alternative text of a picture is not translated."
    write(translation, "Une place", "A square", path="alt_text")
    assert found(translation, "Une place") == {}


def test_a_faithful_passage_has_no_finding_and_a_wrong_one_has() -> None:
    text = "La salle compte 1 200 places."
    translation = make(text)
    write(translation, text, "The hall has 1,200 seats.")
    assert found(translation, text) == {}
    write(translation, text, "The hall has 1,300 seats.")
    assert set(found(translation, text)) == {"numbers"}


def test_slugs_are_no_prose() -> None:
    translation = make("Rien.")
    write(translation, "un-titre-assez-long", "title", path="slug")
    assert found(translation, "un-titre-assez-long") == {}


def test_what_search_engines_would_cut_is_said() -> None:
    page = factories.article("Place", search_description="Une place, ses usages. " * 5)
    translation = translate(page)
    write(translation, page.search_description, "A square, its uses. " * 6)
    assert found(translation, page.search_description) == {}
    write(translation, page.search_description, "A square, its many uses. " * 7)
    assert "search-length" in found(translation, page.search_description)


def test_a_title_is_measured_where_engines_show_it_and_nowhere_else() -> None:
    long = "The square, its uses, its paving and those who look after it"
    shown, own = (
        translate(factories.article(title, seo_title=seo))
        for title, seo in (("La place", ""), ("La rue", "Une rue"))
    )
    write(shown, "La place", f"{long}.", path="title")
    write(own, "La rue", f"{long}.", path="title")
    assert "search-length" in found(shown, "La place")
    assert "search-length" not in found(own, "La rue")


def test_a_link_to_a_page_that_the_language_has_not_is_said(article: ArticlePage) -> None:
    text = f'Voir <a linktype="page" id="{article.pk}">le carnet</a>.'
    translation = make(text)
    stored = 'Voir <a id="a1">le carnet</a>.'
    write(translation, stored, 'See <a id="a1">the notebook</a>.')
    assert set(found(translation, stored)) == {"link-language"}
    factories.article("The notebook", "en", translation_of=article)
    assert found(translation, stored) == {}


def test_an_address_of_the_other_language_is_said_until_it_is_changed() -> None:
    translation = make('Voir <a href="/fr/blog/">le blog</a>.')
    stored = 'Voir <a id="a1">le blog</a>.'
    segment = write(translation, stored, 'See <a id="a1">the blog</a>.')
    assert set(found(translation, stored)) == {"link-language"}
    SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=TranslationContext.objects.get(path=f"{segment.context.path}.'/fr/blog/'"),
        data_json='"/en/blog/"',
    )
    assert found(translation, stored) == {}


@pytest.mark.parametrize("address", ["https://example.org/fr/", "http://[", "#fr", "/en/blog/"])
def test_an_address_that_is_not_of_the_other_language_raises_nothing(address: str) -> None:
    translation = make(f'Voir <a href="{address}">le blog</a>.')
    stored = 'Voir <a id="a1">le blog</a>.'
    write(translation, stored, 'See <a id="a1">the blog</a>.')
    assert found(translation, stored) == {}


def test_the_number_of_queries_does_not_grow_with_the_page(
    article: ArticlePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for translation in (make("Un."), translate(article)):
        fresh = Translation.objects.select_related("source").get(pk=translation.pk)
        check_translation(fresh)
        with django_assert_max_num_queries(4):
            check_translation(fresh)


def test_a_dismissed_finding_says_why_until_a_text_changes(person: Any) -> None:
    text = "La salle compte 1 200 places."
    translation = make(text)
    segment = write(translation, text, "The hall is for 1,300.")
    finding = found(translation, text)["numbers"]
    who = person("Translators")
    arguments = (translation, segment.context.path, "numbers", finding.fingerprint)
    dismiss(*arguments, " Counted again in March. ", who)
    dismiss(*arguments, "Counted again.", who)
    judged = found(translation, text)["numbers"]
    assert (judged.is_dismissed, judged.reason) == (True, "Counted again.")
    passage = next(p for p in check_translation(translation) if p.source == text)
    assert passage.open_findings == []
    write(translation, text, "The hall is for 1,301.")
    assert not found(translation, text)["numbers"].is_dismissed
    write(translation, text, "The hall is for 1,300.")
    take_back(*arguments, who)
    assert not found(translation, text)["numbers"].is_dismissed


def test_setting_aside_needs_the_right_a_reason_and_a_translation(person: Any) -> None:
    text = "La salle compte 1 200 places."
    translation = make(text)
    arguments = (translation, "title", "numbers", "0" * 32)
    stranger = get_user_model().objects.create_user("stranger", "stranger@example.org", "secret")
    with pytest.raises(PermissionDenied):
        dismiss(*arguments, "Because.", stranger)
    with pytest.raises(PermissionDenied):
        take_back(*arguments, stranger)
    with pytest.raises(ValidationError):
        dismiss(*arguments, "  ", person())
    with pytest.raises(ValidationError):
        dismiss(translation, "title", "missing", "0" * 32, "Because.", person(name="other"))


def test_what_is_not_found_cannot_be_set_aside(person: Any) -> None:
    text = "La salle compte 1 200 places."
    translation = make(text)
    segment = write(translation, text, "The hall is for 1,300.")
    finding, path, who = found(translation, text)["numbers"], segment.context.path, person()
    for where, check, mark in (
        (path, "numbers", "f" * 300),
        (path, "language", finding.fingerprint),
        ("title", "numbers", finding.fingerprint),
    ):
        with pytest.raises(ValidationError):
            dismiss(translation, where, check, mark, "Because.", who)
    assert not Dismissal.objects.exists()


def test_what_is_found_later_in_the_same_words_is_not_set_aside_before(person: Any) -> None:
    translation = make("La place publique.")
    segment = write(translation, "La place publique.", "The public plaza plaza, the mall mall.")
    who, path = person("Translators"), segment.context.path

    def judged() -> dict[str, bool]:
        passages = check_translation(translation)
        return {f.excerpt: f.is_dismissed for p in passages for f in p.findings if p.path == path}

    for finding in [
        finding
        for passage in check_translation(translation)
        for finding in passage.findings
        if passage.path == path and "plaza" in finding.excerpt
    ]:
        dismiss(translation, path, finding.check, finding.fingerprint, "A name.", who)
    before = judged()
    assert {excerpt for excerpt in before if before[excerpt]} == {
        excerpt for excerpt in before if "plaza" in excerpt
    }
    assert not all(before.values())
    terminology.concept(fr="place", en=["square", "plaza (forbidden)"])
    assert judged()["plaza"] is False


def test_another_address_of_a_link_is_another_finding(person: Any) -> None:
    translation = make('Voir <a href="/fr/blog/">le blog</a>.')
    stored = 'Voir <a id="a1">le blog</a>.'
    segment = write(translation, stored, 'See <a id="a1">the blog</a>.')
    finding, path = found(translation, stored)["link-language"], segment.context.path
    dismiss(translation, path, "link-language", finding.fingerprint, "In French.", person())
    assert found(translation, stored)["link-language"].is_dismissed
    SegmentOverride.objects.create(
        locale=translation.target_locale,
        context=TranslationContext.objects.get(path=f"{path}.'/fr/blog/'"),
        data_json='"/fr/plan/"',
    )
    assert not found(translation, stored)["link-language"].is_dismissed


def test_a_finding_is_the_same_in_every_language_it_is_read_in() -> None:
    text = "La salle ouvre en mars, à huit heures."
    translation = make(text)
    write(translation, text, "The hall opens in May, at eight.")
    marks = set()
    for code in ("fr", "en"):
        with override(code):
            marks.add(found(translation, text)["numbers"].fingerprint)
    assert len(marks) == 1


def test_a_registered_check_is_asked_about_every_translated_passage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def about_squares(source: str, target: str, before: Locale, after: Locale) -> list[Finding]:
        is_wrong = "place" in source and "plaza" in target
        codes = f"{before.language_code} {after.language_code}"
        return [Finding("glossary", "warning", codes, "plaza")] if is_wrong else []

    monkeypatch.setattr(registry, "extra_checks", {})
    translation = make("La place publique.")
    write(translation, "La place publique.", "The public plaza.")
    assert found(translation, "La place publique.") == {}
    passages = check_translation(translation, [about_squares])
    assert "glossary" in {f.check for passage in passages for f in passage.findings}
    registry.register_check("glossary", about_squares)
    assert found(translation, "La place publique.")["glossary"].message == "fr en"


def test_passages_come_in_the_order_of_the_page() -> None:
    translation = make("Un premier.", "Un second.")
    texts = [passage.source for passage in check_translation(translation)]
    assert texts.index("Un premier.") < texts.index("Un second.")
