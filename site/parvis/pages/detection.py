"""Which language a text is in, as far as its letters tell."""

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

SURE = 0.95
# Below this many letters the language of a sentence is a guess.
LETTERS_NEEDED = 25
WORD = re.compile(r"[^\W\d_]{2,}(?:['’-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])\s+|\n+")


def classified(text: str, languages: frozenset[str]) -> tuple[str, float]:
    """Return which of some languages a text is in, and how sure that is, from 0 to 1."""
    language, probability = _identifier(languages).classify(text)
    return str(language), float(probability)


def is_told_apart(language: str, languages: frozenset[str]) -> bool:
    """Whether the model knows this language, one of some."""
    return language in _identifier(languages).labels


def telling_sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield (sentence, its words that tell a language) of those with enough words for it."""
    for sentence in _SENTENCE_END.split(text):
        words = WORD.findall(sentence)
        # Names inside a sentence are of no language; in capitals throughout, all are.
        common = [word for word in words if not word[0].isupper()]
        if sum(map(len, common)) >= LETTERS_NEEDED:
            yield (
                sentence.strip(),
                " ".join(words[:1] + [word for word in words[1:] if word[0].islower()]),
            )


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
