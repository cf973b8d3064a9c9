"""From front matter to an article's fields."""

import uuid
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from blog.exchange.blocks import first_heading
from blog.exchange.dates import date_of
from blog.exchange.discover import Place, slug_source
from blog.exchange.frontmatter import first, text_of
from blog.exchange.markdown import Parsed
from blog.models import ArticlePage
from parvis.media.licences import LICENCES
from parvis.pages.letters import slug_of

SUMMARY_LENGTH = 500
ADDRESS_LENGTH = 500
SLUG_LENGTH = 255


@dataclass
class Plan:
    """What one file will become."""

    place: Place
    meta: dict[str, Any]
    parsed: Parsed
    code: str
    key: uuid.UUID
    digest: str
    licence: str = ""  # of a file that names none
    messages: list[str] = field(default_factory=list)

    def say(self, message: str) -> None:
        """Note something once."""
        if message not in self.messages:
            self.messages.append(message)

    def cut(self, words: str, length: int, what: str) -> str:
        """Return words no longer than a field holds, and say so where some are lost."""
        if len(words) > length:
            self.say(f"{what} cut to {length} characters: {words[:80]}…")
        return words[:length]

    @cached_property
    def title(self) -> str:
        """The title: the front matter's, else the first heading, else the file's name."""
        said = text_of(first(self.meta, "title", "name"))
        found = said or first_heading(self.parsed)
        named = slug_source(self.place).replace("-", " ").replace("_", " ").capitalize()
        return self.cut(found or named, 255, "title")

    @property
    def slug(self) -> str:
        """The slug asked for: `slug`, the end of `permalink`, else the file's name."""
        permalink = text_of(first(self.meta, "permalink", "url")).strip("/")
        if any(mark in permalink for mark in ("{", ":", "$")):
            permalink = ""
        wanted = text_of(first(self.meta, "slug")).strip("/")
        end = (wanted or permalink).rpartition("/")[2].removesuffix(".html")
        sources = (end, slug_source(self.place), self.title)
        # An address that was public is kept whole.
        slugs = (slug_of(source, self.code, SLUG_LENGTH) for source in sources)
        return next(filter(None, slugs), "article")

    @property
    def is_draft(self) -> bool:
        """Whether the file says it is not published, or lies among Jekyll's drafts."""
        meta = self.meta
        drafted = str(first(meta, "draft") or "").lower() in {"true", "yes", "1"}
        hidden = str(meta.get("published", "")).lower() in {"false", "no", "0"}
        state = text_of(first(meta, "state", "status")).lower()
        return drafted or hidden or state == "draft" or "_drafts" in self.place.relative.split("/")

    @property
    def cover(self) -> tuple[str, str, str]:
        """Address, text alternative and caption of the cover."""
        meta = self.meta
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
    """Give an article the fields its front matter says; what it does not say is emptied.

    Without a date, the article keeps the one it has.
    """
    meta = plan.meta
    article.title = plan.title
    seo_title = text_of(first(meta, "meta_title", "seo_title", "seo.title"))
    article.seo_title = plan.cut(seo_title, 255, "title for search engines")
    description = text_of(first(meta, "meta_description", "seo.description", "description"))
    article.search_description = description
    summary = text_of(first(meta, "summary", "excerpt", "abstract", "chapo", "lead", "description"))
    if len(summary) > SUMMARY_LENGTH:
        plan.say(f"summary cut to {SUMMARY_LENGTH} characters")
        summary = summary[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
    article.summary = summary
    date, about = date_of(plan.place, meta)
    article.date = date or article.date
    if about:
        plan.say(about)
    article.licence = _licence(plan)
    original = text_of(first(meta, "original_url", "canonical", "canonical_url", "canonicalUrl"))
    article.original_url = _address(plan, original)


def give_cover(page: ArticlePage, plan: Plan, picture: int | None) -> None:
    """Give a page its cover, a picture by its key; say what is wrong with it."""
    src, alt, caption = plan.cover
    if src and picture is None:
        plan.say(f"cover not found: {src[:200]}")
    if picture is None:
        alt = caption = ""
    page.cover_id = picture
    page.cover_alt = plan.cut(alt, 255, "text alternative of the cover")
    page.cover_caption = plan.cut(caption, 500, "caption of the cover")
    page.cover_is_decorative = picture is not None and not alt
    if page.cover_is_decorative:
        plan.say("the cover has no text alternative: marked as decorative")


def free_slug(plan: Plan, taken: set[str]) -> str:
    """Return the slug of a new page: its own, else with its folder or a number."""
    slug, number = plan.slug, 1
    folder = slug_of("-".join(plan.place.relative.split("/")[-2:-1]), plan.code)
    while slug in taken:
        number += 1
        slug = f"{folder}-{plan.slug}" if number == 2 and folder else f"{plan.slug}-{number}"
    if slug != plan.slug:
        plan.say(f"the slug {plan.slug} is taken: {slug} instead")
    return slug


def _licence(plan: Plan) -> str:
    """Return the licence a file names; nobody gives one by saying nothing."""
    said = text_of(first(plan.meta, "licence", "license"))
    known = {code.lower(): code for code, _name in LICENCES}
    if said and said.lower() not in known:
        plan.say(f"unknown licence: {said[:80]}; none is shown")
    elif not said and not plan.licence:
        plan.say("no licence said: none is shown")
    return known.get(said.lower(), "") if said else plan.licence


def _address(plan: Plan, original: str) -> str:
    """Return the original address where it can be one."""
    if not original.startswith(("http://", "https://")):
        return ""
    if len(original) > ADDRESS_LENGTH:
        plan.say(f"original address longer than {ADDRESS_LENGTH} characters left out")
        return ""
    return original
