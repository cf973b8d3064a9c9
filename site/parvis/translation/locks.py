"""Locks on what is translated: somebody's, a reviewer's while it is moderated, a schedule's.

Wagtail asks for them where it shows its own form. The translation editor, files, machines and
repeated passages write beside that form, and ask here.
"""

from collections.abc import Callable
from functools import wraps
from html import unescape
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.html import strip_tags
from wagtail.models import LockableMixin
from wagtail_localize.models import Translation, get_edit_url

from parvis.translation.review.freezing import UnderReviewError, step_under_way

LOCKED = 423


class LockedError(Exception):
    """The translation is locked for whoever wanted to write it; the text says by whom."""

    def __init__(self, translation: Translation, message: str) -> None:
        self.translation = translation
        super().__init__(message)


def lock_for(user: Any, instance: Any) -> Any:
    """Return the lock that keeps this person (None: nobody in particular) from writing, or None."""
    lock = instance.get_lock() if isinstance(instance, LockableMixin) else None
    return lock if lock is not None and (user is None or lock.for_user(user)) else None


def refusal(user: Any, translation: Translation) -> str:
    """Return why this person may not write a translation now, as plain text; empty if they may."""
    try:
        return obstacle(user, translation.get_target_instance())
    except ObjectDoesNotExist:
        return ""


def obstacle(user: Any, instance: Any) -> str:
    """Return why this person may not write this object now, as plain text; empty if they may.

    What is being reviewed is frozen for everybody, reviewers too.
    """
    if step := step_under_way(instance):
        return str(UnderReviewError(instance, step))
    lock = lock_for(user, instance)
    return "" if lock is None else message_of(lock, user)


def message_of(lock: Any, user: Any) -> str:
    """Return what a lock says of itself, as plain text."""
    person = user or AnonymousUser()
    return unescape(strip_tags(str(lock.get_message(person) or lock.get_description(person))))


def require_unlocked(user: Any, translation: Translation) -> None:
    """Raise LockedError where this person may not write the translation now."""
    if message := refusal(user, translation):
        raise LockedError(translation, message)


def held_by_locks(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view say why nothing was written: 423 to a script, a message to a person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except LockedError as locked:
            if "text/html" not in request.headers.get("accept", ""):
                return JsonResponse({"error": str(locked)}, status=LOCKED)
            messages.error(request, str(locked))
            return redirect(get_edit_url(locked.translation.get_target_instance()))

    return guarded
