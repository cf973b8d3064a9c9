"""Pages in one state are found without looking at all: the same pages, by the same rules.

Facts are drawn at random, the same at each run, whether or not the site would let them come about.
"""

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from wagtail.models import Locale, Page, Workflow, WorkflowState
from wagtail_localize import models as localize

from blog.models import ArticlePage
from parvis.translation.overview import finding
from parvis.translation.overview.filters import FilterForm
from parvis.translation.overview.matrix import Matrix, originals
from parvis.translation.state import State, states_of
from parvis.translation.workbench.models import Exemption, SourceVersion
from tests import factories
from tests.translation.overview.conftest import titles

pytestmark = pytest.mark.django_db

PROFILE = settings(
    max_examples=4,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # the smallest failing case takes minutes to find
    suppress_health_check=list(HealthCheck),
)
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


def matrix_of(locales: list[Any], **asked: Any) -> Matrix:
    """Return the matrix as it is asked for."""
    query = QueryDict(mutable=True)
    query.update({name: str(value) for name, value in asked.items()})
    return Matrix(FilterForm(query), locales)


def test_the_pages_in_each_state_are_those_the_rules_say(monkeypatch: pytest.MonkeyPatch) -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    seen: Counter[str] = Counter()

    def expected(into: list[Any]) -> dict[State, list[Any]]:
        pages = sorted(originals(locales), key=lambda page: (page.title.lower(), page.pk))
        of = states_of(pages, into)
        return {
            state: [
                page.pk
                for page in pages
                if any(of[page.pk, to.pk] == state and to.pk != page.locale_id for to in into)
            ]
            for state in State
        }

    @PROFILE
    @given(PAGES, st.sampled_from([1, 3, 7, 1000]), st.sampled_from([locales, locales[1:2]]))
    def hold(pages: list[dict[str, Any]], looked_at: int, into: list[Any]) -> None:
        target = {} if into is locales else {"target": into[0].pk}
        monkeypatch.setattr(finding, "LOOKED_AT", looked_at)
        with transaction.atomic():
            write(pages, locales)
            for state, wanted in expected(into).items():
                seen[state] += len(wanted)
                for number in (1, 100):
                    search = matrix_of(locales, state=state, **target).search
                    search.look(number)
                    assert len(search.found) >= min(number, len(wanted))
                    assert search.found == wanted[: len(search.found)]
                    assert not search.is_whole or search.found == wanted
            transaction.set_rollback(True)

    hold()
    assert set(seen) == set(State)
    assert all(seen.values()), seen


def left_of(page: Any, locale: Any) -> int:
    """Return how many passages of a page have no valid translation, looked up one by one."""
    translated = localize.StringTranslation.objects.filter(locale=locale, has_error=False)
    segments = localize.StringSegment.objects.filter(
        source__object_id=page.translation_key, source__locale=page.locale_id
    )
    return sum(
        not translated.filter(translation_of=segment.string_id, context=segment.context_id).exists()
        for segment in segments
    )


