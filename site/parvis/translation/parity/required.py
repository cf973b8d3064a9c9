"""Where languages must keep pace: what a page lacks to be published, and how it is let through.

Where the site requires it, an original goes public only where each other language has a published
translation of it that is up to date, or somebody said why not. It is the translations of the text
that readers see that are asked about: translators cannot begin on a change before it is published.
A translation itself is never held back by the others. Which pages it is required of, an app says
that knows what the site chose.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from parvis.translation.parity.refusals import ParityRequiredError
from parvis.translation.state import State, state_in
from parvis.translation.workbench.models import Exemption

EXEMPTED = "parvis.exempt"

UP_TO_DATE = {State.CURRENT.value, State.BY_HAND.value, State.AWAITING_REVIEW.value}

_askers: list[Callable[[Page], bool]] = []
_ACCOMPANIED: ContextVar[frozenset[int]] = ContextVar("accompanied", default=frozenset())


def register_requirement(asks: Callable[[Page], bool]) -> None:
    """Require parity of the pages for which `asks(page)` is true; called when an app is ready."""
    _askers.append(asks)


def lacking(page: Page) -> list[Locale]:
    """Return the languages that keep a page from being published, by what readers see now.

    Those that go public in the same step, and those that are exempt, are not among them.
    """
    if page.alias_of_id or is_translation(page):
        return []
    others = Locale.objects.exclude(pk__in={page.locale_id} | _ACCOMPANIED.get())
    locales = [locale for locale in others if locale.language_code in dict(settings.LANGUAGES)]
    fine = _exempt(page) | _up_to_date(page, locales)
    return [locale for locale in locales if locale.pk not in fine]


def require_parity(page: Page) -> None:
    """Raise ParityRequiredError where parity is required and the page lacks languages."""
    if any(asks(page) for asks in _askers) and (locales := lacking(page)):
        raise ParityRequiredError(page, locales)


@contextmanager
def accompanied(pages: Iterable[Page]) -> Iterator[None]:
    """While this lasts, take these pages, which are published together, for published."""
    token = _ACCOMPANIED.set(frozenset(page.locale_id for page in pages))
    try:
        yield
    finally:
        _ACCOMPANIED.reset(token)


@transaction.atomic
def exempt(page: Page, locales: Sequence[Locale], reason: str, user: Any) -> None:
    """Let a page be published without these languages, and keep why.

    Where there is a translation, which is behind, this holds for the next publication only.
    """
    for locale in locales:
        Exemption.objects.update_or_create(
            translation_key=page.translation_key,
            locale=locale,
            defaults={"reason": reason, "person": user, "made_at": timezone.now()},
        )
    languages = [locale.language_code for locale in locales]
    log(page, EXEMPTED, user=user, data={"languages": languages, "reason": reason})


def is_translation(page: Page) -> bool:
    """Whether a page was made from another language’s, here."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id
        )
        .exclude(source__locale=page.locale_id)
        .exists()
    )


def _exempt(page: Page) -> set[int]:
    """Return the languages that are exempt now, by their ids."""
    is_lasting = ~Q(
        locale__in=Page.objects.filter(
            translation_key=page.translation_key, alias_of__isnull=True
        ).values("locale")
    )
    if page.last_published_at is None:
        is_lasting |= Q(pk__isnull=False)
    else:
        is_lasting |= Q(made_at__gt=page.last_published_at)
    found = Exemption.objects.filter(is_lasting, translation_key=page.translation_key)
    return set(found.values_list("locale_id", flat=True))


def _up_to_date(page: Page, locales: Sequence[Locale]) -> set[int]:
    """Return the languages in which readers have an up-to-date translation, by their ids."""
    translations = Page.objects.filter(
        translation_key=page.translation_key, alias_of__isnull=True, live=True
    )
    live = set(translations.values_list("locale_id", flat=True))
    if not live:
        return set()
    names = {f"state_{locale.pk}": state_in(locale) for locale in locales if locale.pk in live}
    states = Page.objects.filter(pk=page.pk).annotate(**names).values(*names, "pk").get()
    return {pk for pk in live if states.get(f"state_{pk}") in UP_TO_DATE}
