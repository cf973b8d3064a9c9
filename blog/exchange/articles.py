"""From front matter to an article's fields, tags and authors."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.text import slugify
from wagtail.models import Locale

from blog.exchange.blocks import first_heading
from blog.exchange.discover import Place, date_in_name, slug_source
from blog.exchange.frontmatter import Source, first, list_of, moment_of, text_of
from blog.models import ArticleAuthor, ArticlePage, ArticleTag, Author, Tag
from blog.models.article import LICENCES

SUMMARY_LENGTH = 500


@dataclass
class Plan:
    """What one file will become."""

    place: Place
    source: Source
    code: str
    key: uuid.UUID
    digest: str
    messages: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title: the front matter's, else the first heading, else the file's name."""
        said = text_of(first(self.source.meta, "title", "name"))
        found = said or first_heading(self.source.text)
        return (found or slug_source(self.place).replace("-", " ").replace("_", " ").capitalize())[
            :255
        ]

    @property
    def slug(self) -> str:
        """The slug asked for: `slug`, the end of `permalink`, else the file's name."""
        permalink = text_of(first(self.source.meta, "permalink", "url")).strip("/")
        if any(mark in permalink for mark in ("{", ":", "$")):
            permalink = ""
        wanted = text_of(first(self.source.meta, "slug")).strip("/")
        end = (wanted or permalink).rpartition("/")[2].removesuffix(".html")
        return slugify(end) or slugify(slug_source(self.place)) or slugify(self.title) or "article"

    @property
    def date(self) -> datetime | None:
        """The date the front matter or the file's name gives, or None."""
        said = first(self.source.meta, "date", "published_at", "publishDate", "pubDate", "created")
        return moment_of(said) or moment_of(date_in_name(self.place))

    @property
    def is_draft(self) -> bool:
        """Whether the file says it is not published, or lies among Jekyll's drafts."""
        meta = self.source.meta
        drafted = str(first(meta, "draft") or "").lower() in {"true", "yes", "1"}
        hidden = str(meta.get("published", "")).lower() in {"false", "no", "0"}
        state = text_of(first(meta, "state", "status")).lower()
        return drafted or hidden or state == "draft" or self.place.relative.startswith("_drafts/")

    @property
    def cover(self) -> tuple[str, str, str]:
        """Address, text alternative and caption of the cover."""
        meta = self.source.meta
        said = first(meta, "cover", "image", "featured_image", "thumbnail", "banner", "hero")
        if isinstance(said, list):
            said = said[0]
        src = (
            said
            if isinstance(said, str)
            else text_of(first(said or {}, "src", "image", "url", "path"))
        )
        alt = text_of(first(meta, "cover_alt", "image_alt", "cover.alt", "image.alt"))
        caption = text_of(
            first(meta, "cover_caption", "image_caption", "cover.caption", "image.caption")
        )
        return src, alt, caption


def fill(article: ArticlePage, plan: Plan) -> None:
    """Give an article the fields its front matter says; what it does not say stays as it is."""
    meta = plan.source.meta
    article.title = plan.title
    article.seo_title = text_of(first(meta, "meta_title", "seo_title", "seo.title"))[:255]
    description = text_of(first(meta, "meta_description", "seo.description", "description"))
    article.search_description = description
    summary = text_of(first(meta, "summary", "excerpt", "abstract", "chapo", "lead", "description"))
    if len(summary) > SUMMARY_LENGTH:
        plan.messages.append(f"summary cut to {SUMMARY_LENGTH} characters")
        summary = summary[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    article.summary = summary
    if plan.date is not None:
        article.date = plan.date
    else:
        said = first(meta, "date")
        plan.messages.append(
            f"date not understood: {said}" if said else "no date: today’s is shown"
        )
    licence = text_of(first(meta, "licence", "license"))
    known = {code.lower(): code for code, _name in LICENCES}
    if licence and licence.lower() not in known:
        plan.messages.append(f"unknown licence: {licence}")
    article.licence = known.get(licence.lower(), "" if licence else article.licence)
    original = text_of(first(meta, "original_url", "canonical", "canonical_url", "canonicalUrl"))
    article.original_url = original[:500] if original.startswith(("http://", "https://")) else ""


def link_tags(article: ArticlePage, plan: Plan, locale: Locale) -> None:
    """Tie the article to its tags, made in its language where they are missing."""
    names = list_of(first(plan.source.meta, "tags", "tag", "keywords"))
    names += list_of(first(plan.source.meta, "categories", "category"))
    tags = [_find_or_make(Tag, name, locale) for name in dict.fromkeys(names)]
    if [link.tag_id for link in article.article_tags.all()] != [tag.pk for tag in tags]:
        article.article_tags = [
            ArticleTag(tag=tag, locale=locale, sort_order=order)
            for order, tag in enumerate(dict.fromkeys(tags))
        ]


def link_authors(article: ArticlePage, plan: Plan, locale: Locale) -> None:
    """Tie the article to its authors, made in its language where they are missing."""
    names = list_of(first(plan.source.meta, "authors", "author", "by"))
    authors = [_find_or_make(Author, name, locale) for name in names]
    if [link.author_id for link in article.article_authors.all()] != [one.pk for one in authors]:
        article.article_authors = [
            ArticleAuthor(author=author, locale=locale, sort_order=order)
            for order, author in enumerate(dict.fromkeys(authors))
        ]


def _find_or_make(model: type[Tag] | type[Author], name: str, locale: Locale) -> Any:
    """Return the object of this name or slug in this language; a new one is live at once."""
    name = name[:120]
    objects = model.objects.filter(locale=locale)
    found = objects.filter(name__iexact=name).first() or objects.filter(slug=slugify(name)).first()
    if found is None:
        found = model(name=name, locale=locale)
        found.full_clean(exclude=["translation_key"])
        found.save()
    return found
