"""What programs are asked to leave alone, and where they find the rest."""

import re
from urllib.robotparser import RobotFileParser

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_everything_public_may_be_read_and_the_admin_may_not(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(answer.content.decode().splitlines())
    article = factories.article("Le pont")
    for address in ("/", article.url, "/fr/recherche/?q=pont", "/static/x.css", "/media/x.webp"):
        assert rules.can_fetch("Any", f"http://testserver{address}"), address
    assert not rules.can_fetch("Any", "http://testserver/admin/pages/")


def test_it_names_the_sitemap_which_is_there(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    [address] = re.findall(r"^Sitemap: (\S+)$", text, re.MULTILINE)
    assert address == "http://testserver/sitemap.xml"
    assert b"sitemap-pages.xml" in client.get(address).content
