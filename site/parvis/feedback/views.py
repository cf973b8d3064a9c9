"""The page readers write on: about a page of the site, or about anything."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parvis.discovery.feeds import language_feeds
from parvis.discovery.head import Head, alternates
from parvis.discovery.languages import LanguageLink
from parvis.discovery.views import home_links
from parvis.feedback.forms import MessageForm
from parvis.feedback.models import Message
from parvis.feedback.recipients import recipients
from parvis.feedback.tokens import issue
from parvis.pages.models import BasePage
from parvis.pages.routing import page_at

TOO_MANY = 429
LONGEST_PATH = 1_000


# Nobody is signed in here, and a token against forgery would need a cookie: see `tokens`.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what was written with it."""
    code = get_language() or settings.LANGUAGE_CODE
    homes = home_links(code)
    if not settings.PARVIS_FEEDBACK or not any(home.is_current for home in homes):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    page = _page_at(request, given.get("page", ""))
    form, status = MessageForm(is_about_page=page is not None), 200
    if request.method == "POST":
        form = MessageForm(request.POST, is_about_page=page is not None)
        if form.is_valid() and not _is_too_much():
            _keep(form.cleaned_data, code, page)
            query = {"sent": "1"} | ({"page": page.get_url(request)} if page else {})
            return HttpResponseRedirect(f"{reverse('contact')}?{urlencode(query)}", status=303)
        status = 422
        if form.is_valid():
            form.add_error(None, _("Too many messages arrive just now. Please try again later."))
            status = TOO_MANY
    return render(
        request,
        "pages/contact.html",
        {
            "form": form,
            "values": _values(given),
            "about": page,
            "was_sent": request.method != "POST" and given.get("sent") == "1",
            "token": issue(),
            "days": settings.PARVIS_FEEDBACK_DAYS,
            "recipients": recipients(code),
            "languages": _languages(homes),
            "head": Head(
                title=f"{_('Error:')} {_('Write to us')}" if form.errors else _("Write to us"),
                language=code,
                description=_("A question, a mistake, something in your way: tell us."),
                canonical=request.build_absolute_uri(reverse("contact")),
                alternates=alternates(request, _languages(homes)),
                feeds=language_feeds(request, code),
                is_indexable=False,
            ),
        },
        status=status,
    )


def _page_at(request: HttpRequest, path: str) -> BasePage | None:
    """Return the public page at a path of this site that is given by the reader, if there is."""
    root = reverse("wagtail_serve", args=[""])
    if not path.startswith(root) or "\0" in path or len(path) > LONGEST_PATH:
        return None
    found = page_at(request, path.removeprefix(root))
    if found is None or not found.live:
        return None
    page = found.specific
    if not isinstance(page, BasePage):
        return None
    # One in a private section is nobody's to write about from outside.
    return type(page).objects.public().filter(pk=page.pk).first()


def _values(given: Any) -> dict[str, str]:
    """Return what the form is filled with: nothing that was written is lost by an error."""
    return {name: given.get(name, "") for name in ("useful", "text", "email")}


def _is_too_much() -> bool:
    since = timezone.now() - timedelta(hours=1)
    return Message.objects.filter(made_at__gt=since).count() >= settings.PARVIS_FEEDBACK_HOURLY


def _keep(cleaned: dict[str, Any], code: str, page: BasePage | None) -> None:
    """Keep a message; the same form sent twice is one message."""
    Message.objects.get_or_create(
        nonce=cleaned["nonce"],
        defaults={
            "language": code,
            "page": page,
            "address": (page.full_url or "")[:500] if page else "",
            "useful": cleaned.get("useful", ""),
            "text": cleaned["text"],
            "email": cleaned["email"],
        },
    )


def _languages(homes: list[LanguageLink]) -> list[LanguageLink]:
    """Return a link to the form in each language that has a home page."""
    links = []
    for home in homes:
        with override(home.code):
            links.append(replace(home, url=reverse("contact"), title=_("Write to us")))
    return links
