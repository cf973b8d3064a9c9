"""The demo's concepts and the page of each language that shows them."""

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from parvis.demo.loading import Content
from parvis.translation.adopt import adopt
from parvis.translation.glossary.exchange import import_glossary
from parvis.translation.glossary.models import Concept, GlossaryPage

FILE = "glossary.csv"


def load_glossary(content: Content) -> list[str]:
    """Load concepts and pages on the first run; leave alone whichever of the two is there."""
    made = []
    if not Concept.objects.exists():
        import_glossary(FILE, (content.folder / FILE).read_bytes())
        made.append(f"{Concept.objects.count()} concepts")
    if not GlossaryPage.objects.exists():
        pages = _load_pages(content.read("site.yaml"))
        made.append(f"{len(pages)} glossary pages")
    return made


def _load_pages(words: dict[str, Any]) -> list[GlossaryPage]:
    """Create the page of every language, as translations of one another."""
    pages: list[GlossaryPage] = []
    for code in settings.CONTENT_LANGUAGES:
        if code not in words:
            continue
        locale = Locale.objects.get(language_code=code)
        page = GlossaryPage(locale=locale, **_fields(words[code]["glossary"]))
        if pages:
            page.translation_key = pages[0].translation_key
        _home(locale).add_child(instance=page)
        page.save_revision().publish()
        if pages:
            adopt(pages[0], GlossaryPage.objects.get(pk=page.pk))
        pages.append(page)
    return pages


def _fields(words: dict[str, str]) -> dict[str, str]:
    return {
        "title": words["title"],
        "slug": words["slug"],
        "introduction": words["introduction"],
        "search_description": words["meta_description"],
    }


def _home(locale: Locale) -> Page:
    """Return the page the site of this language begins with."""
    root = Site.objects.get(is_default_site=True).root_page
    return root if root.locale_id == locale.pk else root.get_translation(locale)
