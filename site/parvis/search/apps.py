"""The app's place in Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Keeps the index in step with what is published."""

    name = "parvis.search"
    label = "parvis_search"

    def ready(self) -> None:
        """Listen to publications."""
        from wagtail.signals import page_published

        from parvis.search.indexing import index_published

        page_published.connect(index_published, dispatch_uid="parvis.search.index_published")
