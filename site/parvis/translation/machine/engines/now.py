"""Asking a machine that answers at once, ours or any of wagtail-localize's."""

import logging
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.strings import StringValue

from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.protection import protected, restored

logger = logging.getLogger(__name__)


def ask_now(
    machine: Any, source: Locale, target: Locale, texts: dict[int, str]
) -> dict[int, str | None]:
    """Return the machine's text for each of these, None where it gave none.

    Raises MachineFailedError, whatever the machine raised.
    """
    texts, notes = protected(texts, source, target)
    values = {key: StringValue(text) for key, text in texts.items()}
    try:
        given = machine.translate(source, target, list(values.values()))
        answers = {key: _text(given.get(value)) for key, value in values.items()}
    except MachineFailedError:
        raise
    except Exception as error:
        # Whatever a machine we know nothing of may raise: a refused connection, a time-out, an
        # answer that is not the expected one. The person goes on by hand.
        name = str(machine.display_name)
        logger.warning("%s failed", name, exc_info=error)
        raise MachineFailedError(
            _("%(machine)s gave no usable answer: nothing was changed.") % {"machine": name}
        ) from error
    return restored(answers, notes)


def _text(value: StringValue | None) -> str | None:
    return None if value is None else value.data
