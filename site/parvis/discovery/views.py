"""Addresses that belong to no page: the language choice, robots, errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from wagtail.models import Locale, Page, Site

from parvis.delivery.recording import declared, depend_on, key, whole
from parvis.delivery.rows import SET
from parvis.discovery.head import Head
from parvis.discovery.languages import LanguageLink
from parvis.pages.brand import site_brand


def home_links(current: str) -> list[LanguageLink]:
    """Return a link to each language's home page; `current` is the language being read."""
    roots = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = Page.objects.filter(translation_key__in=roots).order_by()
    with declared(whole(Site), whole(Locale)):
        found = list(homes.values_list("translation_key", "live", "locale__language_code"))
    depend_on(*(key(SET, one) for one, _live, _code in found))
    existing = {code for _key, live, code in found if live}
    return [
        LanguageLink(code, name, f"/{code}/", name, code == current, True)
        for code, name in settings.LANGUAGES
        if code in existing
    ]


def choose_language(request: HttpRequest) -> HttpResponse:
    """`/`: a neutral choice, each language in its own words. No guess, no cookie.

    By a setting, readers are sent to the first language their browser asks for that the site has.
    """
    languages = sorted(home_links(""), key=_place_in_choice)
    if not settings.PARVIS_NEGOTIATE_LANGUAGE:
        return _choice(request, languages)
    code = negotiated(request.headers.get("Accept-Language", ""), languages)
    answer = redirect(f"/{code}/") if code else _choice(request, languages)
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def negotiated(header: str, languages: list[LanguageLink]) -> str:
    """Return the language of the site that a browser's Accept-Language header likes best, or none.

    *fr-BE* is served by *fr*; what the header refuses (`q=0`) or leaves open (`*`) is no wish.
    """
    codes = {link.code.lower(): link.code for link in languages}
    for wish, quality in parse_accept_lang_header(header):
        found = codes.get(wish) or codes.get(wish.split("-")[0])
        if found and quality:
            return found
    return ""


def _place_in_choice(link: LanguageLink) -> int:
    order = settings.PARVIS_CHOICE_ORDER
    return order.index(link.code) if link.code in order else len(order)


def _choice(request: HttpRequest, languages: list[LanguageLink]) -> HttpResponse:
    with override(settings.LANGUAGE_CODE):
        return render(
            request,
            "pages/choose_language.html",
            {
                "languages": languages,
                "head": Head(
                    title=" · ".join(link.name for link in languages) or "Parvis",
                    language=settings.LANGUAGE_CODE,
                    description=" · ".join(link.name for link in languages),
                    canonical=request.build_absolute_uri("/"),
                    alternates=[
                        *((link.code, request.build_absolute_uri(link.url)) for link in languages),
                        ("x-default", request.build_absolute_uri("/")),
                    ],
                ),
            },
        )


def humans(request: HttpRequest) -> HttpResponse:
    """`/humans.txt`: who publishes, how they are reached, and what the site is made of."""
    latest = Page.objects.live().public().order_by("-last_published_at")
    latest = latest.exclude(last_published_at=None)
    with override(settings.LANGUAGE_CODE):
        return render(
            request,
            "discovery/humans.txt",
            {
                "address": request.build_absolute_uri("/"),
                "languages": home_links(""),
                "changed": latest.values_list("last_published_at", flat=True).first(),
            },
            content_type="text/plain; charset=utf-8",
        )


def robots(request: HttpRequest) -> HttpResponse:
    """Let everything public be read; name the sitemap."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def icon(request: HttpRequest) -> HttpResponse:
    """Lead programs that ask for the icon at its old address, whatever the page says."""
    return redirect(site_brand().icon_url or static("parvis/favicon.svg"))
