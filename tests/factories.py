"""Small builders of real objects. Every argument that a test does not name has a sensible value."""

from typing import Any
from uuid import uuid4

from django.core.files.images import ImageFile
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from blog.models import (
    ArticleAuthor,
    ArticlePage,
    ArticleSeries,
    ArticleTag,
    Author,
    BlogIndexPage,
    Series,
    Tag,
)
from parvis.media.models import Picture


def locale(code: str) -> Locale:
    """Return the locale of a language code."""
    return Locale.objects.get(language_code=code)


def blog_index(code: str = "fr") -> BlogIndexPage:
    """Return the index of articles in a language."""
    return BlogIndexPage.objects.get(locale__language_code=code)


def tag(name: str, code: str = "fr", *, translation_of: Tag | None = None, **fields: Any) -> Tag:
    """Make a tag, live unless told otherwise."""
    made = Tag(name=name, locale=locale(code), **fields)
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    made.full_clean(exclude=["translation_key"])
    made.save()
    return made


def author(
    name: str, code: str = "fr", *, translation_of: Author | None = None, **fields: Any
) -> Author:
    """Make an author, live unless told otherwise."""
    made = Author(name=name, locale=locale(code), **fields)
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    made.full_clean(exclude=["translation_key"])
    made.save()
    return made


def series(
    name: str, code: str = "fr", *, translation_of: Series | None = None, **fields: Any
) -> Series:
    """Make a series, live unless told otherwise."""
    made = Series(name=name, locale=locale(code), **fields)
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    made.full_clean(exclude=["translation_key"])
    made.save()
    return made


def picture(title: str = "Une place pavée") -> Picture:
    """Make a picture with a real file."""
    file: ImageFile = get_test_image_file(filename=f"{uuid4().hex}.png")
    return Picture.objects.create(title=title, file=file)


def article(
    title: str,
    code: str = "fr",
    *,
    translation_of: ArticlePage | None = None,
    tags: list[Tag] | None = None,
    authors: list[Author] | None = None,
    series: tuple[Series, int] | None = None,
    live: bool = True,
    body: list[tuple[str, Any]] | None = None,
    **fields: Any,
) -> ArticlePage:
    """Make an article under the index of its language and publish it unless told otherwise."""
    fields.setdefault("summary", f"Résumé de « {title} »." if code == "fr" else f"About {title}.")
    fields["body"] = body or [("text", f"<p>{title}</p>")]
    made = ArticlePage(title=title, locale=locale(code), live=False, **fields)
    if translation_of is not None:
        made.translation_key = translation_of.translation_key
    blog_index(code).add_child(instance=made)
    # In the order given, as the form keeps it: without one, a database gives any.
    for order, chosen in enumerate(tags or []):
        made.article_tags.add(ArticleTag(tag=chosen, locale=made.locale, sort_order=order))
    for order, author in enumerate(authors or []):
        made.article_authors.add(ArticleAuthor(author=author, locale=made.locale, sort_order=order))
    if series is not None:
        link = ArticleSeries(series=series[0], part=series[1], locale=made.locale, sort_order=0)
        made.article_series.add(link)
    revision = made.save_revision()
    if live:
        revision.publish()
    made.refresh_from_db()
    return ArticlePage.objects.get(pk=made.pk)
