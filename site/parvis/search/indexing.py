"""Keeping the index in step."""

from typing import Any

from wagtail.models import Page
from wagtail.search import index

from parvis.search.fields import StemmedMixin


def index_published(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Index a page again once it is published whole.

    Wagtail indexes a page as it is saved, a moment before its children are: an article would be
    found without the words of its new tags.
    """
    if isinstance(instance, StemmedMixin):
        index.insert_or_update_object(sender.objects.get(pk=instance.pk))
