"""The pages of a list, found along its order: no more of them are looked at than are shown.

Each page is held to the conditions by itself, in the order asked for, until there are enough. They
are written as one truth about a page (`holds`) and not as joins or sets: of those a database makes
all before it sorts, and finds the first fifty last. Where a page stands in the order is its place;
what comes after a place, however far down, costs what the first page does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import (
    BooleanField,
    Case,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils.dateparse import parse_datetime
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from parvis.translation.state import State, in_review, made_into, state_in, written
from parvis.translation.workbench.models import Exemption

SEPARATOR = "~"


class Place(NamedTuple):
    """Where a page stands in an order: what it is sorted by, None where it has none, and its id."""

    value: Any
    pk: Any

    def __str__(self) -> str:
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value or ""
        return f"{self.pk}{SEPARATOR}{value}"


@dataclass(frozen=True)
class Order:
    """What pages are sorted by; then by id, so that each has a place of its own.

    In an order of moments some have none: they come last, whichever way it goes.
    """

    by: Any
    is_descending: bool = False
    is_of_moments: bool = False

    def place(self, text: str, model: Any) -> Place | None:
        """Return the place that an address names; None where it names none."""
        key, separator, value = text.partition(SEPARATOR)
        try:
            pk = model._meta.pk.to_python(key)
        except ValidationError:
            return None
        if not separator or pk is None or "\0" in text:
            return None
        if not self.is_of_moments:
            return Place(value, pk)
        try:
            moment = parse_datetime(value)
        except ValueError:
            return None
        is_one = moment is not None and moment.tzinfo is not None
        return Place(moment, pk) if is_one or not value else None

    def walk(
        self,
        pages: QuerySet[Any],
        number: int | None = None,
        *,
        after: Place | None = None,
        before: Place | None = None,
    ) -> list[Place]:
        """Return the places of the first so many of the pages, or of all.

        Those next `after` a place, or the last ones `before` it; in the order of the list always.
        """
        start, is_back = before or after, before is not None
        found: list[Place] = []
        for has_value in self._parts(start, is_back):
            if number is not None and len(found) >= number:
                break
            part = self._part(pages, has_value, is_back)
            if start is not None and has_value == (start.value is not None):
                part = part.filter(self._lies_beyond(start, is_back))
            rest = None if number is None else number - len(found)
            found += [Place(*row) for row in part[:rest]]
        return found[::-1] if is_back else found

    def _parts(self, start: Place | None, is_back: bool) -> list[bool]:
        """Return whether the pages of each part still to walk have what it is sorted by."""
        parts = [True, False] if self.is_of_moments else [True]
        if is_back:
            parts.reverse()
        return parts if start is None else parts[parts.index(start.value is not None) :]

    def _part(self, pages: QuerySet[Any], has_value: bool, is_back: bool) -> QuerySet[Any]:
        minus = "-" if self.is_descending != is_back else ""
        if not has_value:
            none = Value(None, output_field=IntegerField())
            return (
                pages.filter(**{f"{self.by.name}__isnull": True})
                .order_by(f"{minus}pk")
                .annotate(place=none)
                .values_list("place", "pk")
            )
        if self.is_of_moments:
            pages = pages.filter(**{f"{self.by.name}__isnull": False})
        return (
            pages.annotate(place=self.by)
            .order_by(f"{minus}place", f"{minus}pk")
            .values_list("place", "pk")
        )

    def _lies_beyond(self, start: Place, is_back: bool) -> Q:
        beyond = "lt" if self.is_descending != is_back else "gt"
        by_id = Q(**{f"pk__{beyond}": start.pk})
        if start.value is None:
            return by_id
        # The first condition says nothing more: it is what an index is entered by.
        return Q(**{f"place__{beyond}e": start.value}) & (
            Q(**{f"place__{beyond}": start.value}) | Q(place=start.value) & by_id
        )


def holds(pages: QuerySet[Any], name: str, condition: Q) -> QuerySet[Any]:
    """Return the pages of which a condition holds; `name` is not used for another.

    As a truth about each. What a database cannot take apart, SQLite enters no index by, and
    PostgreSQL takes to hold of every second page: both then walk along the order.
    """
    truth = Case(When(condition, then=True), default=False, output_field=BooleanField())
    return pages.alias(**{name: truth}).filter(**{name: True})


def originals(model: Any = Page) -> QuerySet[Any]:
    """Return the pages that are or may be translated, one a translation key; or the snippets.

    That is the source of its first translation; where it was never submitted, the oldest published
    page. Aliases are none.
    """
    its_own = {"translation_key": OuterRef("translation_key")}
    # Look-ups and no join: a database without statistics would make that of all translations.
    # Sorted by a sum: along its index of ids, PostgreSQL would look for the first of all.
    made = Translation.objects.filter(source=OuterRef("pk")).exclude(
        target_locale=OuterRef("locale_id")
    )
    submitted = (
        TranslationSource.objects.filter(object_id=OuterRef("translation_key"))
        .alias(first=Subquery(made.order_by(F("pk") + 0).values("pk")[:1]))
        .filter(first__isnull=False)
        .order_by("first")
    )
    published = holds(model._default_manager.filter(**its_own), "is_written", _is_written(model))
    if issubclass(model, DraftStateMixin):
        published = published.filter(live=True)
    home = Coalesce(
        Subquery(submitted.values("locale")[:1]),
        Subquery(published.order_by("pk").values("locale")[:1]),
    )
    pages = model._default_manager.order_by().alias(home=home)
    return holds(pages, "is_original", _is_written(model) & Q(home=F("locale")))


def _is_written(model: Any) -> Q:
    """Return what `written` says, as a condition."""
    is_page = issubclass(model, Page)
    return Q(alias_of__isnull=True, depth__gt=1) if is_page else Q(pk__isnull=False)


def in_state(pages: QuerySet[Any], state: str, locales: Sequence[Locale], model: Any) -> Any:
    """Return those of the pages whose translation into one of these languages is in a state."""
    found = Q()
    for locale in locales:
        name = f"state_{locale.pk}"
        pages, can_be = _can_be(pages, State(state), locale, model)
        pages = pages.alias(**{name: state_in(locale, model)})
        found |= can_be & ~Q(locale=locale) & Q(**{name: state})
    return holds(_among(pages, state, locales, model), "is_in_state", found)


def _among(pages: QuerySet[Any], state: str, locales: Sequence[Locale], model: Any) -> Any:
    """Return the pages that can be in a state which few are in and a table of its own names."""
    if state == State.EXEMPT:
        exempt = Exemption.objects.filter(locale__in=locales)
        return pages.filter(translation_key__in=exempt.values("translation_key"))
    if state == State.AWAITING_REVIEW and isinstance(model._meta.pk, IntegerField):
        ids = in_review(model).annotate(of=Cast("object_id", IntegerField())).values("of")
        reviewed = written(model).filter(locale__in=locales, pk__in=ids).order_by()
        return pages.filter(translation_key__in=reviewed.values("translation_key"))
    return pages


def _can_be(
    pages: QuerySet[Any], state: State, locale: Locale, model: Any
) -> tuple[QuerySet[Any], Q]:
    """Return a condition on the pages that holds for each whose translation is in the state.

    It is looked at before the state is computed, and costs a look-up or two.
    """
    there, here = f"there_{locale.pk}", f"here_{locale.pk}"
    its_own = {"translation_key": OuterRef("translation_key"), "locale": locale}
    targets = written(model).filter(**its_own).order_by()
    if state in (State.MISSING, State.EXEMPT):
        target = Subquery(targets.values("pk")[:1])
        return pages.alias(**{there: target}), Q(**{f"{there}__isnull": True})
    if state == State.BY_HAND:
        made = Subquery(made_into(locale).values("pk")[:1])
        return pages.alias(**{here: made}), Q(**{f"{here}__isnull": True})
    if state == State.AWAITING_REVIEW or not issubclass(model, DraftStateMixin):
        return pages, Q()
    live = Subquery(targets.values("live")[:1])
    return pages.alias(**{there: live}), Q(**{there: state != State.IN_PROGRESS})