def test_passages_behind_are_counted_where_readers_see_them() -> None:
    locales = [factories.locale("fr"), factories.locale("en")]
    locales.append(Locale.objects.create(language_code="nl"))
    most: set[int] = set()

    def expected(into: list[Any]) -> dict[Any, int]:
        pages = list(originals(locales))
        of = states_of(pages, into)
        return {
            page.pk: sum(
                left_of(page, to)
                for to in into
                if to.pk != page.locale_id and of[page.pk, to.pk] == State.BEHIND
            )
            for page in pages
            if [to.pk for to in into] != [page.locale_id]
        }

    def compare(into: list[Any]) -> None:
        target = {} if into is locales else {"target": into[0].pk}
        wanted = expected(into)
        found = {
            row.page.pk: sum(
                cell.left or 0
                for cell in row.cells
                if cell is not None and cell.state == State.BEHIND
            )
            for row in matrix_of(locales, sort="-behind", **target).page(1)[1]
        }
        assert found == wanted
        assert list(found) == sorted(wanted, key=lambda pk: (-wanted[pk], pk))
        most.add(max(wanted.values(), default=0))

    @PROFILE
    @given(PAGES)
    def hold(pages: list[dict[str, Any]]) -> None:
        with transaction.atomic():
            write(pages, locales)
            compare(locales)
            compare(locales[1:2])
            transaction.set_rollback(True)

    hold()
    assert max(most) > 1


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the titles of 120 pages that are missing in English, looked for a few at a time."""
    monkeypatch.setattr(finding, "LOOKED_AT", 110)
    home, french = factories.blog_index("fr").get_parent(), factories.locale("fr")
    names = [f"Page {number:03}" for number in range(120)]
    for name in names:
        write_page(home, uuid4(), french, name, live=True, last_published_at=THEN)
    return names


def test_pages_are_numbered_as_far_as_they_are_known(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    first = ask(administrator, **asked)
    assert titles(first) == many[:50]
    assert not first.context["is_whole"]
    assert first.context["total"] == 110
    text = first.content.decode()
    assert "At least 110" in text
    assert "p=2" in text
    assert "Page 1 of" not in text
    assert titles(ask(administrator, **asked, p=2)) == many[50:100]
    for number in (3, 4, 10**6):
        last = ask(administrator, **asked, p=number)
        assert titles(last) == many[100:]
        assert last.context["total"] == 120
        assert last.context["is_whole"]
    for wrong in ("0", "-1", "x", "²"):
        assert titles(ask(administrator, **asked, p=wrong)) == many[:50]


def test_all_are_counted_where_somebody_asks(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    first = ask(administrator, state="missing", words="Page")
    counted = administrator.get(first.context["count_address"])
    assert counted.context["total"] == 120
    assert counted.context["is_whole"]
    assert titles(counted) == many[:50]
    assert "Page 1 of 3" in counted.content.decode()


def test_a_file_holds_all_that_are_in_the_state(
    administrator: Client, ask: Any, many: list[str]
) -> None:
    asked = {"state": "missing", "words": "Page"}
    answer = ask(administrator, **asked, export="csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert [line["Title"] for line in csv.DictReader(lines)] == many
    answer = ask(administrator, **asked, p=2, export="xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == many


def test_a_page_far_down_is_looked_for_once(many: list[str]) -> None:
    locales = [factories.locale("fr"), factories.locale("en")]

    def cost(number: int) -> tuple[int, list[str]]:
        matrix = matrix_of(locales, state="missing", words="Page")
        with CaptureQueriesContext(connection) as queries:
            matrix.search.look(number)
        names = Page.objects.in_bulk(matrix.search.found)
        return len(queries), [names[pk].title for pk in matrix.search.found]

    assert cost(55) == (2, many[:110])
    assert cost(56) == (1, many)


def test_a_state_takes_the_same_queries_among_few_and_many(
    administrator: Client, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, french = factories.blog_index("fr").get_parent(), factories.locale("fr")
    factories.article("Autre chose")
    exempt = factories.article("Un avis local")
    Exemption.objects.create(
        translation_key=exempt.translation_key, locale=factories.locale("en"), reason="Local"
    )
    monkeypatch.setattr(finding, "LOOKED_AT", 110)

    def cost(state: str) -> int:
        ask(administrator, state=state)
        with CaptureQueriesContext(connection) as queries:
            ask(administrator, state=state)
        return len(queries)

    few = [cost("missing"), cost("exempt")]
    for number in range(200):
        write_page(home, uuid4(), french, f"A {number:03}", live=True, last_published_at=THEN)
    many = [cost("missing"), cost("exempt")]
    assert many[0] == few[0]
    # What is rare is looked for among what can be: two queries more, however many pages there are.
    assert many[1] <= few[1] + 2
    assert max(many) <= 30
