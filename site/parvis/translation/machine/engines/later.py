"""What a machine offers that is asked now and answers later."""

from abc import ABC, abstractmethod
from typing import Any, NamedTuple

from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator

from parvis.translation.machine.failures import MachineFailedError

Parts = dict[str, Any]


class Receipt(NamedTuple):
    """What is kept of a request that was sent: the machine's number, and notes in JSON."""

    number: str
    parts: Parts


class AnswersLater(BaseMachineTranslator, ABC):
    """A machine for `parvis.translation.machine.queue`, which alone speaks to it.

    `polls` says whether its answer is fetched; it comes by itself otherwise, to a view.
    """

    polls = False

    @abstractmethod
    def ask(self, reference: str, source: Locale, target: Locale, texts: dict[int, str]) -> Receipt:
        """Send the texts. Raise MachineFailedError where they are not accepted.

        May be called again for the same request, after a failure half-way.
        """

    def fetch(self, parts: Parts, target: Locale) -> tuple[dict[int, str | None] | None, Parts]:
        """Return the texts once all are there (None for one that never will), and what to keep.

        Asked of machines that are polled only.
        """
        raise MachineFailedError(f"{self.display_name} sends its answer: there is none to fetch.")

    def translate(self, source_locale: Locale, target_locale: Locale, strings: Any) -> Any:
        """Refuse: there is nothing this machine could return at once."""
        raise MachineFailedError(f"{self.display_name} answers later: ask it through the queue.")

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        """Whether the two languages differ; which ones it knows, the machine says itself."""
        return two_letters(source_locale) != two_letters(target_locale)


def two_letters(locale: Locale) -> str:
    """Return a language as eTranslation writes it: FR, EN."""
    return str(locale.language_code).split("-")[0].upper()
