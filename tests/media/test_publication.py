"""Pictures are made when something is published, and no reader waits for one."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images.models import Filter

from home.models import SiteIdentity
from parvis.media import making, wanted
from parvis.media.making import make
from parvis.media.models import Picture, PictureRendition
from parvis.pages.rounds import registered_rounds
from tests import factories
from tests.media.drawing import encoded, picture
from tests.tools import PROJECT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def at_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing be encoded, whoever asks for it."""

    def refuse(*_arguments: Any, **_named: Any) -> None:
        pytest.fail("something was encoded while a reader waited")

    with monkeypatch.context() as patch:
        patch.setattr(Filter, "run", refuse)
        patch.setattr(making, "_encoded", refuse)
        yield


def with_picture(shown: Picture, **fields: Any) -> Any:
    """Publish an article with a picture in its text."""
    block = {"picture": {"image": shown.pk, "alt_text": "Vue", "decorative": False}}
    body = [
        (
            "image",
            factories.ArticlePage.body.field.stream_block.child_blocks["image"].to_python(
                block | {"caption": "", "credit": ""}
            ),
        )
    ]
    return factories.article("Le pont", body=body, **fields)


def roles_of(known: Picture) -> set[str]:
    """Return the shapes that were made of a picture."""
    return {
        spec.partition("|")[0] for spec in known.renditions.values_list("filter_spec", flat=True)
    }


COVER = {
    *("width-640", "width-1120", "width-1600"),
    *("fill-320x200", "fill-640x400", "fill-960x600"),
}
LEAD = {"fill-640x480", "fill-1280x960"}
BODY = {"width-480", "width-800", "width-1280"}


def test_a_publication_makes_what_the_page_shows(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cover, inside, shared = picture(), picture(), picture()
    with django_capture_on_commit_callbacks(execute=True):
        with_picture(inside, cover=cover, cover_alt="Un pont", social_image=shared)
    assert roles_of(cover) == COVER | LEAD
    assert roles_of(inside) == BODY
    assert roles_of(shared) == {"fill-1200x630"}


def test_a_draft_makes_nothing(django_capture_on_commit_callbacks: Any) -> None:
    cover = picture()
    with django_capture_on_commit_callbacks(execute=True):
        factories.article("Le pont", live=False, cover=cover, cover_alt="Un pont")
    assert not cover.renditions.exists()


def test_an_author_and_the_publisher_have_their_pictures_made(
    django_capture_on_commit_callbacks: Any,
) -> None:
    photo, logo = picture(), picture()
    identity = SiteIdentity.objects.get(locale__language_code="fr")
    with django_capture_on_commit_callbacks(execute=True):
        factories.author("Line Peeters", photo=photo)
        identity.logo = logo
        identity.save()
    assert roles_of(photo) == {"fill-64x64", "fill-128x128", "fill-120x120", "fill-240x240"}
    assert roles_of(logo) == {"max-200x80", "max-400x160"}


@pytest.mark.indexed
def test_a_picture_that_changes_is_made_anew_wherever_it_stands(
    django_capture_on_commit_callbacks: Any,
) -> None:
    cover, elsewhere = (picture(encoded((700, 500))) for _number in range(2))
    with django_capture_on_commit_callbacks(execute=True):
        factories.article("Le pont", cover=cover, cover_alt="Un pont")
        with_picture(cover)
        factories.author("Line Peeters", photo=elsewhere)
    made = roles_of(cover)
    assert {"width-1120", "fill-1280x960", "width-800"} <= made
    before = set(cover.renditions.values_list("file", flat=True))
    cover = Picture.objects.get(pk=cover.pk)
    cover.file = ContentFile(encoded((720, 500)), name="other.png")
    with django_capture_on_commit_callbacks(execute=True):
        cover.save()
    assert roles_of(cover) == made
    assert not before & set(cover.renditions.values_list("file", flat=True))
    elsewhere.focal_point_x = elsewhere.focal_point_y = 5
    elsewhere.focal_point_width = elsewhere.focal_point_height = 9
    with django_capture_on_commit_callbacks(execute=True):
        elsewhere.save()
    assert elsewhere.renditions.count() == 2 * (2 + 2 + 1)


def test_one_picture_that_fails_keeps_no_other_back(
    django_capture_on_commit_callbacks: Any, client: Client
) -> None:
    broken, sound = picture(), picture()
    Path(broken.file.path).write_bytes(b"no picture")
    with django_capture_on_commit_callbacks(execute=True):
        page = with_picture(sound, cover=broken, cover_alt="Un pont")
    assert roles_of(sound) == BODY
    assert broken.file.url in client.get(page.url).content.decode()


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


def test_what_a_page_lacks_is_made_by_the_next_round_and_asked_for_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    task = wanted.make_renditions
    patched = SimpleNamespace(enqueue=lambda key, roles: asked.append((key, roles)))
    monkeypatch.setattr(wanted, "make_renditions", patched)
    for _visit in range(3):
        client.get(page.url)
        client.get("/fr/")
    assert asked == []
    assert wanted.make_wanted() == 1
    assert asked == [(page.cover.pk, ["cover", "lead", "social"])]
    assert wanted.make_wanted() == 0
    monkeypatch.setattr(wanted, "make_renditions", task)
    cache.clear()
    client.get(page.url)
    assert wanted.make_wanted() == 1
    assert roles_of(page.cover) == {*("width-640", "width-1120", "width-1600", "fill-1200x630")}
    client.get(page.url)
    assert wanted.make_wanted() == 0
    assert wanted.make_wanted in registered_rounds()


def test_a_visit_writes_nothing_to_the_database(client: Client) -> None:
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url)
    verbs = {query["sql"].split()[0].upper() for query in queries}
    assert not verbs & {"INSERT", "UPDATE", "DELETE"}


