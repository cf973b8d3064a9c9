"""What a site in four languages has beside the demo: an article, tags, and the duties, in each.

To be run with the settings and the data of a demo that has these languages.
"""

import os
from typing import Any

import django

LANGUAGES = ("fr", "en", "nl", "de")
SLUG = "un-banc-pour-chacun"
# What is read in each language; the rest of the page is the same words in all.
WORDS = {
    "fr": ("Un banc pour chacun", "Ce qu’est un banc", "Les bancs", "Place publique"),
    "en": ("A bench for everybody", "What a bench is", "Benches", "Public square"),
    "nl": ("Een bank voor iedereen", "Wat een bank is", "Banken", "Openbaar plein"),
    "de": ("Eine Sitzbank für alle", "Was eine Sitzbank ist", "Sitzbänke", "Öffentlicher Platz"),
}
HEADING = "Ce qu’est un commun"
CHANGED = "Le banc a changé de place depuis."


def main() -> None:
    """Add them to the site whose settings and data the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.demo")
    django.setup()
    from django.contrib.auth import get_user_model

    from home.models import AccessibilityStatementPage
    from tests import factories

    user = get_user_model().objects.get(username="admin")
    add_article(user)
    statement = AccessibilityStatementPage.objects.get(locale=factories.locale("fr"))
    for code in ("nl", "de"):
        publish_translation(statement, user, code, {})
    publish_legal_pages()


def add_article(user: Any) -> None:
    """Publish an article of every block in each language, then change its original."""
    from datetime import UTC, datetime

    from blog.models import Author
    from tests import factories
    from tests.translation import documents

    tags = {"fr": factories.tag(WORDS["fr"][3])}
    series = factories.series(WORDS["fr"][2])
    for code in LANGUAGES[1:]:
        tags[code] = factories.tag(WORDS[code][3], code, translation_of=tags["fr"])
        factories.series(WORDS[code][2], code, translation_of=series)
    author = Author.objects.filter(locale=factories.locale("fr")).order_by("pk")[0]
    for code in ("nl", "de"):
        factories.author(author.name, code, translation_of=author)
    source = documents.full_article(
        WORDS["fr"][0],
        slug=SLUG,
        date=datetime(2023, 5, 4, tzinfo=UTC),
        tags=[tags["fr"]],
        authors=[author],
        series=(series, 1),
    )
    for code in LANGUAGES[1:]:
        title, heading, _series, _tag = WORDS[code]
        publish_translation(source, user, code, {source.title: title, HEADING: heading})
    source.summary = CHANGED
    source.save_revision(user=user).publish(user=user)


def publish_translation(source: Any, user: Any, code: str, words: dict[str, str]) -> None:
    """Translate a page with these words, mark the others, and publish it."""
    from wagtail_localize.models import StringTranslation

    from tests.translation import documents

    translation = documents.translate(source, user, code)
    for segment in documents.missing(translation):
        text = segment.string.data
        # A slug stays one; nothing else may be the same in two languages.
        kept = text if text == source.slug else f"{code.upper()} {text}"
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=words.get(text, kept),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=user,
        )
    translation.save_target(user=user)


def publish_legal_pages() -> None:
    """Publish the legal pages of every language as they are made."""
    from home import legal_pages
    from home.models import HomePage

    for page in legal_pages.make(list(HomePage.objects.select_related("locale").order_by("pk"))):
        page.save_revision().publish()


if __name__ == "__main__":
    main()
