"""The app's place in Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Keeps the index in step with what is published."""

    name = "parvis.search"
    label = "parvis_search"

    def ready(self) -> None:
        """Listen to what is published and unpublished."""
        from wagtail.signals import page_published, page_unpublished

        from parvis.search import indexing

        page_published.connect(indexing.on_published, dispatch_uid="parvis.search.published")
        page_unpublished.connect(indexing.on_unpublished, dispatch_uid="parvis.search.unpublished")
