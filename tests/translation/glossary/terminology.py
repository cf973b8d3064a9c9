"""Small builders of concepts. A term is written `text`, `text (status)` or `text: definition`."""

import re
from typing import Any

from parvis.translation.glossary.models import Concept, Term
from tests import factories

WRITTEN = re.compile(
    r"(?P<text>[^(:]+?)(?: \((?P<status>\w+)\))?(?:: (?P<definition>.+))?$", re.DOTALL
)


def concept(domain: str = "", *, key: str = "", **terms: list[str] | str) -> Concept:
    """Make a concept: `concept("roads", fr=["voirie", "rue (forbidden)"], en="roads")`."""
    fields: dict[str, Any] = {"key": key} if key else {}
    made = Concept.objects.create(domain=domain, **fields)
    for code, texts in terms.items():
        for written in [texts] if isinstance(texts, str) else texts:
            add_term(made, code, written)
    return made


def add_term(to: Concept, code: str, written: str) -> Term:
    """Add a term to a concept; preferred unless it says otherwise."""
    found = WRITTEN.match(written)
    assert found is not None
    return Term.objects.create(
        concept=to,
        locale=factories.locale(code),
        text=found["text"],
        status=found["status"] or Term.Status.PREFERRED,
        definition=found["definition"] or "",
    )


def stored() -> list[tuple[str, str, str, str, str, str]]:
    """Return everything the glossary holds, comparable."""
    return sorted(
        Term.objects.values_list(
            "concept__key",
            "concept__domain",
            "locale__language_code",
            "text",
            "status",
            "definition",
        )
    )
