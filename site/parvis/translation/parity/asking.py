"""Between Wagtail’s confirmation and the deed: the question what happens to the translations.

Hooks of Wagtail. The first post to Wagtail’s own screen is answered with the question; the question
posts there again, with all that was posted and the answer.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from parvis.translation.parity import followers
from parvis.translation.parity.followers import Act, Follower

ANSWER, WITH, WITHOUT = "translations", "with", "without"
# (what the screen is called, they follow, they do not, what is ticked at first)
TEXTS = {
    Act.UNPUBLISH: (
        gettext_lazy("Unpublish"),
        gettext_lazy("Unpublish them too"),
        gettext_lazy("They stay published"),
        WITH,
    ),
    Act.MOVE: (
        gettext_lazy("Move"),
        gettext_lazy("Move them to the same section of their language"),
        gettext_lazy("They stay where they are"),
        WITH,
    ),
    Act.DELETE: (
        gettext_lazy("Delete"),
        gettext_lazy("Delete them too"),
        gettext_lazy("They stay, as pages of their own"),
        WITHOUT,
    ),
}


def ask_unpublish(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask before a page is unpublished."""
    return _ask(request, Act.UNPUBLISH, page)


def after_unpublish(request: HttpRequest, page: Page) -> None:
    """Unpublish the translations, where that was the answer."""
    below = bool(request.POST.get("include_descendants"))
    for each in _following(request, Act.UNPUBLISH, page):
        followers.unpublish(each, request.user, with_descendants=below)


def ask_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Ask before a page is moved to another section."""
    if page.is_child_of(destination):
        return None
    return _ask(request, Act.MOVE, page, destination)


def after_move(request: HttpRequest, page: Page) -> None:
    """Move the translations, where that was the answer."""
    destination = Page.objects.get(pk=page.pk).get_parent()
    for each in _following(request, Act.MOVE, page, destination):
        # As it is now: what was moved before it may have changed the tree.
        followers.move(Page.objects.get(pk=each.pk), destination, request.user)


def ask_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask before a page is deleted; then keep what its translators wrote."""
    answer = _ask(request, Act.DELETE, page)
    if answer is None and request.method == "POST":
        followers.keep_words(page, request.user)
    return answer


def after_delete(request: HttpRequest, page: Page) -> None:
    """Delete the translations, where that was the answer."""
    for each in _following(request, Act.DELETE, page):
        followers.delete(each, request.user)


def _ask(
    request: HttpRequest, act: Act, page: Page, destination: Page | None = None
) -> HttpResponse | None:
    if request.method != "POST" or request.POST.get(ANSWER) in (WITH, WITHOUT):
        return None
    found = followers.followers(act, page, request.user, destination)
    if all(follower.obstacle for follower in found):
        _name_those_left(request, found)
        return None
    heading, with_them, without_them, chosen = TEXTS[act]
    sent = [
        (name, value)
        for name in request.POST
        if name not in ("csrfmiddlewaretoken", ANSWER)
        for value in request.POST.getlist(name)
    ]
    context = {
        "page": page,
        "heading": heading,
        "followers": found,
        "choices": [(WITH, with_them), (WITHOUT, without_them)],
        "chosen": chosen,
        "sent": sent,
        "action": request.get_full_path(),
    }
    return render(request, "admin/parity/source.html", context)


def _following(
    request: HttpRequest, act: Act, page: Page, destination: Page | None = None
) -> list[Page]:
    """Return the translations that follow, and name those that stay behind."""
    found = followers.followers(act, page, request.user, destination)
    if request.POST.get(ANSWER) == WITH:
        _name_those_left(request, found)
        return [follower.page for follower in found if not follower.obstacle]
    return []


def _name_those_left(request: HttpRequest, found: list[Follower]) -> None:
    for follower in found:
        if follower.obstacle:
            text = _("“%(title)s” (%(language)s) stays as it is: %(obstacle)s.")
            named: dict[str, Any] = {
                "title": follower.page.get_admin_display_title(),
                "language": follower.page.locale.get_display_name(),
                "obstacle": follower.obstacle,
            }
            messages.warning(request, text % named)
