"""The picture that stands for a page where it is shared."""

import io
import logging
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageChops, ImageColor

from blog.models import ArticlePage, BlogIndexPage, Tag
from home.models import SiteIdentity
from parvis.media.making import make
from parvis.pages import cards
from parvis.pages.brand import PARVIS
from parvis.pages.cards import HEIGHT, WIDTH, draw_card, is_drawable
from parvis.pages.paving import COLOURS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    """Keep files apart, and run what waits for the end of a transaction without waiting."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(
        cards, "transaction", SimpleNamespace(on_commit=lambda work, **_how: work())
    )


def opened(page: Any) -> Image.Image:
    """Return a page's card."""
    return Image.open(default_storage.open(page.card))


def files() -> set[str]:
    """Return the cards that are kept."""
    return set(default_storage.listdir("cards")[1]) if default_storage.exists("cards") else set()


def head_of(client: Client, page: Any) -> str:
    """Return the page's head as readers get it."""
    return client.get(page.url).content.decode().partition("</head>")[0]


def test_a_page_is_shared_with_its_card(client: Client) -> None:
    page = factories.article("Le pont & l’été")
    card = opened(page)
    assert (card.size, card.format) == ((WIDTH, HEIGHT), "PNG")
    assert default_storage.size(page.card) < 60_000
    head = head_of(client, page)
    assert f'<meta property="og:image" content="http://testserver/media/{page.card}">' in head
    assert '<meta property="og:image:alt" content="Le pont &amp; l’été">' in head
    assert f'"image": "http://testserver/media/{page.card}"' in head.replace('":"', '": "')
    assert client.get(f"/media/{page.card}")["Content-Type"] == "image/png"


def twitter_of(client: Client, page: Any) -> dict[str, str]:
    """Return what programs that read Twitter’s own names alone are told of a page."""
    soup = BeautifulSoup(head_of(client, page), "html.parser")
    named = soup.select('meta[name^="twitter:"]')
    return {str(meta["name"]).partition(":")[2]: str(meta["content"]) for meta in named}


def test_programs_that_read_twitters_names_alone_are_told_as_much(client: Client) -> None:
    page: Any = factories.article("Le pont & l’été", search_description="Par « l’été »")
    card = f"http://testserver/media/{page.card}"
    told = {"title": "Le pont & l’été", "description": "Par « l’été »"}
    large = told | {"card": "summary_large_image", "image": card, "image:alt": told["title"]}
    assert twitter_of(client, page) == large
    ArticlePage.objects.filter(pk=page.pk).update(card="")
    assert twitter_of(client, page) == told | {"card": "summary"}
    page.social_image = factories.picture()
    page.save_revision().publish()
    make(page.social_image, ["social"])
    chosen = twitter_of(client, page)
    assert chosen["card"] == "summary_large_image"
    assert "1200x630" in chosen["image"]


def test_each_language_has_its_own_words_on_the_same_stones() -> None:
    french = factories.article("Le pont")
    english = factories.article("The bridge", "en", translation_of=french)
    first, second = (opened(page).convert("RGB") for page in (french, english))
    foot = (0, cards.STONES_FROM, WIDTH, HEIGHT)
    # The palette is of so many colours, and letters take some of them.
    apart = ImageChops.difference(first.crop(foot), second.crop(foot))
    extrema: Any = apart.getextrema()
    assert max(high for _low, high in extrema) < 12
    assert first.tobytes() != second.tobytes()


def test_a_new_title_has_a_new_card_and_the_old_one_goes() -> None:
    page: Any = factories.article("Le pont")
    before = page.card
    page.title = "Le gué"
    page.save_revision()
    assert ArticlePage.objects.get(pk=page.pk).card == before
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.card != before
    assert files() == {page.card.removeprefix("cards/")}
    page.body = [("text", "<p>Autre texte</p>")]
    page.save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).card == page.card
    page.delete()
    assert files() == set()


def test_a_version_taken_up_again_does_not_bring_its_card_back() -> None:
    page: Any = factories.article("Le pont")
    old = page.get_latest_revision()
    page.title = "Le gué"
    page.save_revision().publish()
    old.publish()
    page.refresh_from_db()
    assert default_storage.exists(page.card)
    assert len(files()) == 1


def test_a_cover_stands_beside_the_title(client: Client) -> None:
    cover = factories.picture()
    page: Any = factories.article("Le pont", cover=cover, cover_alt="Un pont")
    assert (opened(page).size, opened(page).format) == ((WIDTH, HEIGHT), "JPEG")
    assert "/images/" not in head_of(client, page)
    before = page.card
    cover.focal_point_x = cover.focal_point_y = 0
    cover.focal_point_width = cover.focal_point_height = 10
    cover.save()
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.card != before


def test_an_editors_choice_stands_for_the_page(client: Client) -> None:
    page: Any = factories.article("Le pont")
    page.social_image = factories.picture()
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.card, files()) == ("", set())
    assert f'content="http://127.0.0.1:8000{page.social_image.file.url}"' in head_of(client, page)
    make(page.social_image, ["social"])
    assert "1200x630" in head_of(client, page)


def test_letters_the_typeface_lacks_are_not_drawn_as_boxes() -> None:
    assert is_drawable("Été « œuvre » ’–ß…\u00a0\u202f€ ĳ ŵ")
    assert not is_drawable("日本")
    assert factories.article("日本の橋", slug="pont").card == ""


def test_a_copy_has_a_card_of_its_own() -> None:
    page = factories.article("Le pont")
    copy: Any = page.copy(update_attrs={"title": "Le pont", "slug": "copie"})
    assert copy.card != page.card
    copy.delete()
    assert default_storage.exists(page.card)


