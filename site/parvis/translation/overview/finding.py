"""The pages with a translation in one state, found without looking at all where that will do.

First the first thousand pages, in the order asked for, are held to the rules (`state.state_in`).
Where too few of them are in the state, sets of keys, which databases keep indexes of, leave the
pages that can be in it at all, and the first thousand of those are held to the rules. Then all.
What is found is in the state by the rules alone: the sets leave out only what cannot be.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.models import Translation, TranslationSource

from parvis.translation.state import State, behind_into, in_review, state_in, written
from parvis.translation.workbench.models import Exemption

LOOKED_AT = 1_000  # pages held to the rules before all are

Attempt = tuple[list[Any], bool]  # the ids found, and whether there are no others


class Search:
    """Ids of pages in order, found as far as somebody asks for them.

    `everything` returns all of them, sorted. Each of the `attempts` costs less and finds the first
    of them, more than the one before, but hardly more than `reach`: further on they would be in
    vain.
    """

    def __init__(
        self, everything: Callable[[], QuerySet[Any]], attempts: Iterator[Attempt], reach: int
    ) -> None:
        self.everything, self.attempts, self.reach = everything, attempts, reach
        self.found: list[Any] = []
        self.is_whole = False

    def look(self, number: int) -> None:
        """Look on until that many are found, or there are no more."""
        if number > self.reach:
            self.look_at_all()
        while not self.is_whole and len(self.found) < number:
            attempt = next(self.attempts, None)
            if attempt is None:
                self.look_at_all()
            else:
                self.found, self.is_whole = attempt

    def look_at_all(self) -> None:
        """Find all there are."""
        if not self.is_whole:
            self.found = list(self.everything().values_list("pk", flat=True))
            self.is_whole = True


def first_of(pages: QuerySet[Any], hold: Callable[[Sequence[Any]], QuerySet[Any]]) -> Attempt:
    """Find what is searched for among the first pages of a sorted queryset.

    `hold` takes translation keys, and returns what is searched for among their pages.
    """
    some = list(pages.values_list("pk", "translation_key")[:LOOKED_AT])
    keys = list(dict.fromkeys(key for _pk, key in some))
    fitting = set(hold(keys).values_list("pk", flat=True)) if keys else set()
    return [pk for pk, _key in some if pk in fitting], len(some) < LOOKED_AT


def in_state(pages: QuerySet[Any], state: str, locales: Sequence[Locale], model: Any) -> Any:
    """Return those of the pages whose translation into one of these languages is in a state."""
    found = Q()
    for locale in locales:
        name = f"state_{locale.pk}"
        pages = pages.alias(**{name: state_in(locale, model)})
        found |= Q(**{name: state}) & ~Q(locale=locale)
    return pages.filter(found)


def candidates(pages: QuerySet[Any], state: str, locales: Sequence[Locale], model: Any) -> Any:
    """Return those of the pages that can be an original in that state; others may be among them."""
    found = Q()
    for locale in locales:
        found |= _can_be(State(state), locale, model) & ~Q(locale=locale)
    return pages.filter(found)


def _can_be(state: State, locale: Locale, model: Any) -> Q:
    """Return a condition on originals that holds for each whose translation is in the state.

    Each set is one of keys, not tied to a row: a database without statistics makes a table of it.
    """
    targets = written(model).filter(locale=locale).order_by()
    is_there = _keys(targets)
    if state in (State.MISSING, State.EXEMPT):
        is_exempt = _keys(Exemption.objects.filter(locale=locale))
        return ~is_there & (is_exempt if state == State.EXEMPT else ~is_exempt)
    if state == State.AWAITING_REVIEW:
        reviewed = targets.alias(text=Cast("pk", CharField()))
        return _keys(reviewed.filter(text__in=in_review(model).values("object_id")))
    here = Translation.objects.filter(target_locale=locale, enabled=True)
    here = here.exclude(source__locale=F("target_locale"))
    is_translated = Q(translation_key__in=here.values("source__object_id"))
    if state == State.BY_HAND:
        # Of an object with one source, that is the original’s. With several it may be another’s.
        sources = TranslationSource.objects.order_by().values("object_id")
        several = sources.annotate(number=Count("pk")).filter(number__gt=1)
        return is_there & (~is_translated | Q(translation_key__in=several.values("object_id")))
    if issubclass(model, DraftStateMixin):
        is_there = _keys(targets.filter(live=state != State.IN_PROGRESS))
    if state == State.BEHIND:
        here = behind_into(locale, model)
        is_translated = Q(translation_key__in=here.values("source__object_id"))
    return is_there & is_translated


def _keys(found: QuerySet[Any]) -> Q:
    return Q(translation_key__in=found.values("translation_key"))
