"""Who else has a translation open: said by each browser now and then, forgotten after a while."""

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail_localize.models import Translation

from parvis.translation.workbench.models import Presence

# A browser says so every half minute; whoever is silent for longer has left.
EVERY = timedelta(seconds=30)
FORGOTTEN = timedelta(seconds=90)


def note_presence(translation: Translation, person: Any, passage: int | None) -> None:
    """Remember that this person works on the translation now, on that passage."""
    Presence.objects.update_or_create(
        translation=translation,
        person=person,
        defaults={"passage": passage, "seen_at": timezone.now()},
    )


def leave(translation: Translation, person: Any) -> None:
    """Forget that this person was here."""
    Presence.objects.filter(translation=translation, person=person).delete()


def others(translation: Translation, person: Any) -> QuerySet[Presence]:
    """Return who else is at work on it."""
    return (
        Presence.objects.filter(translation=translation, seen_at__gte=timezone.now() - FORGOTTEN)
        .exclude(person=person)
        .select_related("person")
        .order_by("person")
    )
