"""The index of articles in each language."""

from django.utils.translation import gettext, override, pgettext
from wagtail.models import Locale, Site

from blog.models import BlogIndexPage


def ensure_indexes(locales: list[Locale]) -> list[str]:
    """Give each language that has a home page its index, all translations of one another."""
    made = []
    home = Site.objects.get(is_default_site=True).root_page
    first = BlogIndexPage.objects.filter(alias_of__isnull=True).order_by("path").first()
    for locale in locales:
        if BlogIndexPage.objects.filter(locale=locale, alias_of__isnull=True).exists():
            continue
        parent = home.get_translation(locale).specific
        with override(locale.language_code):
            index = BlogIndexPage(
                title=gettext("Articles"),
                slug=pgettext("URL", "blog"),
                locale=locale,
                search_description=gettext("All articles, the newest first."),
            )
        if first is not None:
            index.translation_key = first.translation_key
        parent.add_child(instance=index)
        index.save_revision().publish()
        first = first or index
        made.append(f"index {index.url}")
    return made
