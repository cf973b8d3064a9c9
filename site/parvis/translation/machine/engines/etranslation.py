"""eTranslation, the European Commission's own machine, asked directly: it calls us back.

A page is one HTML document with a paragraph a passage, so that links and emphasis survive and
one request is enough. https://language-tools.ec.europa.eu/dev-corner describes the service.
"""

import base64
import binascii
import re
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from wagtail.models import Locale

from parvis.translation.machine.engines.calling import SECONDS, call, expect, unreadable
from parvis.translation.machine.engines.later import AnswersLater, Receipt, two_letters
from parvis.translation.machine.failures import MachineFailedError

NAME = "eTranslation"
URL = "https://webgate.ec.europa.eu/etranslation/si/translate"
QUOTA_EXCEEDED = -20028
NO_REASON = 0
MARK = re.compile(r"s([0-9]{1,18})")


class ETranslation(AnswersLater):
    """The service itself. The site must be reachable from the Commission's network.

    Options: APPLICATION and PASSWORD (its credentials); URL; AUTH, `digest` or `basic`; USERNAME
    and DOMAIN where the service wants others than its defaults; CALLBACK_URL, the site's public
    address where it is not WAGTAILADMIN_BASE_URL; TIMEOUT in seconds.
    """

    display_name = NAME

    def ask(self, reference: str, source: Locale, target: Locale, texts: dict[int, str]) -> Receipt:
        """Send the texts as one document, and say where the answer may go."""
        answer = expect(
            call(
                NAME,
                "POST",
                self.options.get("URL") or URL,
                seconds=float(self.options.get("TIMEOUT", SECONDS)),
                json=self._request(reference, source, target, texts),
                auth=self._credentials(),
            ),
            200,
        )
        number = answer.text().strip()
        if not re.fullmatch(r"-?[0-9]{1,18}", number):
            raise unreadable(NAME)
        if int(number) < 0:
            raise refusal(int(number))
        return Receipt(number, {})

    def _request(
        self, reference: str, source: Locale, target: Locale, texts: dict[int, str]
    ) -> dict[str, Any]:
        callback, failure = self._callbacks(reference)
        application = self.options.get("APPLICATION", "")
        document = write_document(texts, source.language_code)
        return {
            "externalReference": reference,
            "callerInformation": {
                "application": application,
                "username": self.options.get("USERNAME") or application,
            },
            "documentToTranslateBase64": {
                "format": "html",
                "content": base64.b64encode(document.encode()).decode(),
            },
            "sourceLanguage": two_letters(source),
            "targetLanguages": [two_letters(target)],
            "domain": self.options.get("DOMAIN") or "GEN",
            "requesterCallback": callback,
            "errorCallback": failure,
            "destinations": {"httpDestinations": [callback]},
        }

    def _callbacks(self, reference: str) -> tuple[str, str]:
        site = (self.options.get("CALLBACK_URL") or settings.WAGTAILADMIN_BASE_URL).rstrip("/")
        return (
            site + reverse("parvis_machine:etranslation_answer", args=[reference]),
            site + reverse("parvis_machine:etranslation_error", args=[reference]),
        )

    def _credentials(self) -> AuthBase:
        kind = HTTPBasicAuth if self.options.get("AUTH") == "basic" else HTTPDigestAuth
        return kind(self.options.get("APPLICATION", ""), self.options.get("PASSWORD", ""))


def write_document(texts: dict[int, str], language: str) -> str:
    """Return the passages as one HTML document, each in a paragraph that says which it is."""
    paragraphs = "\n".join(f'<p id="s{key}">{text}</p>' for key, text in texts.items())
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n'
        f'<head><meta charset="utf-8"><title></title></head>\n<body>\n{paragraphs}\n</body></html>'
    )


def read_document(answer: str) -> dict[int, str]:
    """Return the passages of an answer: a document as it is, or in base64.

    Raises MachineFailedError where it is neither.
    """
    if "<" not in answer:
        try:
            # Line breaks are usual in base64, and a `+` that went through a form is a space.
            packed = re.sub(r"[\r\n\t]", "", answer).strip().replace(" ", "+")
            answer = base64.b64decode(packed, validate=True).decode("utf-8-sig")
        except (binascii.Error, ValueError) as error:
            raise unreadable(NAME) from error
    found: dict[int, str] = {}
    for paragraph in BeautifulSoup(answer, "html.parser").find_all("p", id=MARK):
        mark = MARK.fullmatch(str(paragraph["id"]))
        if mark:
            # Their formatter may break lines; a passage has none.
            lines = re.split(r"[\r\n]+", paragraph.decode_contents())
            found[int(mark[1])] = " ".join(line.strip(" \t") for line in lines)
    if not found:
        raise unreadable(NAME)
    return found


def refusal(code: int) -> MachineFailedError:
    """Return the failure that stands for one of eTranslation's numbers."""
    if code == QUOTA_EXCEEDED:
        return MachineFailedError(
            _("%(machine)s is asked too much at the moment: nothing was changed.")
            % {"machine": NAME}
        )
    if code == NO_REASON:
        return MachineFailedError(
            _("%(machine)s could not translate this: nothing was changed.") % {"machine": NAME}
        )
    return MachineFailedError(
        _("%(machine)s refuses the request (%(status)d): nothing was changed.")
        % {"machine": NAME, "status": code}
    )
