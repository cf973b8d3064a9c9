"""What the templates of the workbench need."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django import template
from django.utils.safestring import SafeString

from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.workbench.aids import shown_steps
from parvis.translation.workbench.marks import with_words
from parvis.translation.workbench.passages import state_words
from parvis.translation.workbench.source import shown_source

register = template.Library()
register.filter("state_words", state_words)
register.simple_tag(shown_source, name="source_passage")
register.simple_tag(with_words)


@register.filter
def steps(pieces: list[tuple[str, str]]) -> SafeString:
    """Show a word diff."""
    return shown_steps(pieces)


@register.filter
def named(findings: Iterable[JudgedFinding] | None) -> Iterator[tuple[str, JudgedFinding]]:
    """Give each finding of a passage a name that stays while the words around it change.

    Of those that are about the same, the words they show are part of it: none takes another’s.
    """
    found = list(findings or ())
    alike = Counter((finding.check, finding.about) for finding in found)
    seen: Counter[str] = Counter()
    for finding in found:
        name = f"{finding.check}-{finding.about}"
        if alike[finding.check, finding.about] > 1:
            name += f"-{finding.excerpt}"
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), finding
