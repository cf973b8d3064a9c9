"""“To translate”, on the first screen of the admin: how much there is, and where to begin."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Locale, Page, WorkflowState
from wagtail.signals import page_published, page_unpublished, published, unpublished
from wagtail_localize.models import StringTranslation, Translation, TranslationLog

from parvis.translation.overview.finding import originals
from parvis.translation.overview.matrix import Cell, Row, rows
from parvis.translation.overview.steps import NextSteps
from parvis.translation.rights import written_languages
from parvis.translation.state import State, state_in, written
from parvis.translation.workbench.models import Assignment, Exemption, SourceVersion

SHOWN = 10
REMEMBERED = 60  # seconds: the counts look at every page, and the first screen is opened often
KEY = "to-translate"

# What a translator can do something about, the most useful to readers first.
TO_DO = (State.BEHIND, State.IN_PROGRESS, State.MISSING)


@dataclass(frozen=True)
class Task:
    """One translation to see to."""

    row: Row
    cell: Cell
    is_mine: bool
    is_late: bool
    step: tuple[str, Any] | None


def install() -> None:
    """Count anew after whatever changes a state; called once."""
    for signal in (page_published, page_unpublished, published, unpublished):
        signal.connect(_forget, dispatch_uid=KEY)
    for model in (
        Assignment,
        Exemption,
        SourceVersion,
        StringTranslation,
        Translation,
        TranslationLog,
        WorkflowState,
    ):
        for signal in (post_save, post_delete):
            signal.connect(_forget, sender=model, dispatch_uid=KEY)


def _forget(**_signal: Any) -> None:
    transaction.on_commit(lambda: cache.delete(KEY))


class ToTranslatePanel(Component):
    """The panel; nothing for those who write in no language."""

    name = "to_translate"
    order = 150
    template_name = "admin/translation/overview/panel.html"

    def render_html(self, parent_context: Mapping[str, Any] | None = None) -> str:
        """Return the panel of the person who asks."""
        if parent_context is None or not written_languages(parent_context["request"].user).exists():
            return ""
        return str(super().render_html(parent_context))

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the counts of each language, and the most urgent tasks."""
        request = parent_context["request"]
        locales = list(written_languages(request.user))
        numbers = {locale: counts(locale) for locale in locales}
        return {
            "languages": [
                (locale, [(state, of[state]) for state in State if of.get(state)])
                for locale, of in numbers.items()
                if of
            ],
            "tasks": urgent(request.user, locales, request),
        }


def counts(locale: Locale) -> dict[State, int]:
    """Return how many pages are in each state in a language."""
    return {State(name): number for name, number in _summary(locale)[0].items()}


def urgent(user: Any, locales: Sequence[Locale], request: Any = None) -> list[Task]:
    """Return the tasks to begin with: this person’s and their teams’, by the day they are due.

    Pages and snippets alike. Then the pages nobody has: behind their source before begun, begun
    before missing.
    """
    mine = _assigned(user, locales)
    steps = NextSteps(user, {locale.pk for locale in locales}, request)
    today = timezone.localdate()
    tasks = []
    for model, locale in [(model, locale) for model in mine for locale in locales]:
        own = mine[model].get(locale.pk, [])
        keys = own + (_summary(locale)[1] if model is Page else [])
        for row in rows(list(dict.fromkeys(keys)), [locale], model) if keys else []:
            cell = row.cells[0]
            if cell is None or cell.state not in TO_DO:
                continue
            is_mine = row.page.pk in own
            if cell.assignment is not None and not is_mine:
                continue
            is_late = cell.assignment is not None and cell.assignment.is_late(today)
            tasks.append(Task(row, cell, is_mine, is_late, steps.of(row, cell)))
    return sorted(tasks, key=_urgency)[:SHOWN]


def _urgency(task: Task) -> tuple[bool, date, int, float]:
    due = task.cell.assignment.due if task.cell.assignment else None
    published = getattr(task.row.page, "last_published_at", None)
    return (
        not task.is_mine,
        due or date.max,
        TO_DO.index(task.cell.state),
        -published.timestamp() if published else 0.0,
    )


def _assigned(user: Any, locales: Iterable[Locale]) -> dict[Any, dict[int, list[Any]]]:
    """Return the ids of what is assigned to a person or a group of theirs, by model and language.

    Pages are always among the models.
    """
    assignments = Assignment.objects.filter(
        Q(person=user) | Q(team__in=user.groups.all()), translation__target_locale__in=locales
    )
    found: dict[Any, dict[tuple[Any, int], list[int]]] = {Page: defaultdict(list)}
    for key, at, into, kind in assignments.order_by("pk").values_list(
        "translation__source__object_id",
        "translation__source__locale",
        "translation__target_locale",
        "translation__source__specific_content_type",
    ):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            model = Page if issubclass(model, Page) else model
            found.setdefault(model, defaultdict(list))[key, at].append(into)
    assigned: dict[Any, dict[int, list[Any]]] = {}
    for model, given in found.items():
        ids = assigned[model] = defaultdict(list)
        sources = written(model).filter(translation_key__in={key for key, _at in given})
        for pk, key, at in sources.order_by("pk").values_list("pk", "translation_key", "locale"):
            for into in given.get((key, at), []):
                ids[into].append(pk)
    return assigned


def _summary(locale: Locale) -> tuple[dict[str, int], list[int]]:
    """Return the count of each state, and the first pages to do that nobody has been given."""
    known: dict[int, tuple[dict[str, int], list[int]]] = cache.get(KEY) or {}
    if locale.pk not in known:
        known[locale.pk] = _look_at_all(locale)
        cache.set(KEY, known, REMEMBERED)
    return known[locale.pk]


def _look_at_all(locale: Locale) -> tuple[dict[str, int], list[int]]:
    given = Assignment.objects.filter(translation__target_locale=locale)
    taken = set(given.values_list("translation__source__object_id", flat=True))
    pages = originals().exclude(locale=locale).annotate(state=state_in(locale))
    states: Counter[str] = Counter()
    first: dict[str, list[int]] = {state.value: [] for state in TO_DO}
    newest = pages.order_by(F("last_published_at").desc(nulls_last=True), "-pk")
    for page, key, state in newest.values_list("pk", "translation_key", "state"):
        states[state] += 1
        if state in first and key not in taken and len(first[state]) < SHOWN:
            first[state].append(page)
    return dict(states), [page for pages in first.values() for page in pages][:SHOWN]
