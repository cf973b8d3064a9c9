"""eTranslation through the proxy an administration runs: we ask, then look whether it is there.

The easier road for a site nobody reaches from outside. The proxy takes plain texts one by one and
knows each by its hash, so asking twice for the same costs nothing: the interface is that of
https://github.com/Fedict/etranslation-proxy. It translates a text into the languages it was first
asked for and into no other later, so that each is asked for in all languages of the site.
"""

import time
from html import escape, unescape
from typing import Any

from requests.auth import HTTPBasicAuth
from wagtail.models import Locale

from parvis.translation.machine.engines.calling import SECONDS, Answer, call, expect, unreadable
from parvis.translation.machine.engines.later import AnswersLater, Parts, Receipt, two_letters

NAME = "eTranslation"
SHORTEST, LONGEST = 3, 5000  # characters the proxy accepts
LONGEST_HASH = 200
PATIENCE = 45  # seconds one round of looking may take; the next goes on from there


class ETranslationProxy(AnswersLater):
    """The proxy. Options: URL, USERNAME and PASSWORD; TIMEOUT in seconds.

    Texts too short or too long for it are left to the translator, and counted as refused.
    """

    display_name = NAME
    polls = True

    def ask(self, reference: str, source: Locale, target: Locale, texts: dict[int, str]) -> Receipt:
        """Submit every text; the hashes say later which answer is whose."""
        parts: Parts = {}
        for key, text in texts.items():
            plain = is_plain(text)
            words = unescape(text) if plain else text
            part: dict[str, Any] = {"plain": plain, "hash": None}
            if SHORTEST <= len(words) <= LONGEST:
                part["hash"] = self._submit(words, source, target)
            parts[str(key)] = part
        return Receipt("", parts)

    def _submit(self, words: str, source: Locale, target: Locale) -> str:
        answer = self._call(
            "POST",
            "/request/submit",
            data={
                "text": words,
                "sourceLang": two_letters(source).lower(),
                "targetLang": languages_from(source, target),
            },
        )
        found = expect(answer, 202).text().strip()
        if not found or len(found) > LONGEST_HASH:
            raise unreadable(NAME)
        return found

    def fetch(self, parts: Parts, target: Locale) -> tuple[dict[int, str | None] | None, Parts]:
        """Return the texts once all are there. What arrived is kept and not asked again."""
        until = time.monotonic() + PATIENCE
        missing = False
        for part in parts.values():
            if part["hash"] is None or "text" in part:
                continue
            if time.monotonic() > until or (text := self._retrieve(part["hash"], target)) is None:
                missing = True
            else:
                part["text"] = escape(text, quote=False) if part["plain"] else text
        if missing:
            return None, parts
        return {int(key): part.get("text") for key, part in parts.items()}, parts

    def _retrieve(self, known: str, target: Locale) -> str | None:
        language = two_letters(target).lower()
        answer = self._call(
            "GET", "/request/retrieve", params={"hash": known, "targetLang": language}
        )
        if answer.status == 404:  # not yet
            return None
        return expect(answer, 200).text()

    def _call(self, method: str, path: str, **request: Any) -> Answer:
        return call(
            NAME,
            method,
            self.options.get("URL", "").rstrip("/") + path,
            seconds=float(self.options.get("TIMEOUT", SECONDS)),
            auth=HTTPBasicAuth(self.options.get("USERNAME", ""), self.options.get("PASSWORD", "")),
            **request,
        )


def is_plain(text: str) -> bool:
    """Whether a passage is words only, without links or emphasis."""
    return "<" not in text


def languages_from(source: Locale, target: Locale) -> list[str]:
    """Return the languages to ask for: the one that is wanted, then the others of the site."""
    others = Locale.objects.order_by("language_code")
    found = [two_letters(locale).lower() for locale in (target, *others)]
    return [code for code in dict.fromkeys(found) if code != two_letters(source).lower()]
