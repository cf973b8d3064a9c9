"""What the readers' search has to know of the publication."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale
from wagtail.signals import page_unpublished

from blog import related
from blog.models import ArticlePage, Author, BlogIndexPage, RelatedArticle, Series, Tag
from blog.tasks import relate_each, relate_with_nearest
from parvis.search.facets import Kind, register_kind
from parvis.search.indexing import index_page
from parvis.search.signals import indexed, rebuilt
from parvis.search.suggestions import Suggestion, register_source

RELATIONS = {
    Tag: "article_tags__tag",
    Author: "article_authors__author",
    Series: "article_series__series",
}
SUGGESTED = 3
INDEXED = ("name", "slug", "live")


def register() -> None:
    """Let readers narrow results by tag, year and author, and follow tags and authors renamed."""
    register_kind(Kind("tag", _("Tags"), is_subject=True))
    register_kind(Kind("year", _("Years"), is_ordered=True))
    register_kind(Kind("author", _("Authors")))
    register_source(_tags)
    indexed.connect(_indexed, dispatch_uid="blog.related.add")
    page_unpublished.connect(_unpublished, ArticlePage, dispatch_uid="blog.related.leave")
    rebuilt.connect(related.relate_all, dispatch_uid="blog.related.all")
    for model in RELATIONS:
        name = f"blog.search.{model.__name__}"
        pre_save.connect(_remember, model, dispatch_uid=f"{name}.remember")
        post_save.connect(_follow, model, dispatch_uid=f"{name}.follow")
        pre_delete.connect(_leave, model, dispatch_uid=f"{name}.leave")


def _indexed(key: int, **signal: Any) -> None:
    """Have an article related anew once its words are in the index."""
    if ArticlePage.objects.filter(pk=key).exists():
        relate_with_nearest.enqueue(key)


def _unpublished(sender: Any, instance: Any, **signal: Any) -> None:
    """Have those related anew that led to an article that readers lose."""
    rows = RelatedArticle.objects.filter(other=instance.pk)
    leading = list(rows.values_list("article_id", flat=True))
    RelatedArticle.objects.filter(article=instance.pk).delete()
    if leading:
        transaction.on_commit(lambda: relate_each.enqueue(leading))


def _tags(text: str, locale: Locale) -> list[Suggestion]:
    """Return the tags one of whose words begins with `text`."""
    begun = slugify(text)
    index = BlogIndexPage.objects.published(locale).select_related("locale").first()
    if not begun or index is None:
        return []
    named = Q(slug__startswith=begun) | Q(slug__contains=f"-{begun}")
    return [
        Suggestion(tag.name, index.sub_url("tag", tag.slug), gettext("Tag"))
        for tag in Tag.objects.published(locale).filter(named).order_by("name")[:SUGGESTED]
    ]


def _remember(sender: Any, instance: Any, **signal: Any) -> None:
    """Note what the index has of a tag or an author, before it is saved."""
    instance._indexed = sender.objects.filter(pk=instance.pk).values_list(*INDEXED).first()


def _follow(sender: Any, instance: Any, **signal: Any) -> None:
    """Index its articles again where that has changed."""
    before = instance.__dict__.pop("_indexed", None)
    if before and before != tuple(getattr(instance, name) for name in INDEXED):
        _index_again(_articles(sender, instance))


def _leave(sender: Any, instance: Any, **signal: Any) -> None:
    """Index again the articles of one that is deleted."""
    _index_again(list(_articles(sender, instance)))


def _articles(sender: Any, instance: Any) -> Any:
    articles = ArticlePage.objects.live().filter(**{RELATIONS[sender]: instance})
    return articles.order_by().values_list("pk", flat=True).distinct()


def _index_again(keys: Any) -> None:
    def index() -> None:
        for key in keys:
            if page := ArticlePage.objects.for_indexing().filter(pk=key).first():
                index_page(page)

    transaction.on_commit(index)
