"""Pages written from facts, whether or not the site would let them come about."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from hypothesis import strategies as st
from wagtail.models import Page, Workflow, WorkflowState
from wagtail_localize import models as localize

from blog.models import ArticlePage
from parvis.translation.workbench.models import Exemption, SourceVersion
from tests import factories

THEN = datetime(2026, 1, 1, tzinfo=UTC)
HOURS = st.integers(0, 4)
OFTEN = st.sampled_from([True, True, True, False])
RARELY = st.sampled_from([False, False, False, True])

# What there is of a page in another language. Times are hours after THEN.
FACTS = st.fixed_dictionaries(
    {
        "is_there": OFTEN,
        "is_live": OFTEN,
        "is_alias": RARELY,
        "is_exempt": RARELY,
        "is_in_review": RARELY,
        "is_submitted": OFTEN,
        "is_enabled": OFTEN,
        "is_submitted_from_there": RARELY,
        "translated": st.sampled_from([2, 2, 1, 0]),
        "has_error": RARELY,
        "made": HOURS,
        "published": HOURS,
    }
)
PAGES = st.lists(
    st.fixed_dictionaries(
        {
            "is_live": OFTEN,
            "changed": HOURS,
            "versions": st.lists(st.tuples(HOURS, st.booleans()), max_size=2),
            "others": st.tuples(FACTS, FACTS),
        }
    ),
    min_size=8,
    max_size=8,
)


def at(hours: int) -> datetime:
    """Return a moment."""
    return THEN + timedelta(hours=hours)


def write_page(home: Any, key: Any, locale: Any, title: str, **fields: Any) -> Any:
    """Write a page below `home`, without what only a page that is opened needs."""
    number = Page.objects.count() + 1000
    kind = ContentType.objects.get_for_model(ArticlePage)
    return Page.objects.bulk_create(
        [
            Page(
                path=Page._get_path(home.path, home.depth + 1, number),
                depth=home.depth + 1,
                translation_key=key,
                title=title,
                draft_title=title,
                slug=f"page-{number}",
                url_path=f"{home.url_path}page-{number}/",
                locale=locale,
                content_type=kind,
                **fields,
            )
        ]
    )[0]


def write_source(page: Any, locale: Any, changed: int) -> Any:
    """Write what translators were given of a page: two passages."""
    source = localize.TranslationSource.objects.create(
        object_id=page.translation_key,
        specific_content_type=page.content_type,
        locale=locale,
        object_repr=page.title,
        content_json="{}",
        last_updated_at=at(changed),
    )
    for order in range(2):
        path = f"body.{order}"
        context = localize.TranslationContext.objects.get_or_create(
            object_id=page.translation_key, path=path, defaults={"field_path": "body"}
        )[0]
        string = localize.String.from_value(locale, localize.StringValue(f"{page.pk} {order}"))
        localize.StringSegment.objects.create(
            source=source, context=context, string=string, order=order
        )
    return source


def write(pages: list[dict[str, Any]], locales: list[Any]) -> None:
    """Write the pages, and what there is of each in the other languages."""
    home = factories.blog_index("fr").get_parent()
    for number, facts in enumerate(pages):
        # The originals are of any language.
        first, *rest = locales[number % len(locales) :] + locales[: number % len(locales)]
        key, title = uuid4(), f"Page {number}"
        page = write_page(
            home, key, first, title, live=facts["is_live"], last_published_at=at(facts["changed"])
        )
        localize.TranslatableObject.objects.create(
            translation_key=key, content_type=page.content_type
        )
        source = write_source(page, first, facts["changed"])
        for hours, is_minor in facts["versions"]:
            SourceVersion.objects.create(
                source=source, made_at=at(hours), is_minor=is_minor, passages=[]
            )
        for locale, other in zip(rest, facts["others"], strict=True):
            write_other(home, page, source, locale, other)


def write_other(home: Any, page: Any, source: Any, locale: Any, facts: dict[str, Any]) -> None:
    """Write what there is of a page in one other language."""
    key = page.translation_key
    if facts["is_exempt"]:
        Exemption.objects.create(translation_key=key, locale=locale, reason="Because")
    if facts["is_there"]:
        target = write_page(
            *(home, key, locale, f"{page.title} {locale}"),
            live=facts["is_live"],
            last_published_at=at(facts["published"]),
            alias_of=page if facts["is_alias"] else None,
        )
        if facts["is_in_review"]:
            kind = ContentType.objects.get_for_model(Page)
            workflow = Workflow.objects.get_or_create(name="Review", defaults={"active": True})[0]
            WorkflowState.objects.bulk_create(
                [
                    WorkflowState(
                        workflow=workflow,
                        object_id=target.pk,
                        base_content_type=kind,
                        content_type=kind,
                    )
                ]
            )
    if facts["is_submitted_from_there"]:
        back = write_source(page, locale, facts["made"])
        localize.Translation.objects.create(source=back, target_locale_id=page.locale_id)
    if facts["is_submitted"]:
        localize.Translation.objects.create(
            source=source, target_locale=locale, enabled=facts["is_enabled"]
        )
        log = localize.TranslationLog.objects.create(source=source, locale=locale)
        localize.TranslationLog.objects.filter(pk=log.pk).update(created_at=at(facts["made"]))
        for segment in source.stringsegment_set.order_by("order")[: facts["translated"]]:
            localize.StringTranslation.objects.create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=locale,
                data="Words",
                has_error=facts["has_error"],
            )