def test_a_tag_an_author_and_a_series_are_shared_with_cards_of_their_own(client: Client) -> None:
    tag, author = factories.tag("Voirie"), factories.author("Aline", photo=factories.picture())
    series = factories.series("Places")
    factories.article("Le pont", tags=[tag], authors=[author], series=(series, 1))
    BlogIndexPage.objects.update(card="")  # whose file is of another test's
    call_command("draw_cards")
    index = factories.blog_index()
    shared = {
        f"{index.url}etiquettes/voirie/": (tag.card, "Voirie"),
        f"{index.url}auteurs/aline/": (author.card, "Aline"),
        f"{index.url}series/places/": (series.card, "Places"),
        # What has no card has the index’s, and says what that one shows.
        f"{index.url}etiquettes/": (index.card, index.title),
    }
    assert len({card for card, _alt in shared.values()}) == 4
    for address, (card, alt) in shared.items():
        head = client.get(address).content.decode().partition("</head>")[0]
        assert f'<meta property="og:image" content="http://testserver/media/{card}">' in head
        assert f'<meta property="og:image:alt" content="{alt}">' in head, address
        assert default_storage.exists(card)
    assert opened(author).format == "JPEG"
    Tag.objects.filter(pk=tag.pk).update(card="")
    head = client.get(f"{index.url}etiquettes/voirie/").content.decode()
    assert f'<meta property="og:image:alt" content="{index.title}">' in head


def test_the_card_of_a_subject_follows_what_is_public_of_it() -> None:
    tag = factories.tag("Voirie")
    before = tag.card
    assert before
    # A draft of other words.
    tag.name = "Rues"
    revision = tag.save_revision()
    assert Tag.objects.get(pk=tag.pk).card == before
    revision.publish()
    after = Tag.objects.get(pk=tag.pk).card
    assert after not in ("", before)
    assert files() == {after.removeprefix("cards/")}
    # A translation begins without one, and takes nothing away from its source.
    translation = Tag.objects.get(pk=tag.pk).copy_for_translation(factories.locale("en"))
    assert translation.card == ""
    translation.card = after
    translation.slug = "streets"
    translation.save()
    translation.delete()
    assert default_storage.exists(after)
    Tag.objects.get(pk=tag.pk).delete()
    assert files() == set()


def test_the_command_draws_those_of_subjects_too(capsys: Any) -> None:
    tag = factories.tag("Voirie")
    call_command("draw_cards")
    capsys.readouterr()
    Tag.objects.update(card="")
    call_command("draw_cards")
    assert capsys.readouterr().out == "1 cards drawn\n"
    tag.refresh_from_db()
    assert default_storage.exists(tag.card)


@pytest.mark.parametrize(
    "title", ["Pont", "m" * 255, "Un mot " * 36, "Anticonstitutionnellement " * 9, " "]
)
def test_any_title_stays_in_its_place(title: str) -> None:
    card = Image.open(io.BytesIO(draw_card(title, "Parvis " * 40, "a"))).convert("RGB")
    assert card.size == (WIDTH, HEIGHT)
    margin = card.crop((WIDTH - cards.MARGIN + 8, 20, WIDTH, cards.STONES_FROM))
    assert len(set(margin.getdata())) == 1
    between = card.crop((0, 52 + cards.TITLE_HEIGHT + 10, WIDTH, cards.STONES_FROM - 62))
    assert len(set(between.getdata())) == 1


def test_a_fault_of_the_drawing_does_not_stop_a_publication(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cards, "draw_card", None)
    with caplog.at_level(logging.ERROR):
        assert factories.article("Le pont").live
    assert "could not be drawn" in caplog.text


def test_a_cover_whose_file_is_gone_leaves_the_page_as_it_is(caplog: Any) -> None:
    cover = factories.picture()
    default_storage.delete(cover.file.name)
    page = factories.article("Le pont", cover=cover, cover_alt="Un pont")
    assert (page.live, page.card) == (True, "")
    assert "could not be drawn" in caplog.text


def test_what_was_published_before_is_drawn_by_a_command(capsys: Any) -> None:
    page = factories.article("Le pont")
    call_command("draw_cards")
    capsys.readouterr()
    ArticlePage.objects.filter(pk=page.pk).update(card="")
    call_command("draw_cards")
    assert capsys.readouterr().out == "1 cards drawn\n"
    page.refresh_from_db()
    assert default_storage.exists(page.card)


def test_stones_of_parvis_are_mixed_as_any_sites() -> None:
    assert cards.tones(PARVIS) == COLOURS


def test_a_card_is_in_the_sites_own_colours() -> None:
    page: Any = factories.article("Le pont")
    before = page.card
    SiteIdentity.objects.update(brand_colour="#006600", accent_colour="#7b1fa2")
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.card != before
    drawn = opened(page).convert("RGB").getcolors(100_000) or []
    found: list[Any] = [colour for _number, colour in drawn]
    for wanted in (ImageColor.getrgb("#006600"), ImageColor.getrgb("#7b1fa2")):
        apart = min(max(abs(a - b) for a, b in zip(wanted, near, strict=True)) for near in found)
        assert apart < 12, wanted
    SiteIdentity.objects.update(brand_colour="", accent_colour="")
    page.save_revision().publish()
    assert ArticlePage.objects.get(pk=page.pk).card == before


def test_the_preview_in_the_editor_shows_it(client: Client, person: Any) -> None:
    page = factories.article("Le pont")
    client.force_login(person("Editors"))
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert f'<img src="/media/{page.card}" width="1200" height="630" alt="">' in html
