"""What eTranslation sends, and where to."""

import base64

from parvis.translation.machine.models import MachineRequest
from tests.translation.machine.server import Machine, translated_document


def document_of(machine: Machine) -> str:
    _kind, asked = machine.requests[-1]
    return base64.b64decode(asked["documentToTranslateBase64"]["content"]).decode()


def packed(machine: Machine, fault: str = "") -> str:
    return base64.encodebytes(translated_document(document_of(machine), fault).encode()).decode()


def address(request: MachineRequest, tail: str = "") -> str:
    return f"/machine/etranslation/{request.reference}/{tail}"


def form(request: MachineRequest, text: str, **more: str) -> dict[str, str]:
    return {
        "request-id": "4711",
        "target-language": "EN",
        "translated-text": text,
        "external-reference": request.reference,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
