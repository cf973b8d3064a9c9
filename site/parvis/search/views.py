"""The results page."""

from dataclasses import asdict, replace
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Locale

from parvis.discovery.feeds import language_feeds
from parvis.discovery.head import Head, alternates
from parvis.discovery.languages import LanguageLink
from parvis.discovery.views import home_links
from parvis.pages.locales import locale_for
from parvis.search.elsewhere import Elsewhere, find_elsewhere
from parvis.search.facets import chosen_in
from parvis.search.models import Document
from parvis.search.query import Found, find_pages
from parvis.search.scope import searchable_documents
from parvis.search.suggestions import Suggestion, labels, suggest

MAX_LENGTH = 200
# With so few pages found, what the words may become is offered too.
FEW = 3
# How many subjects are offered where there is nothing.
SUBJECTS = 8


def suggestions(request: HttpRequest) -> JsonResponse:
    """What the words being typed may become, for the script beside the box."""
    locale = locale_for(get_language())
    if locale is None:
        raise Http404
    found = suggest(_asked(request), locale)
    answer = JsonResponse({"suggestions": [asdict(each) for each in found]})
    answer["X-Robots-Tag"] = "noindex"
    return answer


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found in the language of the address."""
    code = get_language() or settings.LANGUAGE_CODE
    locale = locale_for(code)
    if locale is None:
        raise Http404
    question = _asked(request)
    chosen = chosen_in(request.GET)
    public = searchable_documents() if question else Document.objects.none()
    found = find_pages(question, locale, chosen, public)
    paginator = Paginator(found, settings.PARVIS_PER_PAGE)
    try:
        results = paginator.page(request.GET.get("page", 1))
    except (PageNotAnInteger, EmptyPage) as error:
        raise Http404 from error
    names = [] if found.keys else labels(locale)
    homes = home_links(code)
    languages = _languages(homes, question)
    return render(
        request,
        "pages/search.html",
        {
            "question": question,
            "found": found,
            "results": results,
            "chosen": chosen,
            "labels": [] if question else names,
            "groups": found.groups(chosen) if question else [],
            "elsewhere": _elsewhere(question, homes, found, public) if results.number == 1 else [],
            "meant": _meant(question, locale, found, results, names),
            "languages": languages,
            "head": Head(
                title=_("Search: %(question)s") % {"question": question}
                if question
                else _("Search"),
                language=code,
                description=_("Search the articles of this site."),
                canonical=request.build_absolute_uri(reverse("search")),
                alternates=alternates(request, _languages(homes)),
                feeds=language_feeds(request, code),
                is_indexable=False,
            ),
        },
    )


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", " ").strip()[:MAX_LENGTH]


def _elsewhere(
    question: str, homes: list[LanguageLink], found: Found, public: QuerySet[Document]
) -> list[Elsewhere]:
    """Return what the other languages have that readers may read.

    Words are corrected by theirs where the reader's own language has nothing for them.
    """
    others = [locale_for(home.code) for home in homes if not home.is_current]
    if not question:
        return []
    return find_elsewhere(
        question, filter(None, others), public, is_corrected=not found.keys, lists=found.lists
    )


def _meant(
    question: str, locale: Locale, found: Found, results: Page, names: list[str]
) -> list[Suggestion]:
    """Return what the box suggests to those with a script, where little was found.

    Where nothing was, or nothing was asked, the commonest subjects are a way on.
    """
    if found.total > FEW:
        return []
    if found.keys:
        listed = {result.page.url for result in results}
        return [one for one in suggest(question, locale) if one.url not in listed]
    address = reverse("search")
    return [Suggestion(name, f"{address}?{urlencode({'q': name})}") for name in names[:SUBJECTS]]


def _languages(homes: list[LanguageLink], question: str = "") -> list[LanguageLink]:
    """Return a link to the same search in each language that has a home page."""
    links = []
    for home in homes:
        with override(home.code):
            url = reverse("search")
            if question:
                url = f"{url}?{urlencode({'q': question})}"
            links.append(replace(home, url=url, title=_("Search")))
    return links
