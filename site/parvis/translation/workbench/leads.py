"""Where the values of a translation lead, and what the checks say of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from wagtail.models import Page
from wagtail_localize.models import Translation

from parvis.translation.quality.destinations import leading_elsewhere
from parvis.translation.quality.findings import JudgedFinding, fingerprint, judged
from parvis.translation.quality.pages import reasons_in

# What a link may lead to: a page can be made to act by other schemes.
ADDRESS = re.compile(r"(?:https?|ftp)://\S+|mailto:[^\s@]+@\S+|tel:[+\d][\d\s().-]*|[/#?]\S*", re.I)


@dataclass(frozen=True)
class Lead:
    """A value that leads somewhere: its path, the original's, the one used, as a text's link."""

    path: str
    before: str
    after: str
    link: dict[str, Any]


def link_of(field: forms.Field, shown: Any) -> dict[str, Any] | None:
    """Return a value that leads somewhere as a link of a text would have it; None for any other."""
    if isinstance(field, forms.ModelChoiceField):
        leads = issubclass(field.queryset.model, Page)
        return {"linktype": "page", "id": shown} if leads and shown else None
    return {"href": shown} if ADDRESS.fullmatch(str(shown or "")) else None


def findings_of(translation: Translation, leads: Mapping[int, Lead]) -> dict[int, JudgedFinding]:
    """Return which lead to another language, with what people said of it, in two queries at most.

    Set aside, it is until the original's value or the one used changes.
    """
    links = {number: lead.link for number, lead in leads.items()}
    found = leading_elsewhere(links, translation.target_locale)
    reasons = reasons_in(translation) if found else {}
    judgements = {}
    for number, finding in found.items():
        lead = leads[number]
        mark = fingerprint(lead.before, lead.after, finding.check, finding.about)
        judgements[number] = judged(finding, mark, reasons.get((lead.path, mark)))
    return judgements
