"""Articles and tags for the home page and the lists."""

from typing import Any

from django import template
from django.db.models import IntegerField
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Locale

from blog import periods
from blog.keys import ARTICLES
from blog.listed import Listed, ListedArticles
from blog.models import ArticlePage, BlogIndexPage
from parvis.delivery.recording import declared, whole
from parvis.pages.locales import locale_for
from parvis.pages.prepared import PreparedQuery

register = template.Library()

_INDEX = PreparedQuery(
    lambda locale: BlogIndexPage.objects.published().filter(locale=locale).order_by("path")[:1],
    locale=IntegerField(),
)


@register.simple_tag
def front_articles(number: int) -> ListedArticles:
    """Return the newest articles a reader of this language may find, as the front page has them."""
    locale = locale_for(get_language())
    rows = []
    if locale is not None:
        with declared(ARTICLES):
            rows = ArticlePage.objects.newest_readable(locale, number)
    return ListedArticles(ArticlePage, rows, is_front=True)


@register.simple_tag(takes_context=True)
def article_card(context: template.Context, article: Listed) -> SafeString:
    """Show an article of a list."""
    return article.card(context["request"], context.get("index"))


@register.simple_tag
def article_index() -> BlogIndexPage | None:
    """Return the index of articles in this language."""
    locale = locale_for(get_language())
    if locale is None:
        return None
    with declared(whole(BlogIndexPage), whole(Locale)):
        return next(iter(_INDEX.ask(locale=locale.pk)), None)


@register.simple_tag
def index_url(index: BlogIndexPage, name: str, *args: Any) -> str:
    """Return the address of one of the index's lists: `tag` and its slug, `year` and a year."""
    return index.sub_url(name, *args)


@register.simple_tag
def listed_years(
    index: BlogIndexPage, current: int | None = None, kind: str = "page"
) -> SafeString:
    """List an index’s years, of which `current` is being read."""
    return periods.years(index, current, kind)


@register.simple_tag
def listed_months(index: BlogIndexPage, year: int, current: Any = None) -> SafeString:
    """List the months of a year, of which `current` is being read, if any is."""
    return periods.months(index, year, current or None)
