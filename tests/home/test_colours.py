"""An administration's colours are read in light and in dark, or refused with one that is."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client

from home.models import SiteIdentity
from parvis.pages import colours
from parvis.pages.colours import DARK_GROUNDS, ENOUGH, LIGHT_GROUNDS, contrast, least_contrast
from tests.tools import PROJECT

pytestmark = pytest.mark.django_db


def identity() -> SiteIdentity:
    """Return the site's identity in French."""
    found: SiteIdentity = SiteIdentity.objects.get(locale__language_code="fr")
    return found


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    css = (PROJECT / "static/parvis/css/parvis.css").read_text(encoding="utf-8")
    for name, light, dark in zip(("page", "panel"), LIGHT_GROUNDS, DARK_GROUNDS, strict=True):
        assert f"--{name}: light-dark({light}, {dark});" in css


@pytest.mark.parametrize("colour", ["#2c4759", "#9c3517", "#000000", "#00f", "#7b1fa2"])
def test_a_colour_is_lightened_until_it_is_read_in_dark(colour: str) -> None:
    light, dark = colours.scheme(colours.parsed(colour))[11:-1].split(", ")
    assert light == colours.parsed(colour)
    assert least_contrast(dark, DARK_GROUNDS) >= ENOUGH


def test_a_site_in_its_own_colours(client: Client) -> None:
    page = identity()
    page.brand_colour, page.accent_colour = "#00A", "#7B1FA2"
    page.full_clean()
    page.save()
    for address in ("/fr/", "/en/"):
        head = client.get(address).content.decode().partition("</head>")[0]
        assert ":root{--brand:light-dark(#0000aa, #" in head
        assert ";--accent:light-dark(#7b1fa2, #" in head
        # After the style sheet, and out of its layers: it has the last word.
        assert head.index("reader") < head.index("<style>")


def test_a_browser_shows_the_main_colour_around_the_page(client: Client) -> None:
    def shown() -> list[str]:
        soup = BeautifulSoup(client.get("/en/").content, "html.parser")
        return [str(meta["content"]) for meta in soup.select("meta[name=theme-color]")]

    assert shown() == [LIGHT_GROUNDS[0], DARK_GROUNDS[0]]
    SiteIdentity.objects.update(brand_colour="#0000aa")
    assert shown() == ["#0000aa"]
    SiteIdentity.objects.update(brand_colour="</styl")
    assert shown() == [LIGHT_GROUNDS[0], DARK_GROUNDS[0]]


def test_without_colours_the_head_says_nothing(client: Client) -> None:
    assert "<style" not in client.get("/fr/").content.decode()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("bleu", "Écrivez une couleur"),
        ("#12345", "Écrivez une couleur"),
        ("red;}", "Écrivez une couleur"),
        ("#ffd600", "est de 1,2:1"),
        ("#888888", "est de 3,0:1"),
    ],
)
def test_a_colour_that_is_not_read_is_refused_with_one_that_is(written: str, said: str) -> None:
    page = identity()
    page.brand_colour = written
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    [message] = refused.value.message_dict["brand_colour"]
    assert said in message
    if "essayez" in message:
        offered = message.rpartition(" ")[2].rstrip(".")
        page.brand_colour = offered
        page.full_clean()


def test_what_is_no_colour_in_the_database_breaks_nothing(client: Client) -> None:
    SiteIdentity.objects.update(brand_colour="</styl")
    html = client.get("/fr/").content.decode()
    assert "</styl" not in html


def test_editors_set_them_in_the_admin(client: Client, person: Any) -> None:
    client.force_login(person("Moderators"))
    html = client.get(f"/admin/snippets/home/siteidentity/edit/{identity().pk}/").content.decode()
    assert 'name="brand_colour"' in html
