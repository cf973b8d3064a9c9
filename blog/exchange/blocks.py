"""From safe HTML to body blocks, as the raw data a StreamField stores."""

import re
import uuid
from collections.abc import Callable
from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

from blog.exchange.body import Body, Files, Raw
from blog.exchange.directives import accordion, directive
from blog.exchange.footnotes import take_footnotes
from blog.exchange.markdown import Parsed
from blog.exchange.media import frame, image, media_of
from blog.exchange.richtext import block, blocks, plain, rich_texts
from blog.exchange.sections import Sections, names_in
from blog.exchange.tables import table_value

CONTAINERS = {
    "div",
    "section",
    "article",
    "aside",
    "main",
    "header",
    "footer",
    "nav",
    "figure",
    "span",
    "dl",
}
INLINE = {
    "a", "b", "br", "code", "del", "em", "i", "s", "span", "strong", "sub", "sup", "u",
}  # fmt: skip
BLOCKS = [
    "blockquote", "details", "div", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p",
    "pre", "section", "table", "ul",
]  # fmt: skip


def convert(
    text: str | Parsed, *, files: Files, seed: uuid.UUID, title: str = ""
) -> tuple[list[Raw], list[str]]:
    """Return Markdown, or what was read of it before, as raw blocks with what was noticed.

    A first heading that repeats `title` is dropped, since the page shows its title itself.
    """
    parsed = text if isinstance(text, Parsed) else Parsed.of(text)
    body = Body(files, seed, messages=list(parsed.messages))
    soup = BeautifulSoup(parsed.html, "html.parser")
    notes = take_footnotes(soup)
    top = next((child for child in soup.children if isinstance(child, Tag)), None)
    if top is not None and top.name == "h1" and _same(plain(top), title):
        top.extract()
        body.sections.waiting += [str(top["id"])] if top.get("id") else []
    _walk(soup, body)
    if notes:
        body.add("footnotes", {"title": "", "notes": notes})
    finished = body.finished()
    for words in rich_texts(finished):
        words.set(body.sections.resolve(words.get()))
    if missing := body.sections.missing:
        body.say(f"links to places that are not in the text left out: {', '.join(missing)}")
    return finished, body.messages


def first_heading(text: Parsed) -> str:
    """Return the words of a text's first heading of level one, or nothing."""
    heading = BeautifulSoup(text.html, "html.parser").find("h1")
    return Sections().name(heading, plain(heading))[0] if isinstance(heading, Tag) else ""


def _walk(parent: Tag, body: Body) -> None:
    """Add everything in a node; words and emphasis that stand side by side are one paragraph."""
    run: list[str] = []
    for node in [*parent.children, None]:
        if node is not None and node.parent is not parent:
            continue  # taken by the block before it: a table's caption
        if isinstance(node, Tag) and _is_inline(node):
            body.sections.waiting += [str(node["id"])] if node.get("id") else []
            run.append(str(node))
        elif type(node) is NavigableString:
            run.append(escape(str(node), quote=False))
        elif node is None or isinstance(node, Tag):
            body.add("text", _from_html("".join(run)))
            run = []
            if node is not None:
                _block(node, body)


def _is_inline(node: Tag) -> bool:
    return node.name in INLINE and not node.find([*BLOCKS, "img", "iframe"])


def _block(node: Tag, body: Body) -> None:
    name = "heading" if re.fullmatch(r"h[1-6]", node.name) else node.name
    if name != "heading":
        is_walked = name in CONTAINERS and not node.get("data-directive")
        body.sections.waiting += [str(node["id"])] if node.get("id") else []
        body.sections.waiting += [] if is_walked else names_in(node)
    if node.get("data-directive"):
        directive(node, body)
    elif name in HANDLERS:
        HANDLERS[name](node, body)
    elif name in CONTAINERS:
        _walk(node, body)
    elif name not in {"summary", "figcaption"}:
        body.add("text", _one_paragraph(node))


def _link(node: Tag, body: Body) -> None:
    """Add what a link holds; where it is built of blocks, the link itself stands under them."""
    if not node.get("href") or not node.find(["h1", "h2", "h3", "h4", "h5", "h6", *BUILT]):
        body.add("text", _one_paragraph(node))
        media_of(node, body)
        return
    _walk(node, body)
    title = node.find(re.compile("^h[1-6]$"))
    words = plain(title) if isinstance(title, Tag) else str(node["href"])
    body.add(
        "text", f'<p><a href="{escape(str(node["href"]))}">{escape(words, quote=False)}</a></p>'
    )


def _list(node: Tag, body: Body) -> None:
    body.add("text", block(node))
    media_of(node, body)


def _table(node: Tag, body: Body) -> None:
    body.add("table", table_value(node))
    media_of(node, body)


def _one_paragraph(node: Tag) -> str:
    holder = BeautifulSoup("<p></p>", "html.parser")
    copy = BeautifulSoup(str(node), "html.parser")
    for child in list(copy.contents):
        holder.p.append(child)  # type: ignore[union-attr]
    return block(holder.p)  # type: ignore[arg-type]


