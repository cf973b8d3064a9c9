"""In which language a translation is: still the source's, or another one."""

import re
import unicodedata

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from parvis.pages.detection import SURE, WORD, classified, is_told_apart, telling_sentences
from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.segment import Segment

# A title of this many words, or a name of this many, may well be the same in both languages.
WORDS_ALIKE, WORDS_OF_A_NAME = 2, 5
_NAMES_ALSO_HAVE = "de du des d la le les l et of the and van von der den und en pour sans"
_PARTICLES = frozenset(_NAMES_ALSO_HAVE.split())


def check_untranslated(source: Segment, target: Segment) -> list[Finding]:
    """Return a finding where the translation is the source's text, and no name, code or number."""
    if source.language == target.language or not target.text.strip():
        return []
    if _plain(source.text) != _plain(target.text):
        return []
    words = WORD.findall(source.prose)
    if _is_name(words) or (len(words) <= WORDS_ALIKE and _detected(source) != source.language):
        return []
    message = _("The translation is the original, word for word.")
    return [Finding("untranslated", "error", message, shortened(target.text))]


def check_language(source: Segment, target: Segment) -> list[Finding]:
    """Return the sentences that are surely in another of the site's languages."""
    found: list[Finding] = []
    languages = _languages(source, target)
    if source.language == target.language or not is_told_apart(target.language, languages):
        return found
    for _sentence, sentence in telling_sentences(target.own_words):
        language, probability = classified(sentence, languages)
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
    language, probability = classified(segment.prose, _languages(segment, segment))
    return language if probability > SURE else ""


def _languages(source: Segment, target: Segment) -> frozenset[str]:
    codes = (code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    site = {code.lower().partition("-")[0] for code in codes}
    return frozenset(site | {source.language, target.language})


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
