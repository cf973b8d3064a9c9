"""A passage as wagtail-localize keeps it, taken apart once: inline HTML, links `<a id="a1">`."""

import html
import re
from dataclasses import dataclass
from functools import cached_property

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]*?)(/?)>")
ADDRESS = re.compile(r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\"“”«»]*[^\s<>\"“”«».,;:!?)\]’']")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PLACEHOLDER = re.compile(
    r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{\w+\}|\{\w*\}|%\(\w+\)[sdif]|(?<![\d\s\u00a0\u202f])%[sd]\b|^%[sd]\b"
)
# Stands where something was taken out, so that its neighbours do not become neighbours.
_GAP = " \ufffc "
# A word with a sign that only programs write.
_PROGRAM = re.compile(r"(?<!\S)\S*[=<>_\\|]\S*")
CODE = re.compile(r"<code\b[^<>]*>(.*?)</code>", re.S | re.I)
_EMPHASIS = re.compile(r"<(em|i|lang-[a-z-]+)\b[^<>]*>.*?</\1>", re.S | re.I)
_QUOTATION = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"|„[^„“]*“|‘[^‘’]*’")
_LINK = re.compile(r"<a\b[^<>]*?\bid=[\"']?([\w-]+)[^<>]*>(.*?)</a>", re.S | re.I)
_LINK_ID = re.compile(r"<a\b[^<>]*?\bid=[\"']?([\w-]+)", re.I)


@dataclass(frozen=True)
class Segment:
    """A passage: `text` as it is read, `prose` without what machines read, `own_words` uncited."""

    data: str
    code: str

    @property
    def language(self) -> str:
        """The language without its region: “fr” of “fr-CA”."""
        return self.code.lower().replace("_", "-").partition("-")[0]

    @cached_property
    def text(self) -> str:
        """The passage as it is read."""
        return plain_text(self.data)

    @cached_property
    def prose(self) -> str:
        """The text without code, addresses and placeholders, which are nobody's language."""
        return without_names_for_machines(plain_text(CODE.sub(_GAP, self.data)))

    @cached_property
    def own_words(self) -> str:
        """The prose without emphasis and quotations, which may be of another language."""
        text = plain_text(_EMPHASIS.sub(_GAP, CODE.sub(_GAP, self.data)))
        return _QUOTATION.sub(_GAP, without_names_for_machines(text))

    @cached_property
    def links(self) -> dict[str, str]:
        """The text of each link, by its id."""
        texts = dict.fromkeys(_LINK_ID.findall(self.data), "")
        return texts | {key: plain_text(text).strip() for key, text in _LINK.findall(self.data)}

    @cached_property
    def codes(self) -> list[str]:
        """The text of each piece of code."""
        return [plain_text(text) for text in CODE.findall(self.data)]


def without_names_for_machines(text: str) -> str:
    """Return the text with a gap in place of each address and other code."""
    for pattern in (ADDRESS, EMAIL, PLACEHOLDER, _PROGRAM):
        text = pattern.sub(_GAP, text)
    return text


def plain_text(data: str) -> str:
    """Return a passage as it is read."""
    data = re.sub(r"<br\s*/?>", "\n", data, flags=re.I)
    return html.unescape(TAG.sub("", data))
