"""A machine has answered, or was asked in vain for the last time: whoever asked is told."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail_localize.models import get_edit_url

from parvis.translation.machine.models import MachineRequest
from parvis.translation.notices import people, wording
from parvis.translation.notices.models import Kind
from parvis.translation.notices.telling import tell_all

KINDS = {
    MachineRequest.State.ANSWERED: Kind.ANSWERED,
    MachineRequest.State.FAILED: Kind.FAILED,
}


def install() -> None:
    """Listen to requests; called once."""
    post_save.connect(_changed, sender=MachineRequest, dispatch_uid="notices_machine_ended")


def _changed(instance: MachineRequest, raw: bool = False, **_signal: Any) -> None:
    kind = KINDS.get(MachineRequest.State(instance.state))
    if kind is not None and instance.user_id and not raw:
        transaction.on_commit(partial(_tell, instance, kind), robust=True)


def _tell(request: MachineRequest, kind: Kind) -> None:
    translation = request.translation
    source, target = people.source_of(translation), people.target_of(translation)
    if source is None or target is None:
        return
    tell_all(
        people.who_may_edit({request.user}, target),
        kind,
        f"{kind}:{request.pk}",
        get_edit_url(target),
        **wording.subject(translation, source),
        machine=request.machine_name,
        words=request.message,
    )
