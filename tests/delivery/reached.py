"""Every address of a site that a reader may be led to, as it is now."""

from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from blog.models import Author, BlogIndexPage, Series, Tag

# The words of an index’s own addresses: tags, authors, series, feed, archive.
WORDS = {
    "fr": ("etiquettes", "auteurs", "series", "flux", "archives"),
    "en": ("tags", "authors", "series", "feed", "archive"),
}


def addresses() -> list[str]:
    """Return every address of the site that a reader may be led to now."""
    found = ["/", "/sitemap.xml", "/fr/ancien/", "/fr/parti/"]
    pages = Page.objects.filter(depth__gte=2).exclude(locale__language_code="")
    found += [url for page in pages if (url := page.relative_url(None))]
    for index in BlogIndexPage.objects.all():
        base = index.relative_url(None) or ""
        tags, authors, series, feed, archive = WORDS[index.locale.language_code]
        found += [f"{base}{word}/" for word in (tags, authors, series)]
        found += [f"{base}{feed}/{kind}/" for kind in ("rss", "atom", "json")]
        now = timezone.localtime()
        found += [f"{base}{archive}/{now.year}/", f"{base}{archive}/{now.year}/{now.month}/"]
        found += [f"{base}?page=2"]
        for word, model in ((tags, Tag), (authors, Author), (series, Series)):
            slugs = model.objects.filter(locale=index.locale).values_list("slug", flat=True)
            found += [f"{base}{word}/{slug}/" for slug in slugs]
            if model is not Series:
                found += [f"{base}{word}/{slug}/{feed}/atom/" for slug in slugs]
    found += [document.url for document in get_document_model().objects.all()]
    return list(dict.fromkeys(found))
