"""What an update changed, and what became of the translations."""

from typing import Any

import pytest
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from blog.models import ArticlePage
from parvis.translation.workbench.changes import Kind, texts, words_changed
from parvis.translation.workbench.models import Origin, PassageVersion
from parvis.translation.workbench.versions import accept_as_minor, changes_since_published
from tests import factories
from tests.conftest import Prepare

pytestmark = pytest.mark.django_db

TEXT = "<p>La place est pavée. Elle date de 1850.</p><p>On y danse le soir.</p>"


@pytest.fixture
def english() -> Locale:
    return factories.locale("en")


@pytest.fixture(scope="module", autouse=True)
def _article(prepare: Prepare) -> Any:
    return prepare(
        lambda: (
            factories.article("La place", body=[("text", TEXT)], summary="Une place de village").pk
        )
    )


@pytest.fixture
def article(_article: Any, db: None) -> ArticlePage:
    return ArticlePage.objects.get(pk=_article)


def translated(page: ArticlePage, locale: Locale) -> Translation:
    """Submit, translate every passage by a marked copy, publish."""
    source, _made = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=locale)
    translation.save_target(publish=False)
    fill(translation)
    publish(translation)
    return translation


def publish(translation: Translation) -> None:
    """Publish the translation as it stands; in a test nothing is ever committed."""
    translation.save_target(publish=True)
    translation.get_target_instance().get_latest_revision().publish()


def fill(translation: Translation) -> None:
    """Translate what is missing: “text” becomes “[text]”."""
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": f"[{segment.string.data}]", "translation_type": "manual"},
        )


def rewrite(page: ArticlePage, text: str, **fields: Any) -> TranslationSource:
    """Publish the page with another text, and have its source read again."""
    page.body[0].value.source = text
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    source.update_from_db()
    return source


def told(translation: Translation) -> list[tuple[str, str, str]]:
    """Return the changes as (kind, words before, words after)."""
    found = changes_since_published(translation, translation.get_target_instance())
    words = texts(identifier for change in found for identifier in (change.before, change.after))
    return [
        (change.kind, words.get(change.before or 0, ""), words.get(change.after or 0, ""))
        for change in found
    ]


def test_a_changed_passage_is_paired_with_what_it_replaces(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    assert told(translation) == []
    rewrite(article, TEXT.replace("1850", "1851"))
    assert told(translation) == [
        (
            Kind.CHANGED,
            "La place est pavée. Elle date de 1850.",
            "La place est pavée. Elle date de 1851.",
        )
    ]


def test_new_and_removed_passages_are_told_apart(article: ArticlePage, english: Locale) -> None:
    translation = translated(article, english)
    rewrite(article, "<p>La place est pavée. Elle date de 1850.</p><p>Neuf &amp; court</p>")
    assert {kind for kind, _before, _after in told(translation)} == {Kind.ADDED, Kind.REMOVED}


def test_a_field_of_one_passage_is_changed_however_different(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    rewrite(article, TEXT, summary="Tout autre chose, vraiment")
    assert told(translation) == [
        (Kind.CHANGED, "Une place de village", "Tout autre chose, vraiment")
    ]


def test_a_block_that_is_copied_elsewhere_keeps_its_translations(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    page: Any = article
    page.body = [("text", TEXT)]
    page.save_revision().publish()
    translation.source.update_from_db()
    assert {kind for kind, _before, _after in told(translation)} == {Kind.MOVED}
    assert translation.get_progress()[0] == translation.get_progress()[1]
    assert PassageVersion.objects.filter(origin=Origin.CARRIED).count() == 2


def test_a_minor_edit_keeps_the_translation_and_is_not_told(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    source = rewrite(article, TEXT.replace("danse", "dansait"))
    assert accept_as_minor(source, None) == 1
    assert told(translation) == []
    total, done = translation.get_progress()
    assert total == done
    rewrite(article, TEXT.replace("danse", "dansait").replace("1850", "1851"))
    assert [kind for kind, _before, _after in told(translation)] == [Kind.CHANGED]


def test_several_updates_are_told_as_one(article: ArticlePage, english: Locale) -> None:
    translation = translated(article, english)
    rewrite(article, TEXT.replace("1850", "1851"))
    rewrite(article, TEXT.replace("1850", "1852"))
    assert [(before[-6:], after[-6:]) for _kind, before, after in told(translation)] == [
        (" 1850.", " 1852.")
    ]
    rewrite(article, TEXT)
    assert told(translation) == []


def test_publishing_the_translation_ends_what_is_told(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    rewrite(article, TEXT.replace("1850", "1851"))
    translation.refresh_from_db()
    fill(translation)
    publish(translation)
    assert told(translation) == []


def test_every_version_of_a_passage_is_kept(article: ArticlePage, english: Locale) -> None:
    translation = translated(article, english)
    row = StringTranslation.objects.get(context__path="summary", locale=english)
    row.data = "A square"
    row.save()
    row.save()
    row.delete()
    kept = PassageVersion.objects.filter(context__path="summary", locale=english)
    assert [(version.data, version.origin) for version in kept] == [
        ("", Origin.DELETED),
        ("A square", Origin.TYPED),
        ("[Une place de village]", Origin.TYPED),
    ]
    assert translation.pk


def test_the_words_that_changed_are_marked() -> None:
    assert words_changed("Elle date <b>de 1850</b>.", "Elle date <b>de 1851</b>.") == [
        ("same", "Elle date de"),
        ("removed", "1850."),
        ("added", "1851."),
    ]


def test_publishing_the_source_tells_the_translators_at_once(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    article.body[0].value.source = TEXT.replace("1850", "1851")
    article.save_revision()
    assert told(translation) == []
    article.get_latest_revision().publish()
    assert [kind for kind, _before, _after in told(translation)] == [Kind.CHANGED]
    assert translation.get_target_instance().live


def test_publishing_the_same_words_again_tells_nothing(
    article: ArticlePage, english: Locale
) -> None:
    translation = translated(article, english)
    before = TranslationSource.objects.get(pk=translation.source_id).last_updated_at
    article.save_revision().publish()
    assert TranslationSource.objects.get(pk=translation.source_id).last_updated_at == before


def test_a_publication_stands_when_its_translations_cannot_follow(
    article: ArticlePage, english: Locale, monkeypatch: pytest.MonkeyPatch
) -> None:
    translation = translated(article, english)

    def fail(_source: TranslationSource) -> None:
        raise ValueError("no way")

    monkeypatch.setattr(TranslationSource, "update_from_db", fail)
    article.title = "La grande place"
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).title == "La grande place"
    assert translation.get_target_instance().live
