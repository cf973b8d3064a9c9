"""Former addresses of tags, authors and series lead to the present ones, as those of pages do."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.db.models.signals import post_save, pre_save
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect

from blog.models import Author, BlogIndexPage, Series, Tag
from blog.models.index import FEED_TYPES, FEEDS_OF

VIEWS = {Tag: "tag", Author: "author", Series: "series"}
FORMER = "_former_slug"


def install() -> None:
    """Watch the slugs of what has addresses; called once, when the app is ready."""
    for model in VIEWS:
        pre_save.connect(_note, model, dispatch_uid=f"blog_former_{model.__name__}")
        post_save.connect(_lead, model, dispatch_uid=f"blog_led_{model.__name__}")


def _note(instance: Any, raw: bool = False, update_fields: Any = None, **_signal: Any) -> None:
    """Keep the slug that readers know, where another one is about to be saved."""
    is_saved = update_fields is None or "slug" in update_fields
    if raw or not is_saved or instance._state.adding:
        return
    known = type(instance)._default_manager.filter(pk=instance.pk, live=True)
    slugs = known.exclude(slug=instance.slug).values_list("slug", flat=True)
    vars(instance)[FORMER] = slugs.first()


def _lead(instance: Any, **_signal: Any) -> None:
    """Have each former address lead to the present one."""
    former = vars(instance).pop(FORMER, None)
    if former is None:
        return
    for index in BlogIndexPage.objects.filter(locale=instance.locale_id, live=True):
        with override(index.locale.language_code):
            pairs = zip(
                _addresses(index, instance, former),
                _addresses(index, instance, instance.slug),
                strict=True,
            )
            for before, now in pairs:
                _redirect(before, now)


def _addresses(index: BlogIndexPage, subject: Any, slug: str) -> Iterator[str]:
    """Yield the paths of a subject’s page and of its feeds."""
    yield urlsplit(index.sub_url(VIEWS[type(subject)], slug)).path
    if name := FEEDS_OF.get(type(subject)):
        for kind in FEED_TYPES:
            yield urlsplit(index.sub_url(name, slug, kind)).path


def _redirect(before: str, now: str) -> None:
    """Lead from one path to another, and nobody in a circle or by a detour."""
    ours = Redirect.objects.filter(automatically_created=True)
    ours.filter(old_path=Redirect.normalise_path(now)).delete()
    ours.filter(redirect_link=before).update(redirect_link=now)
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(before),
        site=None,
        defaults={"redirect_link": now, "redirect_page": None, "automatically_created": True},
    )
