"""Where a translation stands. Computed from what was translated when, never from a stored flag.

- *missing*: there is no page in that language (an alias is none);
- *exempt*: there is none, and somebody decided so, with a reason;
- *by hand*: there is one, but nobody translated it here, or it has left the translation editor, so
  nothing can be said of its age;
- *in progress*: it was never published;
- *awaiting review*: those who approve it have it before them;
- *behind*: it is published, and what the source publishes has changed since the version it was
  made from (words, pictures, code, order), or passages of that version are not translated;
- *current*: it is published and made from what the source publishes.

The rules are SQL expressions, the same for one page and for a list of ten thousand. A source is
read again when its published texts change (`workbench.following`): when it was read last is all
that has to be compared.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Case, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Least
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import DraftStateMixin, Locale, Page, WorkflowState
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationLog

from parvis.translation.workbench.models import Exemption, SourceVersion

ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)  # later than whatever was written


class State(StrEnum):
    """The states a translation can be in."""

    MISSING = "missing"
    EXEMPT = "exempt"
    BY_HAND = "by-hand"
    IN_PROGRESS = "in-progress"
    AWAITING_REVIEW = "awaiting-review"
    BEHIND = "behind"
    CURRENT = "current"

    @property
    def label(self) -> Any:
        """The state in the reader's language."""
        return LABELS[self]


LABELS = {
    State.MISSING: _("not translated"),
    State.EXEMPT: _("not to be translated"),
    State.BY_HAND: _("written by hand"),
    State.IN_PROGRESS: _("in progress"),
    State.AWAITING_REVIEW: _("awaiting review"),
    State.BEHIND: _("behind its source"),
    State.CURRENT: _("up to date"),
}


def version_date(translation: Translation, published_at: datetime) -> datetime:
    """Return the latest moment the source can have had the text that was published then."""
    found = aged(Translation.objects.filter(pk=translation.pk), Value(True), _moment(published_at))
    bound: datetime = found.values_list("version_bound", flat=True).get()
    return bound


def state_of(source: Any, locale: Locale) -> State:
    """Return where the translation of `source` into `locale` stands."""
    return states_of([source], [locale])[source.pk, locale.pk]


def states_of(sources: Iterable[Any], locales: Iterable[Locale]) -> dict[tuple[Any, int], State]:
    """Return the state of every source in every language, by their ids, in one query.

    The sources are pages, or snippets of one model.
    """
    sources, locales = list(sources), list(locales)
    model = Page if not sources or isinstance(sources[0], Page) else type(sources[0])
    names = {f"state_{locale.pk}": locale for locale in locales}
    pages = model._default_manager.filter(pk__in=[source.pk for source in sources]).annotate(
        **{name: state_in(locale, model) for name, locale in names.items()}
    )
    return {
        (row["pk"], locale.pk): State(row[name])
        for row in pages.values("pk", *names)
        for name, locale in names.items()
    }


def state_in(locale: Locale, model: Any = Page) -> Coalesce:
    """Return an expression on pages, or on a snippet model: the state of each one’s translation.

    Each table is read once a page, by its unique index: one look-up leads to the next.
    """
    exempt = Exemption.objects.filter(translation_key=OuterRef("translation_key"), locale=locale)
    its_own = in_review(model).filter(object_id=Cast(OuterRef("pk"), models.CharField()))
    state = Case(
        When(Exists(its_own), then=Value(State.AWAITING_REVIEW.value)),
        default=_seen_by_readers(model),
        output_field=models.CharField(),
    )
    return Coalesce(
        _of_targets(locale, state, model),
        Case(
            When(Exists(exempt), then=Value(State.EXEMPT.value)),
            default=Value(State.MISSING.value),
        ),
        output_field=models.CharField(),
    )


def written(model: Any) -> Any:
    """Return what was written of a translatable model: aliases and the root of pages were not."""
    found = model._default_manager.all()
    return found.filter(alias_of__isnull=True, depth__gt=1) if issubclass(model, Page) else found


def published_state_in(locale: Locale, model: Any = Page) -> Coalesce:
    """Return an expression on pages: the state of what readers see of each one’s translation.

    That of a page under review too, which `state_in` says no more of. Missing where it is.
    """
    state = _of_targets(locale, _seen_by_readers(model), model)
    return Coalesce(state, Value(State.MISSING.value), output_field=models.CharField())


def _of_targets(locale: Locale, state: Any, model: Any) -> Subquery:
    """Return an expression on pages: an expression on the translation of each into `locale`."""
    its_own = {"translation_key": OuterRef("translation_key"), "locale": locale}
    return Subquery(written(model).filter(**its_own).annotate(state=state).values("state")[:1])


def _seen_by_readers(model: Any) -> Coalesce:
    """Return an expression on targets."""
    found = aged(translations_of_target(), *_of_target(model)).annotate(state=published_state())
    return Coalesce(Subquery(found.values("state")[:1]), Value(State.BY_HAND.value))


def passages_left_in(locale: Locale) -> Subquery:
    """Return an expression on pages: how many passages are still to translate into `locale`.

    Null where the page is not being translated into it.
    """
    left = _untranslated().order_by().values("source_id").annotate(number=models.Count("pk"))
    return Subquery(
        made_into(locale)
        .annotate(left=Coalesce(Subquery(left.values("number")), 0))
        .values("left")[:1],
        output_field=models.IntegerField(),
    )


