"""Passages read all at once are those wagtail-localize reads one by one."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    TemplateSegment,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments.extract import extract_segments

from parvis.translation.workbench.reading import read_passages
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

COLUMNS: dict[Any, list[str]] = {
    StringSegment: ["string__data", "string__locale", "string__data_hash", "attrs"],
    TemplateSegment: ["template__uuid", "template__template", "template__string_count"],
    RelatedObjectSegment: ["object_id", "object__content_type"],
    OverridableSegment: ["data_json"],
}


def source_of(page: Any) -> TranslationSource:
    """Return a source of which nothing is known but the object."""
    source, _made = TranslationSource.get_or_create_from_instance(page)
    for model in COLUMNS:
        model.objects.filter(source=source).delete()
    TranslationContext.objects.filter(object_id=source.object_id).delete()
    return source


def rows(source: TranslationSource) -> dict[str, list[Any]]:
    """Return all that is known of a source's passages, without the keys of the rows."""
    place = ["context__path", "context__path_id", "context__field_path", "order"]
    return {
        model.__name__: sorted(
            model.objects.filter(source=source).values_list(*place, *columns), key=repr
        )
        for model, columns in COLUMNS.items()
    }


def read_one_by_one(source: TranslationSource) -> None:
    """Read the passages as wagtail-localize does."""
    instance = source.as_instance()
    for value in extract_segments(instance):
        name = type(value).__name__.removesuffix("Value")
        model: Any = next(each for each in COLUMNS if each.__name__ == name)
        said = (source, source.locale, value) if model is StringSegment else (source, value)
        model.from_value(*said).context.get_field_path(instance)


def test_the_rows_are_the_same() -> None:
    tag, author = factories.tag("Voirie"), factories.author("Élise")
    source = source_of(documents.full_article(tags=[tag], authors=[author]))
    with transaction.atomic():
        read_one_by_one(source)
        expected = rows(source)
        transaction.set_rollback(True)
    assert all(expected.values())
    assert not any(rows(source).values())
    read_passages(source, source.as_instance())
    assert rows(source) == expected


def test_rows_that_are_still_right_stay_and_the_others_go() -> None:
    page = documents.full_article()
    source = source_of(page)
    read_passages(source, source.as_instance())
    before = set(StringSegment.objects.filter(source=source).values_list("pk", flat=True))
    title = StringSegment.objects.get(source=source, context__path="title").pk
    page.title = "Autre chose"
    page.save()
    source.update_from_db()
    after = set(StringSegment.objects.filter(source=source).values_list("pk", flat=True))
    assert before - after == {title}
    assert len(after - before) == 1


def test_contexts_of_old_without_a_field_are_given_theirs() -> None:
    source = source_of(documents.full_article())
    read_passages(source, source.as_instance())
    TranslationContext.objects.filter(object_id=source.object_id).update(field_path="")
    read_passages(source, source.as_instance())
    assert not TranslationContext.objects.filter(object_id=source.object_id, field_path="").exists()


def test_a_long_text_takes_no_more_queries_than_a_short_one() -> None:
    def cost(length: int) -> int:
        body = [("text", f"<p>Paragraphe {length} {number}.</p>") for number in range(length)]
        source = source_of(factories.article(f"De {length}", body=body))
        instance = source.as_instance()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read_passages(source, instance)
        return len(asked)

    assert cost(60) == cost(3)
