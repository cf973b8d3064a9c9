"""The table of contents of a long page."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.blocks import StreamValue, StructValue

from parvis.pages.anchors import headings
from parvis.pages.reading import is_long

# A shorter text is seen at a glance: so many sections, and so many words.
SECTIONS, WORDS = 3, 500


@dataclass(frozen=True)
class Section:
    """A section's heading, and those of its subsections."""

    heading: StructValue
    parts: list[StructValue] = field(default_factory=list)


def contents(body: StreamValue | Any) -> list[Section]:
    """Return the sections of a body with their subsections; none of a short one."""
    sections: list[Section] = []
    for heading in headings(body):
        if heading["level"] == "2":
            sections.append(Section(heading))
        elif heading["level"] == "3" and sections:
            sections[-1].parts.append(heading)
    if len(sections) < SECTIONS or not is_long(body, WORDS):
        return []
    return sections
