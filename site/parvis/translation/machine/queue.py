"""The machines' queue: what waits is sent, what was sent is fetched, what failed is tried again.

No transaction is open while a machine is spoken to. A request is claimed first, by putting off
when it is due; whoever dies with it in hand only delays it.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation

from parvis.translation import locks
from parvis.translation.machine.engines.later import AnswersLater
from parvis.translation.machine.engines.now import ask_now
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest, new_reference
from parvis.translation.machine.proposals import apply_answer, texts_to_translate
from parvis.translation.machine.protection import protected, restored

logger = logging.getLogger(__name__)

State = MachineRequest.State
DELAYS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 30)]
ATTEMPTS = 5
BETWEEN_LOOKS = timedelta(minutes=1)
IN_HAND = timedelta(minutes=15)  # longer than a machine may take
ROUND = 60  # seconds after which a round takes up nothing more: others wait for its process
ANSWERED_WITHIN = timedelta(hours=24)


def enqueue(wanted: Translation, user: Any) -> MachineRequest:
    """Return the open request for this translation; make one where there is none.

    One that waits for its next attempt is sent by the next round, and is `user`'s from then on.
    The caller has checked that `user` may edit it. Raises MachineFailedError where no machine is
    configured, or where it does not know the two languages.
    """
    machine = the_machine()
    refuse_languages(machine, wanted)
    requests = MachineRequest.objects.filter(translation=wanted)
    with transaction.atomic():
        requests.exclude(state__in=MachineRequest.OPEN).delete()  # what came of earlier ones
        try:
            with transaction.atomic():
                return MachineRequest.objects.create(
                    translation=wanted, user=user, engine=path_of(machine)
                )
        except IntegrityError:
            _hasten(requests, user)
            return requests.get(state__in=MachineRequest.OPEN)


def enqueue_failed(wanted: Translation, user: Any, reason: str) -> MachineRequest:
    """Do the same for a translation whose machine was asked outside of the queue, and failed."""
    request = enqueue(wanted, user)
    now = timezone.now()
    if MachineRequest.objects.filter(pk=request.pk, state=State.WAITING, attempts=0).update(
        attempts=1, message=reason, due=now + DELAYS[0], changed=now
    ):
        request.refresh_from_db()
    return request


def open_request(wanted: Translation) -> MachineRequest | None:
    """Return the request whose answer is still expected, if there is one."""
    return MachineRequest.objects.filter(translation=wanted, state__in=MachineRequest.OPEN).first()


def forget_failure(wanted: Translation) -> None:
    """Take note that a machine has answered outside of the queue: its failure is past."""
    MachineRequest.objects.filter(translation=wanted, state=State.FAILED).delete()


def _hasten(requests: QuerySet[MachineRequest], user: Any) -> None:
    # Not what is in hand, which has no message: whoever has it would find it taken away.
    waiting = requests.filter(state=State.WAITING).exclude(message="")
    now = timezone.now()
    anew: dict[str, Any] = {"due": now, "attempts": 0, "message": "", "changed": now}
    waiting.update(**anew, **({"user": user} if user is not None else {}))


def refuse_languages(machine: Any, wanted: Translation) -> None:
    """Raise MachineFailedError where the machine does not translate between these languages."""
    if not machine.can_translate(wanted.source.locale, wanted.target_locale):
        raise MachineFailedError(
            _("%(machine)s does not translate from %(source)s into %(target)s.")
            % {
                "machine": machine.display_name,
                "source": wanted.source.locale.get_display_name(),
                "target": wanted.target_locale.get_display_name(),
            }
        )


def the_machine() -> Any:
    """Return the machine the settings name; raise MachineFailedError where they name none."""
    machine = get_machine_translator()
    if machine is None:
        raise MachineFailedError(_("This site has no translation machine."))
    return machine


def path_of(machine: Any) -> str:
    """Return by which name a request remembers a machine."""
    return f"{type(machine).__module__}.{type(machine).__qualname__}"


def run_due(now: datetime | None = None) -> int:
    """Do what is due and return how many requests were taken up. To be called every minute."""
    now = now or timezone.now()
    until = time.monotonic() + ROUND
    taken = 0
    while time.monotonic() < until and (request := _claim(now)):
        taken += 1
        with translation.override(language_of(request.user)):
            try:
                _advance(request, now)
            except MachineFailedError as failure:
                put_off(request, str(failure), now)
            except Exception:
                logger.exception("The machine's request %s failed", request.pk)
                name = request.machine_name
                reason = _("%(machine)s gave an answer that cannot be read: nothing was changed.")
                put_off(request, reason % {"machine": name}, now)
    return taken


@transaction.atomic
def _claim(now: datetime) -> MachineRequest | None:
    """Take the request that is due first, so that no other process takes it as well."""
    request = (
        MachineRequest.objects.filter(state__in=MachineRequest.OPEN, due__lte=now)
        .select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        .order_by("due", "pk")
        .first()
    )
    if request is None:
        return None
    request.due = max(now, timezone.now()) + IN_HAND
    if request.state == State.WAITING:
        request.attempts += 1
        request.message = ""
        # Before it is sent: the answer may come before this process knows that it was sent.
        request.expires = now + ANSWERED_WITHIN
    request.save(update_fields=["due", "attempts", "message", "expires", "changed"])
    return request


def _advance(request: MachineRequest, now: datetime) -> None:
    """Send the request, or look for its answer. Raises MachineFailedError to have it put off."""
    machine = the_machine()
    if request.attempts > ATTEMPTS:  # each ended with the process
        reason = _("%(machine)s could not be asked. Tell those who look after the site.")
        _close(request, reason % {"machine": request.machine_name})
    elif message := locks.refusal(request.user, request.translation):
        # Nothing failed: it waits for the page to be free.
        attempts = request.attempts - (request.state == State.WAITING)
        _record(request, attempts=attempts, message=message, due=now + DELAYS[-1])
    elif request.state == State.WAITING:
        _send(request, machine, now)
    elif request.expires is None or now >= request.expires:
        reason = _("%(machine)s did not answer within a day. Ask again.")
        _close(request, reason % {"machine": request.machine_name})
    elif request.engine != path_of(machine):
        _record(request, state=State.WAITING, attempts=0, due=now)  # another machine, from anew
    else:
        _look(request, machine, now)


def _send(request: MachineRequest, machine: Any, now: datetime) -> None:
    """Ask the machine. One that answers at once has its answer applied."""
    request.engine = path_of(machine)
    wanted = request.translation
    source, target = wanted.source.locale, wanted.target_locale
    texts = texts_to_translate(wanted)
    if not texts:
        _apply(request, {})
    elif not isinstance(machine, AnswersLater):
        _apply(request, ask_now(machine, source, target, texts))
    else:
        texts, notes = protected(texts, source, target)
        # Before it is sent, for the same reason as its expiry.
        sent = {"strings": list(texts), "notes": notes, "parts": {}}
        _record(request, engine=request.engine, sent=sent)
        receipt = machine.ask(request.reference, source, target, texts)
        _record(
            request,
            state=State.SENT,
            number=receipt.number,
            sent={**sent, "parts": receipt.parts},
            message="",
            # From here on, failures are failures to look.
            attempts=0 if machine.polls else request.attempts,
            due=now + BETWEEN_LOOKS if machine.polls else request.expires,
        )


def _look(request: MachineRequest, machine: AnswersLater, now: datetime) -> None:
    """Fetch the answer, or what is there of it."""
    answers, parts = machine.fetch(request.sent["parts"], request.translation.target_locale)
    if answers is not None:
        _apply(request, restored(answers, request.sent["notes"]))
        return
    sent = {**request.sent, "parts": parts}
    _record(request, sent=sent, attempts=0, message="", due=now + BETWEEN_LOOKS)


def put_off(request: MachineRequest, reason: str, now: datetime, **changes: Any) -> None:
    """Note a failure and try again later; the fifth in a row is the last."""
    attempts = request.attempts + (request.state == State.SENT)
    if attempts >= ATTEMPTS:
        _close(request, reason)
        return
    _record(request, attempts=attempts, message=reason, due=now + DELAYS[attempts - 1], **changes)


def send_again(request: MachineRequest, reason: str, now: datetime) -> None:
    """Put off a request whose machine reported a failure; its old reference is used up."""
    request.state = State.WAITING
    put_off(request, reason, now, state=State.WAITING, reference=new_reference())


def _close(request: MachineRequest, reason: str) -> None:
    _record(request, state=State.FAILED, message=reason, sent={})


@transaction.atomic
def _apply(request: MachineRequest, answers: dict[int, str | None]) -> None:
    if _is_ours(request):
        MachineRequest.objects.filter(pk=request.pk).update(engine=request.engine)
        apply_answer(request, answers)


@transaction.atomic
def _record(request: MachineRequest, **changes: Any) -> None:
    if _is_ours(request):
        for name, value in changes.items():
            setattr(request, name, value)
        request.save(update_fields=[*changes, "changed"])


def _is_ours(request: MachineRequest) -> bool:
    """Whether nobody answered or took up the request while the machine was spoken to."""
    found = MachineRequest.objects.select_for_update().filter(
        pk=request.pk, due=request.due, state__in=MachineRequest.OPEN
    )
    return bool(list(found.values_list("pk", flat=True)))


def language_of(user: Any) -> str:
    """Return the language in which to tell somebody what happened."""
    profile = getattr(user, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile else settings.LANGUAGE_CODE
