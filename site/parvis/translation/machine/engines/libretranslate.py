"""LibreTranslate: free software that an administration can run itself."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Locale
from wagtail_localize.machine_translators.libretranslate import LibreTranslator as TheirTranslator
from wagtail_localize.strings import StringValue

from parvis.translation.machine.engines.calling import SECONDS, call, expect, in_calls, whole


class LibreTranslator(TheirTranslator):
    """wagtail-localize's, with an answer that is whole or none.

    Options: LIBRETRANSLATE_URL, API_KEY (where the server wants one), TIMEOUT in seconds.
    """

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """Return the translation of each string; raise MachineFailedError otherwise."""
        texts = list(strings)
        answers: list[str] = []
        for group in in_calls(texts):
            answers += self._ask(source_locale, target_locale, group)
        return {text: StringValue(answer) for text, answer in zip(texts, answers, strict=True)}

    def _ask(self, source: Locale, target: Locale, texts: list[StringValue]) -> list[str]:
        asked: dict[str, Any] = {
            "q": [text.data for text in texts],
            "source": self.language_code(source.language_code),
            "target": self.language_code(target.language_code),
            "format": "html",
        }
        if key := self.options.get("API_KEY"):
            asked["api_key"] = key
        url = f"{self.get_api_endpoint().rstrip('/')}/translate"
        seconds = float(self.options.get("TIMEOUT", SECONDS))
        answer = expect(call(self.display_name, "POST", url, seconds=seconds, json=asked), 200)
        data = answer.json()
        given = data.get("translatedText") if isinstance(data, dict) else None
        return whole(self.display_name, given, len(texts))
