"""Footnotes: out of the text, into a block of their own."""

from bs4 import BeautifulSoup, Tag

from blog.exchange.body import Raw
from blog.exchange.richtext import blocks


def take_footnotes(soup: BeautifulSoup) -> list[Raw]:
    """Take the notes out of the text and turn their calls into links to `#note-<mark>`."""
    marks: dict[str, str] = {}
    notes: list[Raw] = []
    section = soup.find("section", class_="footnotes")
    if not isinstance(section, Tag):
        return []
    for number, item in enumerate(section.find_all("li", class_="footnote-item"), 1):
        marks[str(item.get("id"))] = str(number)
        for back in item.find_all("a", class_="footnote-backref"):
            back.extract()
        notes.append({"mark": str(number), "text": blocks(item)})
    section.extract()
    for rule in soup.find_all("hr", class_="footnotes-sep"):
        rule.extract()
    last = list(soup.children)
    while last and (not str(last[-1]).strip() or getattr(last[-1], "name", "") == "hr"):
        last.pop().extract()
    for call in soup.find_all("sup", class_="footnote-ref"):
        link = call.find("a", href=True)
        if link is None:
            continue
        mark = marks.get(str(link["href"]).removeprefix("#"), "")
        link.string = mark
        link["href"] = f"#note-{mark}"
        del link["id"]
    return notes
