"""Making the legal pages from the admin."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from home import legal_pages
from home.models import HomePage


def legal(request: HttpRequest) -> HttpResponse:
    """Say which pages would be made, and make them when asked to."""
    homes = homes_to_fill(request.user)
    if not homes:
        raise PermissionDenied
    if request.method == "POST":
        made = legal_pages.make(homes, request.user)
        words = ngettext(
            "%(count)d draft was made: fill in what stands in brackets, then publish it.",
            "%(count)d drafts were made: fill in what stands in brackets, then publish them.",
            len(made),
        )
        messages.success(request, words % {"count": len(made)})
        return redirect("wagtailadmin_explore", homes[0].pk)
    context = {
        "missing": legal_pages.missing(homes),
        "header_title": _("Legal pages"),
        "back": reverse("wagtailadmin_explore", args=[homes[0].pk]),
    }
    return render(request, "admin/home/legal.html", context)


def homes_to_fill(user: Any) -> list[HomePage]:
    """Return the home pages below which a person may add pages, in the site’s order."""
    homes = HomePage.objects.filter(alias_of__isnull=True).select_related("locale").order_by("pk")
    return [home for home in homes if home.permissions_for_user(user).can_add_subpage()]
