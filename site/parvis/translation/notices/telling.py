"""Telling people something, each of them once, and nobody what they did themselves."""

from collections.abc import Iterable
from typing import Any

from wagtail.log_actions import get_active_log_context

from parvis.translation.notices.models import Notice


def tell(person: Any, kind: str, key: str, address: str, /, **details: Any) -> bool:
    """Tell one person; return whether it is new to them.

    `key` names the event, `address` is the path in the admin it leads to, `details` is what
    `wording` needs to say it. The caller has made sure that the person may see what it is about.
    """
    if not person.is_active:
        return False
    _made, is_new = Notice.objects.get_or_create(
        person=person,
        key=key,
        defaults={"kind": kind, "address": address, "details": details},
    )
    return is_new


def tell_all(people: Iterable[Any], kind: str, key: str, address: str, /, **details: Any) -> None:
    """Tell several people the same, in one query; who knows already is told nothing."""
    Notice.objects.bulk_create(
        [
            Notice(person=person, kind=kind, key=key, address=address, details=details)
            for person in dict.fromkeys(people)
            if person.is_active
        ],
        ignore_conflicts=True,
    )


def acting() -> Any:
    """Return who is at work in the admin right now, or None outside of it."""
    return get_active_log_context().user
