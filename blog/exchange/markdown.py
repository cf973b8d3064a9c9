"""From Markdown to safe HTML that `blocks` can take apart."""

import re
import zlib
from dataclasses import dataclass
from html import escape

import nh3
from bs4 import BeautifulSoup, NavigableString, Tag
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from blog.exchange.frontmatter import BadFileError

MAX_NESTING = 100
DIRECTIVES = {"note", "tip", "important", "warning", "details", "buttons", "embed", "document"}
TAGS = {
    "a", "article", "aside", "b", "blockquote", "br", "caption", "code", "dd", "del", "details",
    "div", "dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "i", "iframe", "img", "li", "main", "nav", "ol", "p", "pre", "s", "section",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
    "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"id", "lang"},
    "a": {"href", "class"},
    "code": {"class"},
    "div": {"data-directive", "data-title", "data-url"},
    "iframe": {"src", "title"},
    "img": {"src", "alt", "title"},
    "li": {"class"},
    "section": {"class"},
    "td": {"style", "align"},
    "th": {"style", "align"},
    "sup": {"class"},
}
SCHEMES = {"http", "https", "mailto", "tel", "article"}
TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
CODE = re.compile(
    r"(^|\n)( {0,3})(`{3,}|~{3,})[^\n]*\n.*?(?:\n\2\3[^\n]*(?=\n|$)|$)|`[^`\n]+`", re.DOTALL
)
# Attributes of custom elements that hold words a reader sees.
SPOKEN = (
    "heading",
    "card-title",
    "details-title",
    "notice-title",
    "title",
    "label",
    "description",
    "hint",
    "alt",
)


@dataclass(frozen=True)
class Parsed:
    """A text that was converted once, kept small until it is used."""

    packed: bytes
    messages: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Parsed":
        """Convert Markdown."""
        html, messages = to_html(text)
        return cls(zlib.compress(html.encode("utf-8", "surrogatepass"), 1), tuple(messages))

    @property
    def html(self) -> str:
        """The text as sanitised HTML."""
        return zlib.decompress(self.packed).decode("utf-8", "surrogatepass")


def to_html(text: str) -> tuple[str, list[str]]:
    """Return Markdown as sanitised HTML, with what had to be left out.

    Raw HTML in the Markdown is kept where it is text, structure, pictures or frames; scripts,
    styles, event handlers and unsafe addresses never pass.
    """
    messages: list[str] = []
    text = _without_templating(text, messages)
    html = _renderer().render(text)
    if _deepest(text) > MAX_NESTING:
        raise BadFileError(f"nested more than {MAX_NESTING} levels deep")
    soup = BeautifulSoup(html, "html.parser")
    _as_words(soup, messages)
    _without_custom_elements(soup, messages)
    _without_danger(soup, messages)
    return _clean(str(soup)), messages


def _deepest(text: str) -> int:
    """Return how many quotations the deepest line stands in: the parser drops what is too deep."""
    return max(
        (line.count(">", 0, len(line) - len(line.lstrip("> "))) for line in text.split("\n")),
        default=0,
    )


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=None,
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def _renderer() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "linkify": True, "maxNesting": MAX_NESTING})
    setattr(md, "validateLink", lambda _url: True)  # noqa: B010 (a method): unsafe addresses are taken out below, their words kept
    md.enable(["table", "strikethrough", "linkify"])
    if md.linkify is not None:
        # Only whole addresses: `manage.py` and `README.md` would pass for names of machines.
        md.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    md.use(footnote_plugin).use(tasklists_plugin)
    md.block.ruler.before("fence", "directive", _directive, {"alt": ["paragraph", "blockquote"]})
    md.add_render_rule("directive_open", _open)
    md.add_render_rule("directive_close", lambda *_args: "</div>\n")
    return md


