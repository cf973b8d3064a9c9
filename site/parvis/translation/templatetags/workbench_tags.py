"""What the templates of the workbench need."""

from django import template
from django.utils.safestring import SafeString

from parvis.translation.workbench.aids import shown_source, shown_steps
from parvis.translation.workbench.passages import state_words

register = template.Library()
register.filter("state_words", state_words)


@register.filter
def source_passage(html: str) -> SafeString:
    """Show a passage of the source with its marks."""
    return shown_source(html)


@register.filter
def steps(pieces: list[tuple[str, str]]) -> SafeString:
    """Show a word diff."""
    return shown_steps(pieces)
