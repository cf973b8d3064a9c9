"""The demo's tags, series, authors and articles, in every state an article can be in."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid5

import frontmatter
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from blog.exchange import import_folder
from blog.exchange.blocks import convert
from blog.exchange.body import Files
from blog.exchange.discover import NAMESPACE
from blog.models import ArticlePage, Author, BlogIndexPage, Series, Tag
from parvis.demo.loading import Content, draw_pictures
from parvis.translation.adopt import adopt


def load_articles(content: Content) -> list[str]:
    """Load everything on the first run; leave it alone once an article of the demo is there."""
    files = sorted(
        p for code in settings.CONTENT_LANGUAGES for p in content.folder.glob(f"{code}/*.md")
    )
    paths = [f"{content.folder.name}/{path.relative_to(content.folder)}" for path in files]
    if ArticlePage.objects.filter(import_path__in=paths).exists():
        return []
    draw_pictures(content)
    _name_indexes(content.read("site.yaml"))
    _load_snippets(Tag, content.read("tags.yaml"), ["name", "slug", "description"])
    _load_snippets(Series, content.read("series.yaml"), ["name", "slug", "description"])
    _load_snippets(Author, content.read("authors.yaml"), ["role", "biography"])
    report = import_folder(content.folder)
    failed = [found for found in report.files if found.status == "failed"]
    if failed:
        raise ValueError(f"The demo's own content cannot be read: {failed}")
    states = {
        path: meta
        for path, meta in zip(paths, map(_front_matter, files), strict=True)
        if meta.get("state")
    }
    _adopt_pairs()
    for path, meta in states.items():
        _put_in_state(ArticlePage.objects.get(import_path=path), meta)
    return [f"{len(report.files)} articles"]


def blocks(markdown: str, path: Path) -> str:
    """Return Markdown as a body's JSON; for the plain pages."""
    seed = uuid5(NAMESPACE, path.stem)
    raw, _messages = convert(markdown, files=Files(), seed=seed)
    return json.dumps(raw)


def _front_matter(path: Path) -> dict[str, Any]:
    return dict(frontmatter.load(str(path)).metadata)


def _locales() -> dict[str, Locale]:
    return {locale.language_code: locale for locale in Locale.objects.all()}


def _name_indexes(site: dict[str, Any]) -> None:
    for index in BlogIndexPage.objects.filter(alias_of__isnull=True).select_related("locale"):
        words = site.get(index.locale.language_code, {}).get("blog", {})
        if words:
            index.title = words["title"]
            index.introduction = words.get("introduction", "")
            index.search_description = words.get("meta_description", index.introduction)[:160]
            index.save_revision().publish()


def _load_snippets(
    model: type[Tag] | type[Author] | type[Series], entries: list[dict[str, Any]], fields: list[str]
) -> None:
    """Create each entry in every language it is given in, as translations of one another."""
    for entry in entries:
        key = None
        for code, locale in _locales().items():
            if code not in entry:
                continue
            values = {name: entry[code].get(name, "") for name in fields}
            values |= {name: entry[name] for name in ("name", "slug") if name in entry}
            made = model(locale=locale, **values)
            if key is not None:
                made.translation_key = key
            made.full_clean(exclude=["translation_key"])
            made.save()
            made.save_revision().publish()
            key = made.translation_key


def _adopt_pairs() -> None:
    """Let wagtail-localize know each pair: the site's default language is the source."""
    default = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    for source in ArticlePage.objects.filter(locale=default).order_by("pk"):
        for target in source.get_translations():
            adopt(source, ArticlePage.objects.get(pk=target.pk))


def _put_in_state(article: ArticlePage, meta: dict[str, Any]) -> None:
    if meta["state"] == "draft":
        article.unpublish()
    elif meta["state"] == "scheduled":
        with transaction.atomic():
            article.unpublish()
            article.refresh_from_db()
            article.go_live_at = timezone.now() + timedelta(days=30)
            article.save_revision(approved_go_live_at=article.go_live_at).publish()
    elif meta["state"] == "behind":
        article.title = meta.get("revised_title") or article.title
        if meta.get("revised_paragraph"):
            article.body.append(("text", f"<p>{meta['revised_paragraph']}</p>"))
        article.save_revision().publish()
