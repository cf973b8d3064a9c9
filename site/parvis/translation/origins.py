"""What a translation was made from: of which page, in which version, and how it stands to it.

For readers, of the text they see, in one query of a page; `state` has the rules.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import Translation

from parvis.delivery.recording import declared, key
from parvis.delivery.rows import SET
from parvis.pages.locales import locale_of
from parvis.pages.prepared import PreparedQuery
from parvis.translation.state import (
    State,
    aged,
    published_state,
    translations_of_target,
)
from parvis.translation.watched import MADE

PUBLISHED = "wagtail.publish"


@dataclass(frozen=True)
class Made:
    """How a translation was made, whether or not readers can see from what."""

    version_date: datetime
    state: State
    translation: Translation

    @property
    def is_behind(self) -> bool:
        """Whether the source has changed since."""
        return self.state == State.BEHIND

    @property
    def from_locale(self) -> Locale:
        """The language it was translated from."""
        return locale_of(self.translation.source.locale_id)


@dataclass(frozen=True)
class Origin(Made):
    """The same, with the page that readers can see the original on."""

    source: Page


class OriginMixin:
    """For types of pages that are asked more than once how they were translated."""

    @cached_property
    def translation_made(self: Any) -> Made | None:
        """How it was translated, from a page readers see or not; None for an original."""
        return made_of(self, self.readable_translations)

    @property
    def origin(self) -> Origin | None:
        """The page and the version it was translated from, where readers can see it."""
        return origin_in(self.translation_made)


def origin_of(page: Page, translations: dict[str, Page] | None = None) -> Origin | None:
    """Return what this page was translated from, in at most two queries.

    In one where the page's readable `translations` are at hand: its source is one of them. None for
    an original, a page written by hand, or one whose source readers cannot see. The state is that
    of the text readers see: whether a later one awaits review does not matter to them.
    """
    return origin_in(made_of(page, translations))


def origin_in(made: Made | None) -> Origin | None:
    """Return what is known of how a page was made, where readers can see its source."""
    return made if isinstance(made, Origin) else None


def made_of(page: Any, translations: dict[str, Page] | None = None) -> Made | None:
    """Return how this page was translated: an Origin where readers can see its source.

    Costs what `origin_of` does. What a machine wrote is told where the source is hidden too. Of a
    snippet, which has no address of its own, with no `translations`, never more than how.
    """
    with declared(key(MADE, page.translation_key), key(SET, page.translation_key)):
        return _made_of(page, translations)


def is_made() -> Exists:
    """Return an expression on pages or snippets: whether each is a translation made here."""
    return Exists(translations_of_target())


def _made_of(page: Any, translations: dict[str, Page] | None) -> Made | None:
    asked = {
        "key": page.translation_key,
        "locale": page.locale_id,
        "live": page.live,
        "published_at": page.last_published_at,
    }
    found = next(iter(_ORIGIN.ask(**asked)), None)
    if found is None:
        return None
    if translations is None:
        source = _source(page, found.source.locale_id)
    else:
        source = translations.get(locale_of(found.source.locale_id).language_code)
    told = (found.version_date or found.version_bound, State(found.state), found)
    return Made(*told) if source is None else Origin(*told, source)


def _source(page: Page, locale_id: int) -> Page | None:
    """Return the readable page that a translation was made from."""
    originals = type(page)._default_manager.live().public().filter(alias_of__isnull=True)
    its_own = originals.filter(translation_key=page.translation_key, locale=locale_id)
    source: Page | None = its_own.select_related("locale").first()
    return source


def _origin(key: Any, locale: Any, live: Any, published_at: Any) -> Any:
    """Return the record of the translation of a page, with its state and its source's version."""
    translations = Translation.objects.filter(
        source__object_id=key, target_locale=locale, enabled=True
    ).exclude(source__locale=locale)
    entries = PageLogEntry.objects.filter(
        page__translation_key=OuterRef("source__object_id"),
        page__locale=OuterRef("source__locale"),
        page__alias_of__isnull=True,
        action=PUBLISHED,
        timestamp__lte=OuterRef("version_bound"),
    )
    return (
        aged(translations, live, published_at)
        .annotate(
            state=published_state(),
            version_date=Subquery(entries.order_by("-timestamp").values("timestamp")[:1]),
        )
        .select_related("source")
        .defer("source__content_json")
        .order_by("pk")[:1]
    )


_ORIGIN = PreparedQuery(
    _origin,
    key=models.UUIDField(),
    locale=models.IntegerField(),
    live=models.BooleanField(),
    published_at=models.DateTimeField(),
)
