"""Articles and tags for the home page; where a translation comes from."""

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Locale

from blog.keys import ARTICLES
from blog.models import ArticlePage, BlogIndexPage
from parvis.delivery.recording import declared, whole
from parvis.pages.locales import locale_for
from parvis.translation.state import Origin
from parvis.translation.workbench.honesty import Told, told_of

register = template.Library()


@register.simple_tag
def latest_articles(number: int) -> list[ArticlePage]:
    """Return the newest articles a reader of this language may find."""
    locale = locale_for(get_language())
    if locale is None:
        return []
    with declared(ARTICLES):
        return ArticlePage.objects.newest_readable(locale, number)


@register.simple_tag
def article_index() -> BlogIndexPage | None:
    """Return the index of articles in this language."""
    locale = locale_for(get_language())
    if locale is None:
        return None
    with declared(whole(BlogIndexPage), whole(Locale)):
        return BlogIndexPage.objects.published(locale).select_related("locale").first()


@register.simple_tag
def index_url(index: BlogIndexPage, name: str, *args: Any) -> str:
    """Return the address of one of the index's lists: `tag` and its slug, `year` and a year."""
    return index.sub_url(name, *args)


@register.simple_tag
def told_of_translation(origin: Origin, page: ArticlePage) -> Told:
    """Return what readers are told of a translation: what changed, what a machine wrote."""
    return told_of(origin, page)
