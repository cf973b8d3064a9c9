"""An address of each page type of the demo, in each language."""

import urllib.error
import urllib.request

from bs4 import BeautifulSoup

# An article beside its translation.
BOTH = {"fr": "la-place-et-ses-pierres/en/", "en": "the-square-and-its-stones/fr/"}


def page_types(demo: str) -> dict[str, str]:
    """An address of each page type in each language: the links of the demo lead to them."""
    found = {"choose_language": f"{demo}/"}
    for code, tags, authors, archive, search, glossary in (
        ("fr", "etiquettes", "auteurs", "archives", "recherche", "glossaire"),
        ("en", "tags", "authors", "archive", "search", "glossary"),
    ):
        home, blog = f"{demo}/{code}/", f"{demo}/{code}/blog/"
        found |= {
            f"home {code}": home,
            f"index {code}": blog,
            f"tags {code}": f"{blog}{tags}/",
            f"tag {code}": _first_link(f"{blog}{tags}/", f"/{code}/blog/{tags}/"),
            f"authors {code}": f"{blog}{authors}/",
            f"author {code}": _first_link(f"{blog}{authors}/", f"/{code}/blog/{authors}/"),
            f"series list {code}": f"{blog}series/",
            f"series {code}": _first_link(f"{blog}series/", f"/{code}/blog/series/"),
            f"year {code}": f"{blog}{archive}/2026/",
            f"month {code}": f"{blog}{archive}/2026/6/",
            f"both {code}": f"{blog}{BOTH[code]}",
            f"glossary {code}": f"{home}{glossary}/",
            f"search {code}": f"{demo}/{code}/{search}/?q=commun",
            f"narrowed search {code}": f"{demo}/{code}/{search}/?q=glossary+glossaire&year=2026",
            f"corrected search {code}": f"{demo}/{code}/{search}/?q=accesibility",
            f"empty search {code}": f"{demo}/{code}/{search}/?q=zzzzzz",
            f"404 {code}": f"{demo}/{code}/nowhere/",
            f"contact {code}": f"{demo}/{code}/contact/",
            f"contact about {code}": f"{demo}/{code}/contact/?page=/{code}/blog/",
        }
        for number, address in enumerate(article_links(blog, code)):
            found[f"article {number} {code}"] = address
        for number, address in enumerate(_plain_links(home, code)):
            found[f"plain {number} {code}"] = address
    return found


def _first_link(address: str, prefix: str) -> str:
    host = "/".join(address.split("/")[:3])
    return next(
        link
        for link in _links(address)
        if link.startswith(host + prefix) and link.rstrip("/") != (host + prefix).rstrip("/")
    )


def article_links(blog: str, code: str) -> list[str]:
    """Return every article of the language that its list shows."""
    found: dict[str, None] = {}
    for number in (1, 2, 3):
        for link in _links(f"{blog}?page={number}"):
            path = link.split(f"/{code}/blog/")[-1]
            if f"/{code}/blog/" in link and path.count("/") == 1 and "?" not in path:
                found[link] = None
    words = {"etiquettes", "tags", "auteurs", "authors", "series"}
    return [link for link in found if link.rstrip("/").rpartition("/")[2] not in words]


def _plain_links(home: str, code: str) -> list[str]:
    found = dict.fromkeys(
        link
        for link in _links(home)
        if link.count("/") == 5 and f"/{code}/" in link and "?" not in link
    )
    words = {"blog", "recherche", "search", "glossaire", "glossary", "contact"}
    return [link for link in found if link.rstrip("/").rpartition("/")[2] not in words]


def _links(address: str) -> list[str]:
    soup = BeautifulSoup(body(address), "html.parser")
    host = "/".join(address.split("/")[:3])
    return [
        host + str(link["href"])
        for link in soup.select("main a[href^='/'], footer a[href^='/'], nav a[href^='/']")
    ]


def body(address: str) -> bytes:
    """Return what an address answers, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        return error.read()
