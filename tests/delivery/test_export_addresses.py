"""Addresses become files, and links are replaced where they stand."""

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.delivery.export.addresses import Own, file_of, relative
from parvis.delivery.export.answers import Answers
from parvis.delivery.export.crawl import Crawl
from parvis.delivery.export.ledger import Found
from parvis.delivery.export.links import css_placed, ids_of, links_of, placed

OWN = Own("https://blog.example.org")


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/fr/", "/fr/"),
        ("?page=2", "/fr/blog/?page=2"),
        ("../a-propos/#haut", "/fr/a-propos/"),
        ("https://BLOG.example.org/x y", "/x%20y"),
        ("//blog.example.org/fr/", "/fr/"),
        ("http://blog.example.org", "/"),
        ("/a/../../b", "/b"),
        ("https://blog.example.org//example.com/", "/example.com/"),
        ("https://example.com/fr/", None),
        ("https://blog.example.org:8443/fr/", None),
        ("//example.com/fr/", None),
        ("mailto:a@example.org", None),
        ("javascript:alert(1)", None),
        ("https://[", None),
    ],
)
def test_the_site_knows_its_own_addresses(link: str, address: str | None) -> None:
    found = OWN.split(link, "/fr/blog/")
    assert (found and found[0]) == address


@pytest.mark.parametrize(
    ("address", "kind", "file"),
    [
        ("/", "text/html", "index.html"),
        ("/fr/blog/", "text/html", "fr/blog/index.html"),
        ("/fr/blog", "text/html", "fr/blog/index.html"),
        ("/fr/blog/?page=2", "text/html", "fr/blog/index.page-2.html"),
        ("/fr/flux/rss/", "application/rss+xml", "fr/flux/rss/index.xml"),
        ("/media/a%20b.png", "image/png", "media/a b.png"),
        ("/static/a.css?v=1", "text/css", "static/a.v-1.css"),
        ("/.well-known/security.txt", "text/plain", ".well-known/security.txt"),
        ("/vieux.html", "text/html", "vieux.html"),
        ("/%C3%A9t%C3%A9/", "text/html", "été/index.html"),
    ],
)
def test_an_address_has_a_file_of_its_name(address: str, kind: str, file: str) -> None:
    assert file_of(address, kind) == file


HOSTILE = ["..", ".", "%2e%2e", "%2e%2e%2f%2e%2e", ".git", "a\\b", "C:", "%00", "a" * 300, "%ff",
           ".parvis-export", "con.", "é" * 150, "\ud800"]  # fmt: skip


@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(max_size=12), max_size=6),
    st.sampled_from(["", "/", "?page=../..", "?a=/etc&b=%00"]),
    st.sampled_from(["text/html", "image/png", "application/x-unheard-of"]),
)
def test_no_address_leads_out_of_the_folder_or_to_a_hidden_file(
    names: list[str], end: str, kind: str
) -> None:
    found = OWN.split(f"https://blog.example.org/{'/'.join(names)}{end}", "/")
    if found is None:
        return
    path = PurePosixPath(file_of(found[0], kind))
    assert not path.is_absolute()
    for name in path.parts:
        assert name == ".well-known" or not name.startswith(".")
        assert not set(name) & set('\\:*?"<>|\0')
        assert len(name.encode()) <= 255


def test_no_two_addresses_share_a_file(tmp_path: Path) -> None:
    crawl = Crawl(Answers(OWN.base), tmp_path, OWN.base)
    kinds = {"/robots.txt": "text/plain", "/Robots.txt": "text/plain"}
    pages = ("/404.html", "/a/", "/A/", "/a/index.html", "/b.txt", "/b.txt/c/", "/c/d.txt/e/",
             "/c/d.txt", "/a/?page=2", "/a/index.page-2.html")  # fmt: skip
    for address in [*pages, *kinds]:
        found = Found(address, 200, kinds.get(address, "text/html"))
        crawl._name(found)
        crawl.ledger.want(address, "")
        crawl.ledger.keep(found)
    files = {"404.html", *(found.file.casefold() for found in crawl.ledger)}
    assert len(files) == len(pages) + len(kinds) + 1
    assert "" not in files
    folders = {str(folder) for file in files for folder in PurePosixPath(file).parents}
    assert not files & folders


def test_two_addresses_that_say_the_same_are_one() -> None:
    links = ("/fr/%C3%A9t%C3%A9/", "/fr/été/", "/fr/x/../%c3%a9t%c3%a9/")
    assert {OWN.split(link, "/") for link in links} == {("/fr/%C3%A9t%C3%A9/", "")}


