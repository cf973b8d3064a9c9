"""DeepL, a commercial service; the texts leave the house."""

from collections.abc import Iterable

from wagtail.models import Locale
from wagtail_localize.machine_translators.deepl import DeepLTranslator as TheirTranslator
from wagtail_localize.strings import StringValue

from parvis.translation.machine.engines.calling import (
    SECONDS,
    call,
    expect,
    in_calls,
    unreadable,
    whole,
)


class DeepLTranslator(TheirTranslator):
    """wagtail-localize's, with an answer that is whole or none, and pages of any length.

    Options: theirs (AUTH_KEY, FORMALITY, GLOSSARY_IDS, TIMEOUT), and URL for another address.
    """

    def get_api_endpoint(self) -> str:
        """Return the address of the service; a key says by itself whether it is a free one."""
        return self.options.get("URL") or super().get_api_endpoint()

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
        answer = call(
            self.display_name,
            "POST",
            self.get_api_endpoint(),
            seconds=float(self.options.get("TIMEOUT", SECONDS)),
            data=self.get_parameters(source, target, texts),
            headers=self.get_headers(),
        )
        data = expect(answer, 200).json()
        given = data.get("translations") if isinstance(data, dict) else None
        if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
            raise unreadable(self.display_name)
        return whole(self.display_name, [one.get("text") for one in given], len(texts))
