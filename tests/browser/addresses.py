"""An address of each page type of the demo, in each language."""

import re
import urllib.error
import urllib.request

from bs4 import BeautifulSoup

# What every accessibility statement has, and no other page.
STATEMENT = b'id="statement-compliance"'


def page_types(demo: str) -> dict[str, str]:
    """An address of each page type in each language: the links of the demo lead to them."""
    found = {"choose_language": f"{demo}/"}
    for code, tags, authors, archive, search, glossary, question in (
        ("fr", "etiquettes", "auteurs", "archives", "recherche", "glossaire", "commun"),
        ("en", "tags", "authors", "archive", "search", "glossary", "commons"),
    ):
        home, blog = f"{demo}/{code}/", f"{demo}/{code}/blog/"
        found |= {
            f"home {code}": home,
            f"index {code}": blog,
            f"second index {code}": f"{blog}?page=2",
            f"tags {code}": f"{blog}{tags}/",
            f"tag {code}": _first_link(f"{blog}{tags}/", f"/{code}/blog/{tags}/"),
            f"authors {code}": f"{blog}{authors}/",
            f"author {code}": _first_link(f"{blog}{authors}/", f"/{code}/blog/{authors}/"),
            f"series list {code}": f"{blog}series/",
            f"series {code}": _first_link(f"{blog}series/", f"/{code}/blog/series/"),
            f"year {code}": f"{blog}{archive}/2026/",
            f"month {code}": f"{blog}{archive}/2026/6/",
            f"glossary {code}": f"{home}{glossary}/",
            f"search {code}": f"{demo}/{code}/{search}/?q={question}",
            f"narrowed search {code}": f"{demo}/{code}/{search}/?q=glossary+glossaire&year=2026",
            f"corrected search {code}": f"{demo}/{code}/{search}/?q=accesibility",
            f"empty search {code}": f"{demo}/{code}/{search}/?q=zzzzzz",
            f"missing {code}": f"{demo}/{code}/nowhere/",
            f"contact {code}": f"{demo}/{code}/contact/",
            f"contact about {code}": f"{demo}/{code}/contact/?page=%2F{code}%2Fblog%2F",
            f"contact sent {code}": f"{demo}/{code}/contact/?sent=1&page=/{code}/blog/",
        }
        articles = fullest_first(article_links(blog, code))
        found[f"both {code}"] = next(both for article in articles for both in _beside(article))
        for number, address in enumerate(articles):
            found[f"article {number} {code}"] = address
        plain = fullest_first(_plain_links(home, code))
        statements = [address for address in plain if STATEMENT in body(address)]
        for number, address in enumerate(statements):
            found[f"statement {number} {code}"] = address
        for number, address in enumerate(link for link in plain if link not in statements):
            found[f"plain {number} {code}"] = address
    return found


def kind_of(name: str) -> str:
    """Return the kind of page a name of `page_types` is of, in its language: `article fr`."""
    return " ".join(part for part in name.split() if not part.isdecimal())


def one_of_each(page_types: dict[str, str]) -> dict[str, str]:
    """Return the address of the fullest page of each kind, once a language, by kind."""
    kinds: dict[str, str] = {}
    for name, address in page_types.items():
        kinds.setdefault(kind_of(name), address)
    return kinds


def blocks_of(address: str) -> set[str]:
    """Return which kinds of blocks a page holds."""
    return {kind.decode() for kind in re.findall(rb'class="w-block-([a-z_]+) ', body(address))}


def fullest_first(addresses: list[str]) -> list[str]:
    """Sort addresses of pages: those with the most kinds of blocks first."""
    return sorted(addresses, key=lambda address: -len(blocks_of(address)))


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


def _beside(article: str) -> list[str]:
    """Return where an article is read beside its translations."""
    return [link for link in _links(article) if re.fullmatch(f"{article}[a-z-]+/", link)]


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


def body(address: str, sent: bytes | None = None) -> bytes:
    """Return what an address answers, whatever its status; to a form, if one is sent."""
    try:
        with urllib.request.urlopen(address, sent, timeout=60) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as error:
        return error.read()
