"""The acts themselves: translations follow a source that is unpublished, moved or deleted, or stay.

Every way ends here: the screens, which ask first, a selection, the admin's API, a page that
expires, a script. Where nobody was asked, the safe answer holds: translations made from the page
are unpublished and moved with it, under the rights of whoever acts, and they stay when it is
deleted, with the words their translators wrote last. A snippet is unpublished as a page is; what is
deleted with it is in `asking`, what keeps its words in `followers`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, TranslatableMixin

from parvis.translation.parity import followers
from parvis.translation.parity.followers import Act

WITH, WITHOUT = "with", "without"
SAFE = {Act.UNPUBLISH: WITH, Act.MOVE: WITH, Act.DELETE: WITHOUT}

_unpublish = UnpublishPageAction.execute
_unpublish_any = UnpublishAction.execute
_move = MovePageAction.execute
_delete = DeletePageAction.execute


@dataclass(frozen=True)
class Decision:
    """What was answered for an act and what it brings with it; no answer where nobody was asked.

    `user` is whose rights count, `below` whether pages below follow too, and `apart` the pages that
    are in the same selection, so that they are dealt with anyway.
    """

    answer: str | None
    user: Any = None
    below: bool = False
    apart: frozenset[int] = frozenset()


_DECIDED: ContextVar[Decision | None] = ContextVar("decided of translations", default=None)


def install() -> None:
    """Put the guards around Wagtail’s actions; called once, when the app is ready."""
    UnpublishPageAction.execute = unpublish
    UnpublishAction.execute = unpublish_snippet
    MovePageAction.execute = move
    DeletePageAction.execute = delete


def decide(page: Any, answer: str) -> None:
    """Keep on the page in hand what was answered, for the act that is about to be done to it.

    Or on the snippet.
    """
    vars(page)["translations_follow"] = answer


@contextmanager
def decided(decision: Decision) -> Iterator[None]:
    """Take this for the answer as long as it lasts, whichever pages are acted on."""
    token = _DECIDED.set(decision)
    try:
        yield
    finally:
        _DECIDED.reset(token)


def unpublish(self: UnpublishPageAction, skip_permission_checks: bool = False) -> None:
    """Unpublish a page, and the translations that follow."""
    decision = _decision(self.object, self.user)
    below = bool(self.include_descendants or decision.below) and decision.user is not None
    _unpublish_with(self, _unpublish, skip_permission_checks, include_descendants=below)


def unpublish_snippet(self: UnpublishAction, skip_permission_checks: bool = False) -> None:
    """Unpublish a snippet, and the translations that follow; Wagtail calls it for pages too."""
    if isinstance(self.object, Page) or not isinstance(self.object, TranslatableMixin):
        _unpublish_any(self, skip_permission_checks=skip_permission_checks)
    else:
        _unpublish_with(self, _unpublish_any, skip_permission_checks)


def _unpublish_with(
    self: UnpublishAction, deed: Callable[..., None], skip_permission_checks: bool, **options: Any
) -> None:
    """Do the deed to an object, then the same to the translations that follow it."""
    self.check(skip_permission_checks=skip_permission_checks)
    decision = _decision(self.object, self.user)
    is_done = self.commit and self.object.live
    following = _following(Act.UNPUBLISH, self.object, decision) if is_done else []
    with transaction.atomic():
        # The pages below, which Wagtail unpublishes from within, keep to the same answer.
        with decided(decision):
            deed(self, skip_permission_checks=skip_permission_checks)
        with decided(Decision(WITHOUT, decision.user)):
            for each in following:
                type(self)(
                    each,
                    set_expired=self.set_expired,
                    user=decision.user,
                    log_action=self.log_action,
                    **options,
                ).execute()


def move(self: MovePageAction, skip_permission_checks: bool = False) -> Any:
    """Move a page, and the translations that follow to the counterpart of where it goes."""
    is_below = self.pos in ("first-child", "last-child", "sorted-child")
    destination = self.target if is_below else self.target.get_parent()
    if self.page.is_child_of(destination):
        return _move(self, skip_permission_checks=skip_permission_checks)
    self.check(destination, skip_permission_checks=skip_permission_checks)
    decision = _decision(self.page, self.user)
    following = _following(Act.MOVE, self.page, decision, destination)
    with transaction.atomic():
        moved = _move(self, skip_permission_checks=skip_permission_checks)
        with decided(Decision(WITHOUT, decision.user)):
            for each in following:
                # As they are now: what was moved before may have changed the tree.
                page, above = Page.objects.get(pk=each.pk), Page.objects.get(pk=destination.pk)
                if (place := followers.counterpart(above, page)) is not None:
                    MovePageAction(page, place, pos="last-child", user=decision.user).execute()
    return moved


def delete(
    self: DeletePageAction, *args: Any, skip_permission_checks: bool = False, **kwargs: Any
) -> Any:
    """Delete a page; its translations keep what was written last, or are deleted too."""
    self.check(skip_permission_checks=skip_permission_checks)
    decision = _decision(self.page, self.user)
    following = _following(Act.DELETE, self.page, decision)
    with transaction.atomic():
        followers.keep_words(self.page, self.user)
        deleted = _delete(self, *args, skip_permission_checks=skip_permission_checks, **kwargs)
        with decided(Decision(WITHOUT, decision.user)):
            for page in Page.objects.filter(pk__in=[each.pk for each in following]).specific():
                DeletePageAction(page, user=decision.user).execute()
    return deleted


def apart(pages: Iterable[Any]) -> frozenset[Any]:
    """Return the ids of the pages, or snippets, of one selection."""
    return frozenset(page.pk for page in pages)


def _decision(page: Any, user: Any) -> Decision:
    """Return what was decided: for what is under way, else for this page, else nothing."""
    return _DECIDED.get() or Decision(vars(page).get("translations_follow"), user)


def _following(
    act: Act, page: Any, decision: Decision, destination: Page | None = None
) -> list[Any]:
    if (decision.answer or SAFE[act]) == WITHOUT:
        return []
    found = followers.followers(act, page, decision.user, destination)
    if decision.answer is None:
        # Where nobody was asked, a page written by hand is no translation of another.
        made = followers.made_from(page)
        found = [each for each in found if each.page.locale_id in made]
    return [each.page for each in found if not each.obstacle and each.page.pk not in decision.apart]
