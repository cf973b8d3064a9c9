"""The body being built: its blocks so far, and what was noticed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from blog.exchange.sections import Sections

Raw = dict[str, Any]
LISTS = {"items", "buttons", "notes"}


@dataclass
class Files:
    """How the converter finds what a text refers to; each returns a primary key or None."""

    picture: Callable[[str, str], int | None] = lambda _src, _title: None
    document: Callable[[str, str], int | None] = lambda _src, _title: None


@dataclass
class Body:
    """The blocks of one text as they are found, and what was noticed."""

    files: Files
    seed: uuid.UUID
    blocks: list[Raw] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    level: int = 1
    sections: Sections = field(default_factory=Sections)

    def add(self, kind: str, value: Any) -> None:
        """Add a block; text joins the text before it, accordion items the accordion before it."""
        if kind != "heading" and value:
            self.sections.settle()
        last = self.blocks[-1] if self.blocks else None
        if kind == "text":
            if not value:
                return
            if last and last["type"] == "text":
                last["value"] += value
                return
        if kind == "accordion" and last and last["type"] == "accordion":
            last["value"]["items"] += value["items"]
            return
        self.blocks.append({"type": kind, "value": value})

    def cut(self, words: str, length: int, what: str) -> str:
        """Return words no longer than a field holds, and say so where some are lost."""
        if len(words) > length:
            self.say(f"{what} cut to {length} characters: {words[:80]}…")
        return words[:length]

    def say(self, message: str) -> None:
        """Note something once."""
        if message not in self.messages:
            self.messages.append(message)

    def finished(self) -> list[Raw]:
        """Return the blocks with ids that are the same at every import."""
        for number, block in enumerate(self.blocks):
            block["id"] = str(uuid.uuid5(self.seed, f"{number} {block['type']}"))
            value = block["value"]
            for name in LISTS.intersection(value if isinstance(value, dict) else ()):
                value[name] = [
                    {
                        "type": "item",
                        "value": item,
                        "id": str(uuid.uuid5(self.seed, f"{number} {name} {order}")),
                    }
                    for order, item in enumerate(value[name])
                ]
        return self.blocks
