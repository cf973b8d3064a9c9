"""Where eTranslation brings its answers. It does not say who it is: the reference has to do.

A reference is a secret of 32 bytes that was given to eTranslation only. It is good for one answer,
or one report of a failure, and for a day.
"""

import logging
import re
from collections.abc import Callable

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from parvis.translation import locks
from parvis.translation.machine.engines.calling import half
from parvis.translation.machine.engines.etranslation import (
    NAME,
    read_document,
    refusal,
)
from parvis.translation.machine.engines.later import two_letters
from parvis.translation.machine.failures import MachineFailedError
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.proposals import apply_answer
from parvis.translation.machine.protection import restored
from parvis.translation.machine.queue import language_of, send_again

logger = logging.getLogger(__name__)

LARGEST = 2 * 1024 * 1024  # bytes; below Django's own limit, so that we are the one to answer

Respond = Callable[[HttpRequest, MachineRequest], HttpResponse]


@csrf_exempt
@require_POST
def etranslation_answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a translated document: in a form, or in base64 as the body with the form's fields in
    the address. The notice that it was delivered elsewhere changes nothing.
    """
    return _respond(request, reference, _take)


@csrf_exempt
@require_POST
def etranslation_error(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the report of a failure: the request is sent again later."""
    return _respond(request, reference, _take_failure)


def _respond(request: HttpRequest, reference: str, respond: Respond) -> HttpResponse:
    """Find what is answered and have it dealt with; whatever arrives, there is an answer to it."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return HttpResponse(status=413)
        with transaction.atomic():
            return respond(request, _expected(reference))
    except RequestDataTooBig:
        return HttpResponse(status=413)
    except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return HttpResponse(status=400)
    except (ValueError, RecursionError):  # text that is none, or nested to no end
        return HttpResponse(status=400)


def _expected(reference: str) -> MachineRequest:
    """Return the request an answer is still expected to; raise Http404 without one."""
    found = (
        MachineRequest.objects.select_for_update()
        .filter(
            reference=reference,
            state__in=MachineRequest.OPEN,
            expires__gt=timezone.now(),
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def _take(request: HttpRequest, asked: MachineRequest) -> HttpResponse:
    body = request.body  # first: a form is read from it too
    fields = request.POST if "request-id" in request.POST else request.GET
    _same_exchange(fields, asked)
    text = request.POST.get("translated-text", "")
    if not text and fields is request.GET:
        text = body.decode("utf-8-sig")
    if not text.strip():
        return HttpResponse(status=200)  # a notice
    with translation.override(language_of(asked.user)):
        try:
            found = read_document(text)
            keys = asked.sent["strings"]
            if missing := set(keys) - set(found):
                raise half(NAME, len(keys) - len(missing), len(keys))
        except MachineFailedError as failure:
            send_again(asked, str(failure), timezone.now())
            return HttpResponse(status=400)
        if message := locks.refusal(asked.user, asked.translation):
            send_again(asked, message, timezone.now())
            return HttpResponse(status=200)
        apply_answer(asked, restored({key: found[key] for key in keys}, asked.sent["notes"]))
    return HttpResponse(status=200)


def _take_failure(request: HttpRequest, asked: MachineRequest) -> HttpResponse:
    fields = request.POST or request.GET
    _same_exchange(fields, asked)
    logger.warning(
        "%s reports %r: %r", NAME, fields.get("error-code"), fields.get("error-message", "")[:300]
    )
    code = fields.get("error-code", "")
    with translation.override(language_of(asked.user)):
        number = int(code) if re.fullmatch(r"-?[0-9]{1,9}", code) else 0
        send_again(asked, str(refusal(number)), timezone.now())
    return HttpResponse(status=200)


def _same_exchange(fields: QueryDict, asked: MachineRequest) -> None:
    """Raise Http404 for an answer that says itself that it is to something else."""
    reference = fields.get("external-reference", asked.reference)
    language = two_letters(asked.translation.target_locale)
    if reference != asked.reference or fields.get("target-language", language).upper() != language:
        raise Http404
