"""Translations that readers see, and what is noted under them."""

from collections.abc import Callable

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from blog.models import ArticlePage
from tests.translation import documents


def published(page: ArticlePage, kind: str = "manual", tool: str = "") -> Translation:
    """Translate a page by that kind of translator, and publish."""
    translation = documents.translate(page)
    documents.fill_by(translation, kind, tool)
    publish(translation)
    return translation


def publish(translation: Translation) -> None:
    """Publish it as it stands; in a test nothing is ever committed."""
    translation.save_target(publish=True)
    translation.get_target_instance().get_latest_revision().publish()


def review(translation: Translation, change: Callable[[str], str] = str) -> None:
    """Have Zoé confirm each passage, as it is or changed, and publish."""
    reader = get_user_model().objects.create_user("zoe", first_name="Zoé")
    for row in StringTranslation.objects.filter(locale=translation.target_locale):
        row.data, row.translation_type = change(row.data), "manual"
        row.last_translated_by = reader
        row.save()
    publish(translation)


def note(translation: Translation) -> BeautifulSoup:
    """Return what stands under the translation."""
    return note_at(translation.get_target_instance().url)


def note_at(url: str) -> BeautifulSoup:
    """Return what stands under the translation there."""
    answer = Client().get(url)
    found = BeautifulSoup(answer.content, "html.parser").select(".translation-note")
    return BeautifulSoup("".join(map(str, found)), "html.parser")


def proposed(translation: Translation) -> int:
    """Return how many passages a machine would write of it; the address is no text."""
    segments = StringSegment.objects.filter(source=translation.source)
    return segments.exclude(context__path="slug").count()
