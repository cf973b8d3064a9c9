"""In which language a translation is: still the source's, or another one."""

import copy
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.segment import Segment

SURE = 0.95
# Below this many letters the language of a sentence is a guess.
LETTERS_NEEDED = 25
# A title of this many words, or a name of this many, may well be the same in both languages.
WORDS_ALIKE, WORDS_OF_A_NAME = 2, 5
_NAMES_ALSO_HAVE = "de du des d la le les l et of the and van von der den und en pour sans"
_PARTICLES = frozenset(_NAMES_ALSO_HAVE.split())
_WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+")


def check_untranslated(source: Segment, target: Segment) -> list[Finding]:
    """Return a finding where the translation is the source's text, and no name, code or number."""
    if source.language == target.language or not target.text.strip():
        return []
    if _plain(source.text) != _plain(target.text):
        return []
    words = _WORD.findall(source.prose)
    if _is_name(words) or (len(words) <= WORDS_ALIKE and _detected(source) != source.language):
        return []
    message = _("The translation is the original, word for word.")
    return [Finding("untranslated", "error", message, shortened(target.text))]


def check_language(source: Segment, target: Segment) -> list[Finding]:
    """Return the sentences that are surely in another of the site's languages."""
    found: list[Finding] = []
    identifier = _identifier(_languages(source, target))
    if source.language == target.language or target.language not in identifier.labels:
        return found
    for sentence in _sentences(target.own_words):
        language, probability = identifier.classify(sentence)
        if language == target.language or probability <= SURE:
            continue
        message = _("This is in another language (%(language)s): “%(text)s”.")
        texts = {"language": language_name(language), "text": shortened(sentence)}
        found.append(Finding("language", "error", message % texts, shortened(sentence)))
    return found


def _is_name(words: list[str]) -> bool:
    """Whether these words are in capitals, or begin and end as “Service public de Wallonie”."""
    common = [word for word in words[1:] if word[0].islower() and word not in _PARTICLES]
    if len(words) > WORDS_OF_A_NAME or len(common) > 1:
        return False
    return not common or (words[0].lower() not in _PARTICLES and words[-1][0].isupper())


def _detected(segment: Segment) -> str:
    others = _languages(segment, segment)
    language, probability = _identifier(others).classify(segment.prose)
    return str(language) if probability > SURE else ""


def _sentences(text: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(text):
        words = _WORD.findall(sentence)
        # Names inside a sentence are of no language; in capitals throughout, all are.
        common = [word for word in words if not word[0].isupper()]
        if sum(map(len, common)) >= LETTERS_NEEDED:
            yield " ".join(words[:1] + [word for word in words[1:] if word[0].islower()])


def _languages(source: Segment, target: Segment) -> frozenset[str]:
    codes = (code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    site = {code.lower().partition("-")[0] for code in codes}
    return frozenset(site | {source.language, target.language})


@cache
def _model() -> Any:
    # Here, because it brings numpy, which most processes never need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _identifier(languages: frozenset[str]) -> Any:
    """Return an identifier of these languages; the model is loaded with the first, and shared."""
    identifier = copy.copy(_model())
    identifier.set_languages(languages & set(identifier.labels))
    return identifier


def _plain(text: str) -> str:
    """Return the text without what typography alone makes differ."""
    text = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())
    return re.sub(r" ([:;!?»])|(«) ", r"\1\2", text)


def language_name(language: str) -> str:
    """Return what the reader calls a language."""
    try:
        return str(get_language_info(language)["name_translated"])
    except KeyError:
        return language
