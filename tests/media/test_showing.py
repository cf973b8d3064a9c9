"""What readers are offered of a picture; none of them waits until it is made."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Filter

from home.models import SiteIdentity
from parvis.media import making
from parvis.media.making import make
from parvis.media.models import PictureRendition
from tests import factories
from tests.media.articles import with_picture
from tests.media.drawing import encoded, picture
from tests.tools import PROJECT

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing be encoded, whoever asks for it."""

    def refuse(*_arguments: Any, **_named: Any) -> None:
        pytest.fail("something was encoded while a reader waited")

    with monkeypatch.context() as patch:
        patch.setattr(Filter, "run", refuse)
        patch.setattr(making, "_encoded", refuse)
        yield


@pytest.mark.usefixtures("at_rest")
def test_a_page_shows_the_original_until_there_is_better(client: Client) -> None:
    cover, inside, photo, logo = (picture() for _number in range(4))
    author = factories.author("Line Peeters", photo=photo)
    SiteIdentity.objects.filter(locale__language_code="fr").update(logo=logo)
    page = with_picture(inside, cover=cover, cover_alt="Un pont", authors=[author])
    for address, pictures in (
        (page.url, (cover, inside, logo)),
        ("/fr/", (cover, logo)),
        ("/fr/blog/", (cover,)),
        ("/fr/blog/auteurs/", (photo,)),
        ("/fr/blog/auteurs/line-peeters/", (photo, cover)),
        ("/fr/blog/flux/rss/", (cover, inside)),
        ("/fr/blog/flux/json/", (cover, inside)),
    ):
        html = client.get(address).content.decode()
        for shown in pictures:
            assert shown.file.url in html, address
    assert not PictureRendition.objects.exists()


def test_a_page_offers_each_format_and_holds_the_place_of_its_pictures(client: Client) -> None:
    cover, inside = picture(), picture()
    page = with_picture(inside, cover=cover, cover_alt="Un pont")
    make(cover, ["cover"])
    make(inside, ["body"])
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    first, second = soup.select("picture")
    for element, widths in ((first, [640, 1120, 1600]), (second, [480, 800, 1280])):
        sources = element.select("source")
        assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
        for source in sources:
            offered = [part.split()[1] for part in str(source["srcset"]).split(", ")]
            assert offered == [f"{width}w" for width in widths]
            assert source["sizes"]
        image = element.img
        assert image is not None
        assert (image["width"], image["height"]) == (str(widths[-1]), str(widths[-1] * 2 // 3))
        assert str(image["src"]).endswith(".png")
    assert first.img is not None
    assert second.img is not None
    assert (first.img.get("fetchpriority"), first.img.get("loading")) == ("high", None)
    assert (second.img.get("fetchpriority"), second.img.get("loading")) == (None, "lazy")
    assert second.img["alt"] == "Vue"


def test_a_logo_of_any_size_stands_in_its_place(client: Client) -> None:
    logo = picture(encoded((1000, 1000)))
    SiteIdentity.objects.filter(locale__language_code="fr").update(logo=logo)
    for ready in (False, True):
        if ready:
            make(logo, ["logo"])
        soup = BeautifulSoup(client.get("/fr/").content, "html.parser")
        image = soup.select_one(".site-name img")
        assert image is not None
        assert (image["width"], image["height"]) == ("80", "80")


def test_the_pictures_of_a_page_cost_one_query_however_many_there_are(client: Client) -> None:
    def cost(page: Any) -> int:
        client.get(page.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(page.url)
        return len([query for query in queries if "picturerendition" in query["sql"]])

    blocks = []
    stream = factories.ArticlePage.body.field.stream_block.child_blocks["image"]
    for _number in range(4):
        value = {"image": picture(encoded((600, 400))).pk, "alt_text": "Vue", "decorative": False}
        blocks.append(("image", stream.to_python({"picture": value, "caption": "", "credit": ""})))
    logo = picture(encoded((300, 200)))
    SiteIdentity.objects.filter(locale__language_code="fr").update(logo=logo)
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont", body=blocks)
    assert cost(page) == 1


def test_a_feed_takes_what_every_program_knows(client: Client) -> None:
    cover, inside = picture(), picture()
    with_picture(inside, cover=cover, cover_alt="Un pont")
    make(cover, ["cover"])
    make(inside, ["body"])
    feed = client.get("/fr/blog/flux/rss/").content.decode()
    assert "<picture" not in feed
    assert "&lt;picture" not in feed
    assert "source" not in feed.replace("source_url", "")
    assert ".avif" not in feed
    assert feed.count(".png") == 2


def test_no_template_for_readers_makes_a_picture() -> None:
    makers = ("{% image ", "{% srcset_image ", "wagtailimages_tags")
    found = {
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if any(maker in path.read_text(encoding="utf-8") for maker in makers)
    }
    assert found == {"templates/admin/pages/sharing_preview.html"}
