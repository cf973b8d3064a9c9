"""HTML tables to table blocks."""

import re
from typing import Any

from bs4 import Tag

from blog.exchange.richtext import inline, plain

CAPTION = re.compile(r"^\s*(?::|Table\s*:|Tableau\s*:)\s+(.+?)\s*$", re.DOTALL)
ROW_HEADERS = "{.row-headers}"
NUMBER = re.compile(r"^[\s ]*[-+−]?[\d\s .,  ]*\d[\s ]*[%€]?[\s ]*$")


def table_value(node: Tag) -> dict[str, Any]:
    """Return a table as a block's raw value, with the caption that stands in it or under it.

    A column is of numbers where every cell that has words is one; rows shorter than the widest are
    filled up, so that no cell moves under another heading.
    """
    caption, has_row_headers = _caption(node)
    rows = [row.find_all(["th", "td"]) for row in node.find_all("tr")]
    rows = [row for row in rows if row]
    head = rows[0] if rows and (node.find("thead") or all(c.name == "th" for c in rows[0])) else []
    lines = rows[1:] if head else rows
    width = max((len(row) for row in rows), default=0)
    cells = [[inline(cell) for cell in row] + [""] * (width - len(row)) for row in lines]
    columns = []
    for index in range(width):
        texts = [row[index] for row in cells]
        is_number = any(texts) and all(NUMBER.match(text) for text in texts if text)
        heading = plain(head[index]) if index < len(head) else ""
        columns.append({"type": "number" if is_number else "text", "heading": heading})
    return {
        "table": {
            "caption": caption,
            "columns": columns,
            "rows": [
                {"values": [_cell(column, text) for column, text in zip(columns, row, strict=True)]}
                for row in cells
            ],
        },
        "has_row_headers": has_row_headers or _first_column_is_header(lines),
    }


def _cell(column: dict[str, str], text: str) -> str:
    if column["type"] == "number":
        return text.strip()[:60]
    return f"<p>{text}</p>" if text else ""


def _first_column_is_header(rows: list[Any]) -> bool:
    return bool(rows) and all(row[0].name == "th" for row in rows)


def _caption(node: Tag) -> tuple[str, bool]:
    """Take the caption: `<caption>`, or a paragraph beside the table that begins with a colon."""
    own = node.find("caption")
    words = ""
    if own:
        words = plain(own) if isinstance(own, Tag) else ""
    else:
        for beside in (node.find_next_sibling(), node.find_previous_sibling()):
            if (
                isinstance(beside, Tag)
                and beside.name == "p"
                and (match := CAPTION.match(beside.get_text()))
            ):
                words = " ".join(match[1].split())
                beside.extract()
                break
        else:
            words = _last_row_caption(node)
    return words.replace(ROW_HEADERS, "").strip(), ROW_HEADERS in words


def _last_row_caption(node: Tag) -> str:
    """A caption line that touches the table is read by Markdown as its last row: take it back."""
    rows = node.find_all("tr")
    if len(rows) < 2:
        return ""
    first, *others = rows[-1].find_all(["td", "th"])
    if any(cell.get_text(strip=True) for cell in others):
        return ""
    match = CAPTION.match(first.get_text())
    if match is None:
        return ""
    rows[-1].extract()
    return " ".join(match[1].split())
