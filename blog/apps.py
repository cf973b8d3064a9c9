"""The app's place in Django."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """Registers what the publication adds to the site's structure and to the demo."""

    name = "blog"

    def ready(self) -> None:
        """Register what other apps call: steps, the demo's loader, sitemap, offers, filters."""
        from blog import (
            announced,
            demo,
            filters,
            former,
            offers,
            search,
            sitemap,
            structure,
            watched,
        )
        from blog.models import ArticlePage, Author
        from parvis.demo.loading import register_converter, register_loader
        from parvis.discovery.feeds import register_feeds
        from parvis.discovery.pairs import register_pages
        from parvis.discovery.sitemap import register_section
        from parvis.media.needs import register_pictured
        from parvis.pages.structure import register_step
        from parvis.search.lost import register_offers

        register_step(30, structure.ensure_indexes)
        register_converter(demo.blocks)
        register_pages("articles", ArticlePage)
        register_section("lists", sitemap.rows, sitemap.entries)
        register_offers(offers.subjects)
        register_feeds(announced.feeds)
        register_loader(10, demo.load_articles)
        register_pictured(Author)
        filters.register()
        former.install()
        search.register()
        watched.install()
