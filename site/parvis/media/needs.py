"""Which pictures something shows, and where: what is published has its pictures made.

What shows pictures has a method `pictures_needed` that yields each with the name of its role. Pages
are heard of as they are published; other models are registered.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from parvis.media.making import missing
from parvis.media.models import Picture
from parvis.media.tasks import make_renditions

Need = tuple[Picture, str]

_registered: list[type[Model]] = []


def register_pictured(model: type[Model]) -> None:
    """Have the pictures of a model’s objects made as they are saved; once an app is ready."""
    if model not in _registered:
        _registered.append(model)
        post_save.connect(_changed, sender=model, dispatch_uid=f"parvis_media.{model.__name__}")


def install() -> None:
    """Hear of pages that are published and of pictures that change; called once."""
    page_published.connect(_changed, dispatch_uid="parvis_media.pages")
    post_save.connect(_picture_changed, sender=Picture, dispatch_uid="parvis_media.pictures")


def ask_for(needs: Iterable[Need]) -> int:
    """Have what is missing of some pictures made in the background; return of how many."""
    asked = 0
    for picture, names in by_picture(needs).items():
        if missing(picture, names):
            make_renditions.enqueue(picture.pk, sorted(names))
            asked += 1
    return asked


def by_picture(needs: Iterable[Need]) -> dict[Picture, set[str]]:
    """Return the roles of each picture."""
    roles: dict[Picture, set[str]] = defaultdict(set)
    for picture, role in needs:
        roles[picture].add(role)
    return roles


def needs_of(shown: Any) -> list[Need]:
    """Return what something needs, now that readers see it; nothing of what they do not."""
    if not hasattr(shown, "pictures_needed") or getattr(shown, "alias_of_id", None):
        return []
    return list(shown.pictures_needed()) if getattr(shown, "live", True) else []


def everything_shown() -> Iterable[Need]:
    """Yield the needs of each thing that readers see."""
    pages = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).order_by("pk")
    for page in pages.specific(defer=False).iterator(chunk_size=100):
        yield from needs_of(page)
    for model in _registered:
        for shown in model._default_manager.all():
            yield from needs_of(shown)


def needs_for(picture: Picture) -> list[Need]:
    """Return the roles that a picture has wherever it is shown."""
    references = ReferenceIndex.get_references_to(picture).select_related("base_content_type")
    found = {(row.base_content_type.model_class(), row.object_id) for row in references}
    shown = []
    for model, key in found:
        thing = model._default_manager.filter(pk=key).first() if model else None
        shown.append(thing.specific if isinstance(thing, Page) else thing)
    return [
        (picture, role)
        for thing in shown
        for other, role in needs_of(thing)
        if other.pk == picture.pk
    ]


def _changed(instance: Any, **_signal: Any) -> None:
    transaction.on_commit(lambda: ask_for(needs_of(instance)), robust=True)


def _picture_changed(instance: Picture, created: bool, raw: bool = False, **_signal: Any) -> None:
    """Have a picture made anew wherever it stands; a new one stands nowhere yet."""
    if not created and not raw:
        transaction.on_commit(lambda: ask_for(needs_for(instance)), robust=True)