def test_what_could_not_be_made_is_not_tried_at_each_visit(client: Client) -> None:
    page = factories.article("Le pont", cover=picture(), cover_alt="Un pont")
    Path(page.cover.file.path).write_bytes(b"no picture")
    client.get(page.url)
    assert wanted.make_wanted() == 1
    waits: list[int] = []
    real = cache.add
    cache.clear()

    def noted(key: str, *, value: Any, timeout: int) -> bool:
        waits.append(timeout)
        return bool(real(key, value, timeout))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wanted.cache, "add", noted)
        client.get(page.url)
    assert set(waits) == {wanted.DAY}


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


def test_everything_that_readers_see_can_be_made_at_once(capsys: Any) -> None:
    cover, hidden = picture(), picture()
    factories.article("Le pont", cover=cover, cover_alt="Un pont")
    factories.article("Le gué", cover=hidden, cover_alt="Un gué", live=False)
    call_command("prepare_pictures")
    assert "of 1 pictures" in capsys.readouterr().out
    assert roles_of(cover) >= COVER | LEAD
    assert not hidden.renditions.exists()
    broken = picture()
    Path(broken.file.path).unlink()
    factories.author("Line Peeters", photo=broken)
    with pytest.raises(CommandError, match="Une place"):
        call_command("prepare_pictures")
    call_command("prepare_pictures", background=True)
    assert "1 pictures left to the worker" in capsys.readouterr().out


def test_an_editor_is_told_of_a_picture_that_could_not_be_made(client: Client, person: Any) -> None:
    broken = picture()
    client.force_login(person())
    address = f"/admin/images/{broken.pk}/"
    assert "smaller versions" not in client.get(address).content.decode()
    Picture.objects.filter(pk=broken.pk).update(problem="OSError: <no space>")
    html = client.get(address).content.decode()
    assert "OSError: &lt;no space&gt;" in html
    assert 'class="help-block help-critical"' in html


def test_no_template_for_readers_makes_a_picture() -> None:
    makers = ("{% image ", "{% srcset_image ", "wagtailimages_tags")
    found = {
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "templates").rglob("*.html")
        if any(maker in path.read_text(encoding="utf-8") for maker in makers)
    }
    assert found == {"templates/admin/pages/sharing_preview.html"}
