"""One HTTP call to a machine: in time, whole, and every failure in words a translator can use."""

import json
import logging
import time
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote_plus

import requests
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from parvis.translation.machine.failures import MachineFailedError

logger = logging.getLogger(__name__)

SECONDS = 30  # for the whole call: a translator may be waiting for it
LARGEST = 10 * 1024 * 1024  # bytes of an answer; the texts of a long page are a hundredth of that
CHUNK = 64 * 1024
TEXTS_A_CALL = 50  # what DeepL accepts at once
BYTES_A_CALL = 100_000  # as a form has them; DeepL takes 128 KiB


class Answer:
    """What came back: its status and its body."""

    def __init__(self, machine: str, status: int, body: bytes) -> None:
        self.machine = machine
        self.status = status
        self.body = body

    def text(self) -> str:
        """Return the body as text; raise MachineFailedError where it is none."""
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise unreadable(self.machine) from error

    def json(self) -> Any:
        """Return the body's data; raise MachineFailedError where it is not JSON."""
        try:
            return json.loads(self.text())
        except (ValueError, RecursionError) as error:
            raise unreadable(self.machine) from error


def call(
    machine: str, method: str, url: str, *, seconds: float = SECONDS, **request: Any
) -> Answer:
    """Return the answer to a request, whatever its status; raise MachineFailedError without one.

    Redirections are not followed: they would carry the credentials to an address nobody chose.
    """
    deadline = time.monotonic() + seconds
    try:
        with requests.request(
            method, url, timeout=seconds, stream=True, allow_redirects=False, **request
        ) as response:
            return Answer(machine, response.status_code, _body(machine, response, deadline))
    except requests.Timeout as error:
        raise _too_late(machine) from error
    except (requests.RequestException, HTTPError, OSError) as error:
        if "timed out" in str(error).lower():
            raise _too_late(machine) from error
        raise MachineFailedError(
            _("%(machine)s cannot be reached: nothing was changed.") % {"machine": machine}
        ) from error
    except ValueError as error:  # an address that is none
        raise MachineFailedError(
            _("The address of %(machine)s cannot be used. Tell those who look after the site.")
            % {"machine": machine}
        ) from error


def _body(machine: str, response: requests.Response, deadline: float) -> bytes:
    """Read the answer as it comes: a time-out of `requests` only limits each silence."""
    body = bytearray()
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        body += chunk
        if len(body) > LARGEST:
            raise unreadable(machine)
        if time.monotonic() > deadline:
            raise _too_late(machine)
    return bytes(body)


def expect(answer: Answer, *statuses: int) -> Answer:
    """Return the answer if it has one of these statuses; raise MachineFailedError otherwise."""
    if answer.status in statuses:
        return answer
    logger.warning("%s answered %s: %r", answer.machine, answer.status, answer.body[:300])
    if answer.status in (401, 403):
        what = _("%(machine)s refuses the site’s credentials. Tell those who look after the site.")
    elif answer.status in (429, 529):  # DeepL has a number of its own for its busiest hours
        what = _("%(machine)s is asked too much at the moment: nothing was changed.")
    elif answer.status == 456:
        what = _("The quota of %(machine)s is used up: nothing was changed.")
    elif answer.status >= 500:
        what = _("%(machine)s has a fault (%(status)d): nothing was changed.")
    else:
        what = _("%(machine)s refuses the request (%(status)d): nothing was changed.")
    raise MachineFailedError(what % {"machine": answer.machine, "status": answer.status})


def whole(machine: str, texts: Any, asked: int) -> list[str]:
    """Return the texts of an answer if they are texts, and as many as were asked."""
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise unreadable(machine)
    if len(texts) != asked:
        raise half(machine, len(texts), asked)
    return texts


def unreadable(machine: str) -> MachineFailedError:
    """Return the failure of an answer that is not what was agreed."""
    return MachineFailedError(
        _("%(machine)s gave an answer that cannot be read: nothing was changed.")
        % {"machine": machine}
    )


def half(machine: str, given: int, asked: int) -> MachineFailedError:
    """Return the failure of an answer that is not about all that was asked."""
    return MachineFailedError(
        _("%(machine)s answered %(given)d of %(asked)d passages: nothing was changed.")
        % {"machine": machine, "given": given, "asked": asked}
    )


def _too_late(machine: str) -> MachineFailedError:
    return MachineFailedError(
        _("%(machine)s did not answer in time: nothing was changed.") % {"machine": machine}
    )


def in_calls(texts: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield the strings in groups that a machine accepts in one call."""
    group: list[Any] = []
    size = 0
    for text in texts:
        # A letter with an accent takes six bytes in a form, one of another alphabet up to nine.
        its_own = len(quote_plus(text.data))
        if group and (len(group) == TEXTS_A_CALL or size + its_own > BYTES_A_CALL):
            yield group
            group, size = [], 0
        group.append(text)
        size += its_own
    if group:
        yield group
