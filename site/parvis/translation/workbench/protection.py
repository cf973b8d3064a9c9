"""Between glossary and machines: a term with a preferred translation is not left to them."""

from typing import Any

from wagtail.models import Locale

from parvis.translation.glossary import terms
from parvis.translation.machine.protection import Texts, register_protection


def install() -> None:
    """Have the glossary's terms taken out before a machine is asked; called once."""
    register_protection(protect, restore)


def protect(texts: Texts, source: Locale, target: Locale) -> tuple[Texts, dict[int, Any]]:
    """Return the passages with placeholders for terms, and the terms by passage."""
    hidden: Texts = {}
    notes: dict[int, Any] = {}
    for key, text in texts.items():
        hidden[key], notes[key] = terms.protect(text, source, target, is_html=True)
    return hidden, notes


def restore(texts: Texts, notes: dict[Any, dict[str, str]]) -> dict[int, str | None]:
    """Put the terms back; a passage that lost one of its placeholders is given up."""
    found: dict[int, str | None] = {}
    for key, text in texts.items():
        wanted = notes.get(key) or notes.get(str(key)) or {}
        present = {f"⟦{number}⟧" for number in terms.PLACEHOLDER.findall(text)}
        found[key] = terms.restore(text, wanted) if set(wanted) <= present else None
    return found
