"""What becomes of translations when their source is unpublished, moved or deleted.

The source is a page or a snippet, and what is said of pages holds for snippets: these do not move.

Each language follows under the rights that the person has there; what cannot follow is named.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationSource,
    get_edit_url,
)

from parvis.translation import rights
from parvis.translation.parity.required import is_translation
from parvis.translation.refusals import title_of


class Act(StrEnum):
    """What is done to a source."""

    UNPUBLISH = "unpublish"
    MOVE = "move"
    DELETE = "delete"


@dataclass(frozen=True)
class Follower:
    """A translation, and why it cannot follow its source: nothing where it can.

    `page` is a snippet where the source is one.
    """

    page: Any
    obstacle: str = ""

    @property
    def title(self) -> str:
        """What the admin calls it."""
        return title_of(self.page)

    @property
    def edit_url(self) -> str:
        """Where it is edited."""
        return str(get_edit_url(self.page))


def followers(act: Act, page: Any, user: Any, destination: Page | None = None) -> list[Follower]:
    """Return the translations that an act on their source concerns; a translation has none.

    Without a user it is the house that acts, and has every right.
    """
    if getattr(page, "alias_of_id", None) or is_translation(page):
        return []
    found = page.get_translations().select_related("locale").order_by("locale__language_code")
    if act == Act.UNPUBLISH:
        found = found.filter(live=True)
    if isinstance(page, Page):
        found = found.filter(alias_of__isnull=True).specific()
    if act == Act.MOVE and destination is not None:
        places = [(each, counterpart(destination, each)) for each in found]
        return [
            Follower(each, _move_obstacle(each, place, user))
            for each, place in places
            if place is None or not each.is_child_of(place)
        ]
    return [Follower(each, _obstacle(act, each, user)) for each in found]


def made_from(page: Any) -> set[int]:
    """Return the ids of the languages that were translated from this one, directly or not."""
    made = Translation.objects.filter(source__object_id=page.translation_key)
    steps = set(made.values_list("source__locale", "target_locale"))
    found = {page.locale_id}
    while onward := {into for at, into in steps if at in found} - found:
        found |= onward
    return found - {page.locale_id}


def counterpart(page: Page, translation: Page) -> Page | None:
    """Return the page in the language of `translation` that corresponds to `page`, if any."""
    found: Page | None = (
        page.get_translations()
        .filter(locale=translation.locale_id, alias_of__isnull=True)
        .specific()
        .first()
    )
    return found


@transaction.atomic
def keep_words(page: Page, user: Any) -> None:
    """Put into drafts what translators wrote since, of a page about to lose its source."""
    _keep_words(page.get_descendants(inclusive=True).values("translation_key"), page, user)


@transaction.atomic
def keep_words_of_snippet(instance: Any, **_signal: Any) -> None:
    """Do the same for a snippet about to be deleted, in whatever way; a receiver of a signal."""
    _keep_words([instance.translation_key], instance, get_active_log_context().user)


def _keep_words(keys: Any, source: Any, user: Any) -> None:
    translations = Translation.objects.filter(
        source__object_id__in=keys, source__locale=source.locale_id, enabled=True
    ).select_related("source", "target_locale")
    for translation in translations:
        target = translation.source.object.get_instance_or_none(translation.target_locale)
        if target is None:
            continue
        since = target.latest_revision.created_at if target.latest_revision else None
        newer = StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale
        )
        if since is not None:
            newer = newer.filter(updated_at__gt=since)
        if newer.exists():
            translation.save_target(user=user, publish=False)


def forget(instance: Any, **_signal: Any) -> None:
    """Let what was translated of an object that is no more be on its own; a receiver of a signal.

    The words stay: passages, their history, and the memory they are in.
    """
    key, locale = instance.translation_key, instance.locale_id
    TranslationSource.objects.filter(object_id=key, locale=locale).delete()
    Translation.objects.filter(source__object_id=key, target_locale=locale).delete()


def _obstacle(act: Act, instance: Any, user: Any) -> str:
    if user is None:
        return ""
    return "" if _checks(instance, user)[act]() else _("you may not do this in that language")


def _checks(instance: Any, user: Any) -> dict[Act, Callable[[], bool]]:
    """Return what says whether the user may do each act to a translation."""
    if isinstance(instance, Page):
        tester = instance.permissions_for_user(user)
        return {Act.UNPUBLISH: tester.can_unpublish, Act.DELETE: tester.can_delete}
    policy = policy_registry.get(instance)
    return {
        Act.UNPUBLISH: lambda: rights.may_publish(user, instance),
        Act.DELETE: lambda: policy.user_has_permission_for_instance(user, "delete", instance),
    }


def _move_obstacle(page: Page, place: Page | None, user: Any) -> str:
    if place is None:
        return _("there is no such section in that language")
    if user is not None and not page.permissions_for_user(user).can_move_to(place):
        return _("you may not do this in that language")
    if not Page._slug_is_available(page.slug, place, page=page):
        return _("another page there has the same address")
    return ""