@pytest.mark.parametrize(
    ("page", "file", "link"),
    [
        ("fr/blog/x/index.html", "fr/blog/index.html", "../index.html"),
        ("index.html", "fr/index.html", "fr/index.html"),
        ("fr/index.html", "fr/été 1.html", "%C3%A9t%C3%A9%201.html"),
        ("index.html", "index.html", "index.html"),
    ],
)
def test_a_link_leads_from_a_file_to_another(page: str, file: str, link: str) -> None:
    assert relative(page, file) == link


def moved(link: str) -> str:
    return f"to:{link}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/x">y</a>', '<a href="to:/x">y</a>'),
        ("<A HREF='/x?a=1&amp;b=2'>", '<A HREF="to:/x?a=1&amp;b=2">'),
        ("<a href=/x class=y>", '<a href="to:/x" class=y>'),
        ('<a title="a > b" href="/x">', '<a title="a > b" href="to:/x">'),
        ('<a data-href="/x" hreflang="fr">', '<a data-href="/x" hreflang="fr">'),
        ('<img srcset="/a.png 1x, /b.png 2x">', '<img srcset="to:/a.png 1x, to:/b.png 2x">'),
        ('<img srcset="/a.png 100w,/b.png">', '<img srcset="to:/a.png 100w,to:/b.png">'),
        ('<p style="background:url(/a.png)">',
         '<p style="background:url(&quot;to:/a.png&quot;)">'),
        ('<link rel="canonical" href="/x">', '<link rel="canonical" href="/x">'),
        ('<link rel="alternate" hreflang="fr" href="/x">',
         '<link rel="alternate" hreflang="fr" href="/x">'),
        ('<link rel="alternate" type="a/b" href="/x">',
         '<link rel="alternate" type="a/b" href="to:/x">'),
        ('<meta http-equiv="refresh" content="0; url=/x">',
         '<meta http-equiv="refresh" content="0; url=to:/x">'),
        ('<!-- <a href="/x"> -->', '<!-- <a href="/x"> -->'),
        ('<script>"<a href=\'/x\'>"</script>', '<script>"<a href=\'/x\'>"</script>'),
        ('<textarea><a href="/x"></textarea>', '<textarea><a href="/x"></textarea>'),
        ('<style>a{b:url( "/x" )}</style>', '<style>a{b:url("to:/x")}</style>'),
        ('<form action="/x" data-suggestions="/y">', '<form action="to:/x">'),
        ("a < b & c <d", "a < b & c <d"),
        ('<a href="">', '<a href="">'),
        ('<a href="/x" <b', '<a href="/x" <b'),
    ],
)  # fmt: skip
def test_links_are_replaced_and_the_rest_stays(before: str, after: str) -> None:
    assert placed(before, moved, lambda _link: False) == after


def test_a_module_that_imports_nothing_becomes_a_script() -> None:
    page = '<script type="module" src="/a.js"></script>'
    assert placed(page, str, lambda _link: True) == '<script defer src="/a.js"></script>'
    assert placed(page, str, lambda _link: False) == page


def test_a_stylesheet_is_followed() -> None:
    css = "@import 'a.css'; @font-face{src:url(f.woff2) format('woff2'),url(\"g.woff\")}"
    assert css_placed(css, moved) == (
        '@import "to:a.css"; @font-face{src:url("to:f.woff2") format(\'woff2\'),url("to:g.woff")}'
    )


def test_what_is_told_to_programs_is_found_and_marked() -> None:
    page = (
        '<link rel="canonical" href="https://b.example/c/"><a href="/x"></a>'
        '<meta property="og:image" content="https://b.example/i.png">'
        '<script type="application/ld+json">{"a":"https://b.example/j/","b":"https://c.example/"}'
        "</script>"
    )
    assert [(link.address, link.is_told) for link in links_of(page, "https://b.example")] == [
        ("https://b.example/c/", True),
        ("/x", False),
        ("https://b.example/i.png", True),
        ("https://b.example/j/", True),
    ]


def test_ids_are_found() -> None:
    assert ids_of("<p id=\"a\"><b id='c&amp;d'><i data-id=\"e\" id=f><!-- <u id=\"g\"> -->") == {
        "a", "c&d", "f"
    }  # fmt: skip


@given(st.text(alphabet="<>\"'=/ a-!&;sre", max_size=80))
def test_any_text_survives(page: str) -> None:
    assert placed(page, lambda link: link, lambda _link: False) == page
