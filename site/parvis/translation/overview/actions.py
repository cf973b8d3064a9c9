"""What is done to many pages at once: each with its own rights, a refusal never stops the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import TranslationCreator

from parvis.translation import locks, rights
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.queue import enqueue
from parvis.translation.refusals import TranslationRefusedError, title_of
from parvis.translation.state import written
from parvis.translation.workbench.models import Assignment, Exemption


@dataclass
class Outcome:
    """The pages something was done to, and for the others their titles and why not.

    `leaving` has the ids of the translations that are to leave as a file.
    """

    done: list[Any] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    leaving: list[int] = field(default_factory=list)


def submit(user: Any, pages: Sequence[Any], locale: Locale) -> Outcome:
    """Have pages translated into a language: make the drafts that do not exist yet."""

    def act(page: Any) -> None:
        _refuse_unless(rights.may_submit(user, page, locale), locale)
        if _target(page, locale) is not None:
            raise TranslationRefusedError(_("there is a page in that language"))
        if Exemption.objects.filter(translation_key=page.translation_key, locale=locale).exists():
            raise TranslationRefusedError(_("it is exempt: lift the exemption first"))
        TranslationCreator(user, [locale]).create_translations(page)

    return _each(pages, locale, act)


def propose(user: Any, pages: Sequence[Any], locale: Locale) -> Outcome:
    """Ask the machine for proposals for what is still to translate."""

    def act(page: Any) -> None:
        translation = _translation_of(user, page, locale)
        if message := locks.refusal(user, translation):
            raise TranslationRefusedError(message)
        try:
            enqueue(translation, user)
        except MachineFailedError as failure:
            raise TranslationRefusedError(str(failure)) from failure

    return _each(pages, locale, act)


def ask_again(user: Any, number: str) -> tuple[Outcome, Locale]:
    """Ask the machine again about the translation of that id; raise Http404 without one."""
    if not number.isdecimal() or len(number) > 9:
        raise Http404
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=number
    )
    source = translation.source
    page = source.object.get_instance_or_none(source.locale)
    if page is None:
        raise Http404
    locale = translation.target_locale
    return propose(user, [page], locale), locale


def leave(user: Any, pages: Sequence[Any], locale: Locale) -> Outcome:
    """Say which of the translations may leave for another tool; nothing changes."""
    leaving: list[int] = []

    def act(page: Any) -> None:
        leaving.append(_translation_of(user, page, locale).pk)

    outcome = _each(pages, locale, act)
    outcome.leaving = leaving
    return outcome


def assign(
    user: Any,
    pages: Sequence[Any],
    locale: Locale,
    *,
    person: Any = None,
    team: Group | None = None,
    due: date | None = None,
) -> Outcome:
    """Say who translates these pages, a person or a group, and by when."""

    def act(page: Any) -> None:
        _refuse_unless(rights.may_submit(user, page, locale), locale)
        given = {"person": person, "team": team, "due": due, "given_by": user}
        Assignment.objects.update_or_create(translation=_translation(page, locale), defaults=given)

    return _each(pages, locale, act)


def unassign(user: Any, pages: Sequence[Any], locale: Locale) -> Outcome:
    """Take back who translates these pages."""

    def act(page: Any) -> None:
        _refuse_unless(rights.may_submit(user, page, locale), locale)
        found = Assignment.objects.filter(translation=_translation(page, locale))
        if not found.delete()[0]:
            raise TranslationRefusedError(_("it was not assigned"))

    return _each(pages, locale, act)


def exempt(user: Any, pages: Sequence[Any], locale: Locale, reason: str) -> Outcome:
    """Decide that these pages are not translated into a language, and keep why."""

    def act(page: Any) -> None:
        _refuse_unless(rights.may_submit(user, page, locale), locale)
        if _target(page, locale) is not None:
            raise TranslationRefusedError(_("there is a page in that language"))
        Exemption.objects.update_or_create(
            translation_key=page.translation_key,
            locale=locale,
            defaults={"reason": reason, "person": user},
        )

    return _each(pages, locale, act)


def lift(user: Any, pages: Sequence[Any], locale: Locale) -> Outcome:
    """Take back that these pages are not translated into a language."""

    def act(page: Any) -> None:
        _refuse_unless(rights.may_submit(user, page, locale), locale)
        found = Exemption.objects.filter(translation_key=page.translation_key, locale=locale)
        if not found.delete()[0]:
            raise TranslationRefusedError(_("it was not exempt"))

    return _each(pages, locale, act)


def teams(locale: Locale | None = None) -> QuerySet[Group]:
    """Return the groups whose members may write pages of this language, or of any."""
    written = GroupPagePermission.objects.filter(permission__codename__in=rights.WRITING)
    if locale is not None:
        written = written.filter(Q(page__locale=locale) | Q(page__depth=1))
    return Group.objects.filter(pk__in=written.values("group")).order_by("name")


def people(locale: Locale | None = None) -> QuerySet[Any]:
    """Return the people who may write pages of this language, or of any."""
    model = get_user_model()
    writers = Q(is_superuser=True) | Q(groups__in=teams(locale).order_by())
    found = model._default_manager.filter(writers, is_active=True)
    return found.distinct().order_by(model.USERNAME_FIELD)


def _each(pages: Sequence[Any], locale: Locale, act: Callable[[Any], None]) -> Outcome:
    """Do it to each page, all of it or nothing of it, and note who was refused."""
    outcome = Outcome()
    for page in pages:
        title = title_of(page)
        if page.locale_id == locale.pk:
            outcome.refused.append((title, _("it is written in that language")))
            continue
        try:
            with transaction.atomic():
                act(page)
        except TranslationRefusedError as refusal:
            outcome.refused.append((title, str(refusal)))
        else:
            outcome.done.append(page)
    return outcome


def _refuse_unless(is_allowed: bool, locale: Locale) -> None:
    if not is_allowed:
        raise TranslationRefusedError(
            _("you may not do this in %(language)s") % {"language": locale.get_display_name()}
        )


def _target(page: Any, locale: Locale) -> Any:
    model = Page if isinstance(page, Page) else type(page)
    return written(model).filter(translation_key=page.translation_key, locale=locale).first()


def _translation_of(user: Any, page: Any, locale: Locale) -> Translation:
    """Return the translation if the user may write it here; raise TranslationRefusedError else."""
    translation = _translation(page, locale)
    target = _target(page, locale)
    if target is None:
        raise TranslationRefusedError(_("there is no page in that language"))
    _refuse_unless(rights.may_edit(user, target), locale)
    if not translation.enabled:
        raise TranslationRefusedError(_("it left the translation editor"))
    return translation


def _translation(page: Any, locale: Locale) -> Translation:
    """Return the record of the translation, whichever language of the page it was made from.

    Raise TranslationRefusedError without one.
    """
    found = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale)
        .exclude(source__locale=locale)
        .select_related("source__locale", "target_locale")
        .order_by("-enabled", "pk")
        .first()
    )
    if found is None:
        raise TranslationRefusedError(_("it was not submitted for translation"))
    return found