def _directive(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Recognise `::: name words` … `:::`; the text between is Markdown."""
    opening = state.getLines(start, start + 1, 0, False).strip()
    match = re.fullmatch(r":::\s*([a-z]+)(?:\s+(.*))?", opening)
    if match is None or match[1] not in DIRECTIVES:
        return False
    if silent:
        return True
    line, depth = start + 1, 1
    while line < end:
        words = state.getLines(line, line + 1, 0, False).strip()
        if re.fullmatch(r":::\s*[a-z]+.*", words):
            depth += 1
        elif words == ":::":
            depth -= 1
            if depth == 0:
                break
        line += 1
    token = state.push("directive_open", "div", 1)
    token.info = match[1]
    token.meta = {"words": (match[2] or "").strip()}
    outer = state.lineMax
    state.lineMax = min(line, end)  # a paragraph must not run on past the closing line
    state.md.block.tokenize(state, start + 1, state.lineMax)
    state.lineMax = outer
    state.push("directive_close", "div", -1)
    state.line = min(line + 1, end)
    return True


def _open(_self: RendererHTML, tokens: list, index: int, *_args: object) -> str:
    token = tokens[index]
    words = token.meta["words"]
    url = ""
    if token.info in {"embed", "document"}:
        url, _space, words = words.partition(" ")
        words = words.strip().strip('"“”«»').strip()
    title, address = escape(words), escape(url)
    return f'<div data-directive="{token.info}" data-title="{title}" data-url="{address}">\n'


def _without_templating(text: str, messages: list[str]) -> str:
    """Take `{% %}` and `{{ }}` out, code excepted: nothing here can run them."""
    left_out = 0

    def outside(part: str) -> str:
        nonlocal left_out
        part, times = TEMPLATE.subn("", part)
        left_out += times
        return part

    kept, position = [], 0
    for match in CODE.finditer(text):
        kept += [outside(text[position : match.start()]), match[0]]
        position = match.end()
    kept.append(outside(text[position:]))
    if left_out:
        messages.append(f"{left_out} template expression{'s' if left_out > 1 else ''} left out")
    return "".join(kept)


def _as_words(soup: BeautifulSoup, messages: list[str]) -> None:
    """Write boxes to tick as characters, and link to films and sounds, which we do not play."""
    for box in soup.find_all("input", type="checkbox"):
        box.replace_with("☑ " if box.has_attr("checked") else "☐ ")
    for player in soup.find_all(["video", "audio", "object", "embed"]):
        places = [player, *player.find_all("source")]
        address = next(
            (str(place[name]) for place in places for name in ("src", "data") if place.get(name)),
            "",
        )
        messages.append(f"{player.name} kept as a link: {address[:200] or 'it has no address'}")
        if address:
            link = soup.new_tag("a", href=address)
            link.string = str(player.get("title") or address.rpartition("/")[2] or address)
            player.insert(0, link)
        player.unwrap()
    for place in soup.find_all("a", attrs={"name": True}, id=False):
        place["id"] = str(place["name"])


def _without_danger(soup: BeautifulSoup, messages: list[str]) -> None:
    """Take out scripts, styles and unsafe addresses, and say so; `_clean` makes sure of it."""
    for name in ("script", "style"):
        found = soup.find_all(name)
        for element in found:
            element.extract()
        if found:
            messages.append(f"<{name}> left out: {len(found)}")
    for element in soup.find_all(lambda tag: tag.has_attr("href") or tag.has_attr("src")):
        for name in ("href", "src"):
            # As browsers read it: without regard to spaces and control characters.
            address = re.sub(r"[\x00-\x20]", "", str(element.get(name) or ""))
            scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
            if scheme and scheme[1].lower() not in SCHEMES:
                messages.append(f"unsafe address left out: {address[:80]}")
                del element[name]


def _without_custom_elements(soup: BeautifulSoup, messages: list[str]) -> None:
    """Replace custom elements (`<x-card>`) by the words they hold and those in their attributes.

    One that says it is a heading (`<x-heading tag="h2">`) becomes one.
    """
    names: dict[str, None] = {}
    for element in soup.find_all(lambda tag: "-" in tag.name):
        if re.fullmatch(r"h[1-6]", str(element.get("tag") or "")):
            element.name = str(element["tag"])
            continue
        names[element.name] = None
        spoken = [str(element[name]) for name in SPOKEN if isinstance(element.get(name), str)]
        spoken = [words.strip() for words in dict.fromkeys(spoken) if words.strip()]
        href = str(element.get("href") or "")
        inline = _is_inline(element)
        if spoken:
            element.insert(0, _spoken(soup, spoken, href, inline))
        elif href and element.get_text(strip=True):
            link = soup.new_tag("a", href=href)
            for child in list(element.contents):
                link.append(child.extract())
            element.append(link)
        element.unwrap()
    if names:
        messages.append("custom elements kept as text: " + ", ".join(sorted(names)))


def _is_inline(element: Tag) -> bool:
    return element.find_parent(["p", "li", "a", "h1", "h2", "h3", "h4", "td", "th"]) is not None


def _spoken(soup: BeautifulSoup, words: list[str], href: str, inline: bool) -> Tag:
    holder = soup.new_tag("span" if inline else "p")
    for number, sentence in enumerate(words):
        if number:
            holder.append(NavigableString(" — "))
        if number == 0 and href:
            link = soup.new_tag("a", href=href)
            link.string = sentence
            holder.append(link)
        else:
            holder.append(NavigableString(sentence))
    return holder