def made_into(locale: Locale) -> Any:
    """Return the translation into `locale` of the page around this subquery, if there is one.

    Whichever page of the set it was made from: the Dutch may be made from the English, which was
    made from the French.
    """
    made = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=locale, enabled=True
    )
    return made.exclude(source__locale=locale).order_by("pk")


def behind_into(locale: Locale, model: Any = Page) -> Any:
    """Return the translations into `locale` whose text for readers would be behind its source.

    Whether readers see it, or a later one is under review, is not looked at.
    """
    translations = Translation.objects.filter(target_locale=locale, enabled=True)
    published_at: Any = _moment(ALWAYS)
    if issubclass(model, DraftStateMixin):
        of_source = {"translation_key": OuterRef("source__object_id"), "locale": locale}
        published_at = Subquery(written(model).filter(**of_source).values("last_published_at")[:1])
    found = aged(translations.exclude(source__locale=locale), Value(True), published_at)
    return found.filter(_was_made_of_earlier_words() | Q(Exists(_untranslated())))


def has_changed(source: Any, instance: Any) -> bool:
    """Whether the object's own published texts differ from those given to translators."""
    before, now = json.loads(source.content_json), get_serializable_data_for_fields(instance)
    names = [
        field.field_name
        for field in get_translatable_fields(type(instance))
        if field.is_translated(instance) and field.field_name in now
    ]
    return any(before.get(name) != now[name] for name in names)


def translations_of_target() -> Any:
    """Return the record of the translation into the target around this subquery."""
    made = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale=OuterRef("locale_id"),
        enabled=True,
    )
    return made.exclude(target_locale=F("source__locale")).order_by("pk")


def _moment(value: datetime | None) -> Value:
    return Value(value, output_field=models.DateTimeField())


def _of_target(model: Any) -> tuple[Any, Any]:
    """Return whether readers see the target around this subquery, and since when its text.

    What knows no drafts is seen as it was saved last.
    """
    if not issubclass(model, DraftStateMixin):
        return Value(True, output_field=models.BooleanField()), _moment(ALWAYS)
    return (
        ExpressionWrapper(OuterRef("live"), output_field=models.BooleanField()),
        ExpressionWrapper(OuterRef("last_published_at"), output_field=models.DateTimeField()),
    )


def in_review(model: Any) -> Any:
    """Return the workflows in progress on pages, or on snippets of a model."""
    return WorkflowState.objects.filter(
        base_content_type__app_label=model._meta.app_label,
        base_content_type__model=model._meta.model_name,
        status=WorkflowState.STATUS_IN_PROGRESS,
    )


def published_state() -> Case:
    """Return an expression on aged translations."""
    return Case(
        When(is_live=False, then=Value(State.IN_PROGRESS.value)),
        When(_was_made_of_earlier_words(), then=Value(State.BEHIND.value)),
        When(Exists(_untranslated()), then=Value(State.BEHIND.value)),
        default=Value(State.CURRENT.value),
        output_field=models.CharField(),
    )


def _was_made_of_earlier_words() -> Q:
    """Whether the source changed since, and by more than minor edits.

    Reading it again does not count: a version is kept only where something had changed. Of a
    source read before versions were kept, nobody can say what had.
    """
    versions = SourceVersion.objects.filter(source_id=OuterRef("source_id"))
    later = Exists(versions.filter(made_at__gt=OuterRef("made_at"), is_minor=False))
    return Q(made_at__lt=F("source__last_updated_at")) & (Q(later) | ~Exists(versions))


def _untranslated() -> Any:
    """Return the passages without a valid translation, of the translation around this subquery."""
    translated = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"),
        context_id=OuterRef("context_id"),
        locale_id=OuterRef(OuterRef("target_locale_id")),
        has_error=False,
    )
    # One look-up a passage, by a unique index. NOT EXISTS would be made a join, and a database
    # without statistics then reads all translations of the language for each page.
    return (
        StringSegment.objects.filter(source_id=OuterRef("source_id"))
        .alias(translated=Subquery(translated.order_by().values("pk")[:1]))
        .filter(translated__isnull=True)
    )


def aged(translations: Any, live: Any, published_at: Any) -> Any:
    """Add when the published text of each was made, and the latest version it can be of.

    Both are expressions on the target. A draft saved since is not what readers see.
    """
    in_time = Q(revision__created_at__lte=OuterRef("published_at")) | Q(
        revision__isnull=True, created_at__lte=OuterRef("published_at")
    )
    # By the source’s index: that of the locale has an entry for each translation of the language.
    logs = TranslationLog.objects.alias(of=Coalesce("locale_id", 0)).filter(
        in_time, source_id=OuterRef("source_id"), of=OuterRef("target_locale_id")
    )
    made_at = Subquery(logs.order_by("-created_at").values("created_at")[:1])
    return (
        translations.annotate(is_live=live, published_at=published_at)
        .annotate(made_at=Coalesce(made_at, F("created_at")))
        .annotate(version_bound=Least("made_at", "source__last_updated_at"))
    )
