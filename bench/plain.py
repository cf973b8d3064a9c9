"""How much higher the same text scores in one language than in another, by LIX.

    PARVIS_DATA=… python bench/plain.py

Two sources: the demo's articles, in French and in English; and the messages of Django and Wagtail
of at least eight words, in English, French, Dutch and German. The first is prose; the second has
all four languages, and says how the other two stand to French.
"""

import os
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import django

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.development")
LANGUAGES = ("en", "fr", "nl", "de")
LEAST_WORDS = 8
_PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}|%\w|<[^>]*>|[`_*]")


def main() -> None:
    """Measure and print."""
    django.setup()
    print(f"articles: French {_median_difference():+.1f} (median of the pairs)")
    texts = list(_messages())
    scores = {language: _lix(text[language] for text in texts) for language in LANGUAGES}
    for language, score in scores.items():
        print(f"{len(texts)} messages: {language} {score:.1f} ({score - scores['en']:+.1f})")


def _median_difference() -> float:
    from blog.models import ArticlePage
    from parvis.writing.plain import reading_of

    scores: dict[object, dict[str, int]] = defaultdict(dict)
    for page in ArticlePage.objects.live().select_related("locale"):
        lix = reading_of(page).lix
        if lix is not None:
            scores[page.translation_key][page.locale.language_code] = lix
    return statistics.median(pair["fr"] - pair["en"] for pair in scores.values() if len(pair) == 2)


def _messages() -> Iterator[dict[str, str]]:
    """Yield the messages that have all languages, without their placeholders."""
    import polib
    import wagtail

    from parvis.writing.plain import words_of

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for package in (django, wagtail):
        for path in sorted(Path(package.__file__).parent.rglob("LC_MESSAGES/django.po")):
            language = path.parts[-3]
            if language in LANGUAGES:
                for entry in polib.pofile(str(path)).translated_entries():
                    if not entry.msgid_plural:
                        found[entry.msgid] |= {"en": entry.msgid, language: entry.msgstr}
    for texts in found.values():
        clean = {language: _PLACEHOLDER.sub(" ", text) for language, text in texts.items()}
        if clean.keys() >= set(LANGUAGES) and len(words_of(clean["en"])) >= LEAST_WORDS:
            yield clean


def _lix(texts: Iterable[str]) -> float:
    from parvis.writing.plain import LONG_WORD, words_of

    counted = [words_of(text) for text in texts]
    number = sum(map(len, counted))
    long = sum(len(word) > LONG_WORD for text in counted for word in text)
    return number / len(counted) + 100 * long / number


if __name__ == "__main__":
    main()
