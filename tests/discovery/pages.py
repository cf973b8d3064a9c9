"""Reading a page as a search engine and as a reader do."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.test import Client


def read(address: str) -> BeautifulSoup:
    """Return the page at an address."""
    answer = Client().get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    return BeautifulSoup(answer.content, "html.parser")


def alternates(soup: BeautifulSoup) -> dict[str, str]:
    """Return the path of each hreflang of the head."""
    links = soup.select("head link[rel=alternate][hreflang]")
    return {str(link["hreflang"]): _path(str(link["href"])) for link in links}


def canonical(soup: BeautifulSoup) -> str:
    """Return the path of the address the page calls its own."""
    (link,) = soup.select("head link[rel=canonical]")
    return _path(str(link["href"]))


def switch(soup: BeautifulSoup) -> dict[str, str]:
    """Return where the language switch leads, by language."""
    return {str(link["hreflang"]): str(link["href"]) for link in soup.select(".languages a")}


def note(soup: BeautifulSoup, code: str) -> str:
    """Return what the switch says of a language the page does not exist in; empty where it does."""
    (link,) = soup.select(f".languages a[hreflang={code}]")
    found = (
        soup.select_one(f"#{link['aria-describedby']}") if link.get("aria-describedby") else None
    )
    return found.get_text(strip=True) if found else ""


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