def _heading(node: Tag, body: Body) -> None:
    """Add a heading; levels begin at 2 and never skip one on the way down."""
    words = plain(node)
    media_of(node, body)
    if not words:
        return
    wanted = min(max(int(node.name[1]), 2), 4)
    body.level = min(wanted, body.level + 1)
    words, anchor = body.sections.name(node, words)
    text = body.cut(words, 255, "heading")
    body.add("heading", {"text": text, "level": str(body.level), "anchor": anchor})
    for link in node.find_all("a", href=True):
        # A heading holds plain words only: its links stand under it. Those to itself are no loss.
        if plain(link) and not str(link["href"]).startswith("#"):
            body.add("text", _one_paragraph(link))


def _paragraph(node: Tag, body: Body) -> None:
    """Add a paragraph, its pictures and frames becoming blocks where they stand."""
    if not node.find(["img", "iframe"]):
        body.add("text", block(node))
        return
    run: list[str] = []
    for child in list(node.children):
        media = isinstance(child, Tag) and (
            child.name in {"img", "iframe"} or child.find(["img", "iframe"])
        )
        if not media:
            run.append(str(child) if isinstance(child, Tag) else escape(str(child), quote=False))
            continue
        body.add("text", _from_html("".join(run)))
        run = []
        if isinstance(child, Tag):
            if child.get_text(strip=True):
                body.add("text", _one_paragraph(child))
            for found in (
                [child] if child.name in {"img", "iframe"} else child.find_all(["img", "iframe"])
            ):
                (image if found.name == "img" else frame)(found, body)
    body.add("text", _from_html("".join(run)))


def _from_html(html: str) -> str:
    paragraph = BeautifulSoup(f"<p>{html}</p>", "html.parser").p
    return block(paragraph) if paragraph else ""


def _figure(node: Tag, body: Body) -> None:
    caption = node.find("figcaption")
    if isinstance(caption, Tag):
        caption.extract()
    is_told = False
    pictures = node.find_all("img")
    for number, picture in enumerate(pictures, 1):
        # One caption for all of them stands under the last.
        words = plain(caption) if isinstance(caption, Tag) and number == len(pictures) else ""
        is_told = image(picture, body, words) and bool(words)
        picture.extract()
    _walk(node, body)
    if isinstance(caption, Tag) and is_told:
        for link in caption.find_all("a", href=True):
            body.say(f"link in a caption left out: {str(link['href'])[:200]}")
    elif isinstance(caption, Tag):
        body.add("text", block(caption))


def _quote(node: Tag, body: Body) -> None:
    """Add a quotation; a last line that begins with a dash names its source."""
    source = source_url = ""
    paragraphs = node.find_all("p", recursive=False)
    if paragraphs:
        last = paragraphs[-1]
        lines = re.split(r"<br\s*/?>|\n", last.decode_contents())
        if re.match(r"\s*(?:—|–|--)\s*\S", lines[-1]):
            named = BeautifulSoup(lines[-1], "html.parser")
            link = named.find("a", href=True)
            href = str(link["href"]) if isinstance(link, Tag) else ""
            source_url = href if href.startswith("http") else ""
            source = re.sub(r"^\s*(?:—|–|--)\s*", "", plain(named))
            rest = (
                "<br/>".join(lines[:-1])
                if "<br" in last.decode_contents()
                else "\n".join(lines[:-1])
            )
            last.clear()
            last.append(BeautifulSoup(rest, "html.parser"))
    words = blocks(node)
    if words:
        source = body.cut(source, 255, "source of a quotation")
        source_url = body.cut(source_url, 200, "address of a quotation’s source")
        body.add("quote", {"text": words, "source": source, "source_url": source_url})
    media_of(node, body)


def _code(node: Tag, body: Body) -> None:
    code = node.find("code")
    classes = code.get("class") if isinstance(code, Tag) else None
    language = next(
        (c.removeprefix("language-") for c in classes or [] if c.startswith("language-")), ""
    )
    text = node.get_text().rstrip("\n")
    if text.strip():
        body.add("code", {"language": language[:30], "code": text, "caption": ""})


def _details(node: Tag, body: Body) -> None:
    summary = node.find("summary")
    title = plain(summary) if isinstance(summary, Tag) else ""
    if summary:
        summary.extract()
    accordion(title, node, body)


BUILT = ["table", "pre", "ul", "ol", "iframe", "figure", "details"]
HANDLERS: dict[str, Callable[[Tag, Body], Any]] = {
    "a": _link,
    "blockquote": _quote,
    "details": _details,
    "figure": _figure,
    "heading": _heading,
    "hr": _list,
    "iframe": frame,
    "img": image,
    "ol": _list,
    "p": _paragraph,
    "pre": _code,
    "table": _table,
    "ul": _list,
}


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
