"""What the dashboard of translations can be narrowed to, of articles."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from blog.models import ArticleAuthor, ArticleTag, Author, Tag
from parvis.translation.overview.filters import register_filter


def register() -> None:
    """Offer tags and authors; called once."""
    register_filter("tag", _("Tag"), tags, with_tag)
    register_filter("author", _("Author"), authors, by_author)


def tags() -> list[tuple[str, str]]:
    """Return every tag, with its language."""
    found = Tag.objects.select_related("locale").order_by("name")
    return [(str(tag.pk), f"{tag.name} ({tag.locale.language_code})") for tag in found]


def authors() -> list[tuple[str, str]]:
    """Return every author once, by the name of the first language."""
    found = Author.objects.order_by("name", "locale").values_list("translation_key", "name")
    return sorted({str(key): name for key, name in found}.items(), key=lambda pair: pair[1])


def with_tag(pages: QuerySet[Page], value: str) -> QuerySet[Page]:
    """Keep the articles with this tag."""
    if not value.isdecimal():
        return pages.none()
    return pages.filter(pk__in=ArticleTag.objects.filter(tag=int(value)).values("article"))


def by_author(pages: QuerySet[Page], value: str) -> QuerySet[Page]:
    """Keep the articles of this author, whatever the language of the entry."""
    links = ArticleAuthor.objects.filter(author__translation_key=value)
    return pages.filter(pk__in=links.values("article"))
