"""Asking the machine for what is missing in a translation, now or through the queue."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from parvis.translation import locks, rights
from parvis.translation.machine.engines.later import AnswersLater
from parvis.translation.machine.engines.now import ask_now
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.proposals import Applied, propose, texts_to_translate
from parvis.translation.machine.queue import (
    enqueue,
    enqueue_failed,
    forget_failure,
    open_request,
    refuse_languages,
)

__all__ = ["MachineFailedError", "Outcome", "translate_by_machine"]

# More than one call, or a long one, would keep the person and the server’s worker waiting.
TEXTS_AT_ONCE = 20
CHARACTERS_AT_ONCE = 6_000


class Outcome(NamedTuple):
    """What came of asking: an answer that was applied, or a request that waits for one.

    Neither where there was nothing left to translate. `failure` is why it waits, where that is
    because the machine was asked in vain.
    """

    machine: str
    applied: Applied | None = None
    request: MachineRequest | None = None
    failure: str = ""

    def tell(self, request: HttpRequest) -> None:
        """Tell the person who asked, on the next page they see."""
        if self.failure:
            again = _("It is asked again by itself, and you are told how that ends.")
            messages.warning(request, f"{self.failure} {again}")
        elif self.request is not None:
            text = _(
                "%(machine)s answers later. Its proposals appear here by themselves; go on "
                "meanwhile, it changes nothing that you write."
            ) % {"machine": self.machine}
            messages.success(request, text)
        elif self.applied is None:
            messages.warning(request, _("There is nothing left to translate."))
        elif self.applied.refused:
            messages.warning(request, self.applied.in_words(self.machine))
        else:
            messages.success(request, self.applied.in_words(self.machine))


def translate_by_machine(translation: Translation, user: Any, translator: Any) -> Outcome:
    """Have the machine fill in the missing passages, at once or through the queue.

    The queue has what answers later, what is long, what is in it already and what failed at once.
    Nothing is written unless the answer was whole. Raises MachineFailedError where asking again
    would not help, and PermissionDenied where the user may not edit the translation.
    """
    if not rights.may_edit(user, translation.get_target_instance()):
        raise PermissionDenied
    if message := locks.refusal(user, translation):
        raise MachineFailedError(message)
    name = str(translator.display_name)
    texts = texts_to_translate(translation)
    if not texts:
        return Outcome(name)
    refuse_languages(translator, translation)
    if isinstance(translator, AnswersLater) or _is_long(texts) or open_request(translation):
        return Outcome(name, request=enqueue(translation, user))
    source, target = translation.source.locale, translation.target_locale
    try:
        answers = ask_now(translator, source, target, texts)
    except MachineFailedError as failure:
        reason = str(failure)
        return Outcome(name, request=enqueue_failed(translation, user, reason), failure=reason)
    applied = propose(translation, user, name, answers)
    if applied.is_useless:
        raise MachineFailedError(applied.in_words(name))
    forget_failure(translation)
    return Outcome(name, applied)


def _is_long(texts: dict[int, str]) -> bool:
    return len(texts) > TEXTS_AT_ONCE or sum(map(len, texts.values())) > CHARACTERS_AT_ONCE
