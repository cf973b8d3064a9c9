"""Between Wagtail’s confirmation and the deed: the question what happens to the translations.

The first post to Wagtail’s own screen is answered with the question; the question posts there
again, with all that was posted and the answer. The deed itself is in `acts`.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.delete import DeleteAction
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import get_edit_url

from parvis.translation.parity import acts, followers
from parvis.translation.parity.acts import SAFE, WITH, WITHOUT, Decision
from parvis.translation.parity.followers import Act, Follower
from parvis.translation.refusals import title_of

ANSWER = "translations"
GOING = "parity.going"  # the translations that are deleted with the snippets of a request
# (what the screen is called, they follow, they do not)
TEXTS = {
    Act.UNPUBLISH: (
        gettext_lazy("Unpublish"),
        gettext_lazy("Unpublish them too"),
        gettext_lazy("They stay published"),
    ),
    Act.MOVE: (
        gettext_lazy("Move"),
        gettext_lazy("Move them to the same section of their language"),
        gettext_lazy("They stay where they are"),
    ),
    Act.DELETE: (
        gettext_lazy("Delete"),
        gettext_lazy("Delete them too"),
        gettext_lazy("They stay, as pages of their own"),
    ),
}
SNIPPETS_STAY = gettext_lazy("They stay, without their original")


def ask_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask before a page is unpublished."""
    return _ask_of_page(request, Act.UNPUBLISH, page)


def ask_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Ask before a page is moved to another section."""
    if page.is_child_of(destination):
        return None
    return _ask_of_page(request, Act.MOVE, page, destination)


def ask_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask before a page is deleted."""
    return _ask_of_page(request, Act.DELETE, page)


class AskedOfSelection:
    """Asks the same of the pages that were ticked in a listing, once for all of them."""

    act: Act
    request: HttpRequest
    next_url: str
    cleaned_form: Any
    actionable_objects: Sequence[Page]

    def prepare_action(self, objects: Sequence[Page], without_access: Any) -> Any:
        """Return the question, where there is something to ask and no answer yet."""
        refused = super().prepare_action(objects, without_access)  # type: ignore[misc]
        if refused is not None:
            return refused
        destination = self.cleaned_form.cleaned_data.get("chooser")
        return _ask(self.request, self.act, objects, destination, back=self.next_url)

    def get_execution_context(self) -> dict[str, Any]:
        """Add what was answered."""
        context: dict[str, Any] = super().get_execution_context()  # type: ignore[misc]
        decision = Decision(
            _answer(self.request),
            self.request.user,
            below=bool(context.get("include_descendants")),
            apart=acts.apart(self.actionable_objects),
        )
        return context | {"decision": decision}

    @classmethod
    def execute_action(cls, objects: Sequence[Page], *, decision: Decision, **context: Any) -> Any:
        """Do it, and to the translations what was answered."""
        with acts.decided(decision):
            return super().execute_action(objects, **context)  # type: ignore[misc]


class UnpublishSelection(AskedOfSelection, UnpublishBulkAction):
    """Unpublish what is ticked."""

    act = Act.UNPUBLISH


class MoveSelection(AskedOfSelection, MoveBulkAction):
    """Move what is ticked."""

    act = Act.MOVE


class DeleteSelection(AskedOfSelection, DeleteBulkAction):
    """Delete what is ticked."""

    act = Act.DELETE


def ask_unpublish_snippet(request: HttpRequest, snippet: Any) -> HttpResponse | None:
    """Ask before a snippet is unpublished."""
    return _ask_of_page(request, Act.UNPUBLISH, snippet)


def ask_delete_snippets(request: HttpRequest, snippets: Sequence[Any]) -> HttpResponse | None:
    """Ask before snippets are deleted, one or several; note which translations go with them."""
    snippets = [snippet for snippet in snippets if isinstance(snippet, TranslatableMixin)]
    if not snippets:
        return None
    asked = _ask(request, Act.DELETE, snippets, back=get_edit_url(snippets[0]))
    if asked is None and _answer(request) == WITH:
        request.META[GOING] = [
            follower.page
            for snippet in snippets
            for follower in followers.followers(Act.DELETE, snippet, request.user)
            if not follower.obstacle and follower.page.pk not in acts.apart(snippets)
        ]
    return asked


def delete_with_snippets(request: HttpRequest, _snippets: Sequence[Any]) -> None:
    """Delete the translations that were to go with the snippets just deleted."""
    for snippet in request.META.pop(GOING, []):
        try:
            DeleteAction(snippet, user=request.user).execute()
        except models.ProtectedError:
            name_those_left(request, [Follower(snippet, _("it is in use"))])


def _ask_of_page(
    request: HttpRequest, act: Act, page: Any, destination: Page | None = None
) -> HttpResponse | None:
    if not isinstance(page, TranslatableMixin):
        return None
    asked = _ask(request, act, [page], destination, back=get_edit_url(page))
    if asked is None and (answer := _answer(request)):
        acts.decide(page, answer)
    return asked


def _ask(
    request: HttpRequest,
    act: Act,
    pages: Sequence[Any],
    destination: Page | None = None,
    *,
    back: str,
) -> HttpResponse | None:
    """Return the question; nothing where it is answered or there is nothing to ask.

    Those that will stay behind, whatever the answer, are named instead.
    """
    if request.method != "POST":
        return None
    apart, answer = acts.apart(pages), _answer(request)
    found = [
        follower
        for page in pages
        if act != Act.MOVE or destination is None or not page.is_child_of(destination)
        for follower in followers.followers(act, page, request.user, destination)
        if follower.page.pk not in apart
    ]
    if answer or all(follower.obstacle for follower in found):
        if answer != WITHOUT:
            name_those_left(request, found)
        return None
    heading, with_them, without_them = TEXTS[act]
    are_pages = isinstance(pages[0], Page)
    if act == Act.DELETE and not are_pages:
        without_them = SNIPPETS_STAY
    sent = [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", ANSWER)
        for value in request.POST.getlist(name)
    ]
    context = {
        "titles": [(title_of(page), page.locale.language_code) for page in pages],
        "are_pages": are_pages,
        "screen": heading,
        "followers": found,
        "choices": [(WITH, with_them), (WITHOUT, without_them)],
        "chosen": SAFE[act],
        "sent": sent,
        "action": request.get_full_path(),
        "back": back,
    }
    return render(request, "admin/parity/source.html", context)


def _answer(request: HttpRequest) -> str | None:
    answer = request.POST.get(ANSWER)
    return answer if answer in (WITH, WITHOUT) else None


def name_those_left(request: HttpRequest, found: Sequence[Follower]) -> None:
    """Say which translations cannot follow, and why."""
    for follower in found:
        if follower.obstacle:
            text = _("“%(title)s” (%(language)s) stays as it is: %(obstacle)s.")
            named: dict[str, Any] = {
                "title": follower.title,
                "language": follower.page.locale.get_display_name(),
                "obstacle": follower.obstacle,
            }
            messages.warning(request, text % named)
