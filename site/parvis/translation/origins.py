"""What a translation was made from: of which page, in which version, and how it stands to it.

For readers, of the text they see, in one query of a translation and two of another page; the rules
are in `state`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import Translation

from parvis.delivery.recording import declared, depend_on, key
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
from parvis.translation.workbench.models import Origin as WrittenBy
from parvis.translation.workbench.models import PassageVersion

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
class Apart:
    """What a machine proposed a part of, and nobody translates here any more.

    Its source was deleted, or it has left the translation editor: it follows nothing since.
    """

    from_locale: Locale
    is_apart = True


@dataclass(frozen=True)
class Origin(Made):
    """The same, with the page that readers can see the original on."""

    source: Page


class OriginMixin:
    """For types of pages that are asked more than once how they were translated."""

    is_made: bool | None = None  # said of a page that was read for its readers

    @classmethod
    def read_by_readers(cls, pages: Any) -> Any:
        """Find out with the page whether there is anything to ask."""
        return super().read_by_readers(pages).annotate(is_made=is_made())  # type: ignore[misc]

    @cached_property
    def translation_made(self: Any) -> Made | Apart | None:
        """How it was translated, from a page readers see or not; None for an original."""
        if self.is_made is False:
            depend_on(*_keys_of(self))
            return None
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


def origin_in(made: Made | Apart | None) -> Origin | None:
    """Return what is known of how a page was made, where readers can see its source."""
    return made if isinstance(made, Origin) else None


def made_of(page: Any, translations: dict[str, Page] | None = None) -> Made | Apart | None:
    """Return how this page was translated: an Origin where readers can see its source.

    Costs what `origin_of` does, and one query more of what is no translation. What a machine wrote
    is told where the source is hidden, deleted or followed no more (Apart) too. Of a snippet, which
    has no address of its own, with no `translations`, never more than how.
    """
    with declared(*_keys_of(page)):
        return _made_of(page, translations) or _apart(page)


def _keys_of(page: Any) -> tuple[str, str]:
    """Return the keys of all that says how a page was made."""
    return key(MADE, page.translation_key), key(SET, page.translation_key)


def is_made() -> Q:
    """Return an expression on pages or snippets: whether each is a translation made here.

    Or was one, and a machine had a part in it.
    """
    asked = OuterRef("translation_key"), OuterRef("locale_id"), OuterRef("last_published_at")
    return Q(Exists(translations_of_target())) | Q(Exists(_proposed(*asked)))


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


def _apart(page: Any) -> Apart | None:
    """Return from which language a machine proposed parts of a text that follows nothing now."""
    asked = {
        "key": page.translation_key,
        "locale": page.locale_id,
        "published_at": page.last_published_at,
    }
    found = next(iter(_PROPOSED.ask(**asked)), None) if page.last_published_at else None
    return None if found is None else Apart(locale_of(found.from_locale))


def _proposed(key: Any, locale: Any, published_at: Any) -> Any:
    """Return the passages that a machine proposed for a text before it was published."""
    versions = PassageVersion.objects.filter(
        context__object=key, locale=locale, origin=WrittenBy.MACHINE, made_at__lte=published_at
    )
    return versions.exclude(string__locale=F("locale"))


def _first_proposed(**asked: Any) -> Any:
    found = _proposed(**asked).annotate(from_locale=F("string__locale")).only("pk")
    return found.order_by("pk")[:1]


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
_PROPOSED = PreparedQuery(
    _first_proposed,
    key=models.UUIDField(),
    locale=models.IntegerField(),
    published_at=models.DateTimeField(),
)
