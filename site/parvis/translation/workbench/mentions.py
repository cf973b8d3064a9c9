"""Naming somebody in a remark with `@username`."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.models import GroupPagePermission, Locale

from parvis.translation.rights import WRITING

# A name as Django allows it. Not within a word: anne@example.org mentions nobody.
MENTION = re.compile(r"(?<![\w.@+-])@([\w.@+-]+)")
MENTIONS = 20
OFFERED = 200


def mentioned_in(text: str) -> set[Any]:
    """Return the people a text names with `@username`; a full stop after it is not of the name."""
    names: set[str] = set()
    for name in _names(text):
        names |= {name, _bare(name)}
    return set(get_user_model()._default_manager.filter(username__in=names, is_active=True))


def unknown_in(text: str, may_read: Callable[[Any], bool]) -> list[str]:
    """Return the names in a text of nobody, or of nobody who may read it, in order."""
    known = {person.get_username() for person in mentioned_in(text) if may_read(person)}
    missing = [_bare(name) for name in _names(text) if not {name, _bare(name)} & known]
    return list(dict.fromkeys(missing))


def mentionable(locales: Iterable[Locale]) -> list[dict[str, str]]:
    """Return the names of those who write in one of these languages, at most OFFERED."""
    writing = GroupPagePermission.objects.filter(
        Q(page__locale__in=locales) | Q(page__depth=1), permission__codename__in=WRITING
    )
    model = get_user_model()
    found = (
        model._default_manager.filter(is_active=True)
        .filter(Q(is_superuser=True) | Q(groups__in=writing.values("group")))
        .distinct()
        .order_by(model.USERNAME_FIELD)[:OFFERED]
    )
    return [{"username": each.get_username(), "name": each.get_full_name()} for each in found]


def _names(text: str) -> list[str]:
    return MENTION.findall(text)[:MENTIONS]


def _bare(name: str) -> str:
    return name.rstrip(".-+@")
