"""The picture that stands for a page or a subject where it is shared: its title, in its language.

Drawn at publication and kept as a file, so that no reader waits for it. Two pages of the same title
on the same site have the same drawing but for its stones, which are those of the article.
"""

import hashlib
import io
import logging
from functools import cache
from importlib import resources
from itertools import chain
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from PIL import Image, ImageDraw, ImageFont, ImageOps
from wagtail.models import Page, get_page_models
from wagtail.signals import page_published

from parvis.pages.brand import PARVIS, Brand, site_brand
from parvis.pages.carded import CardMixin
from parvis.pages.colours import mix
from parvis.pages.paving import COLOURS, Stone, stones

logger = logging.getLogger(__name__)

WIDTH, HEIGHT = 1200, 630
# Changed with the drawing, so that pages get the new one.
VERSION = 1
MARGIN, PICTURE_WIDTH, TITLE_HEIGHT, STONES_FROM = 64, 440, 340, 468
SIZES = range(78, 39, -4)
MOST_LINES = 5
LINE = 1.16
GROUND, INK, SOFT = "#fbfaf6", "#16202a", "#46535f"
FOLDER = "cards"


def card_name(page: Any, site_name: str, picture: Any, brand: Brand = PARVIS) -> str:
    """Return the name of the file that holds a page’s card as it should be now; empty of none.

    None where an editor chose a picture for sharing, or the title is in letters that the typeface
    lacks: the cover then stands for the page.
    """
    if not page.has_card or not is_drawable(page.card_title + site_name):
        return ""
    seen = picture and (
        picture.pk,
        picture.file_hash,
        picture.focal_point_x,
        picture.focal_point_y,
    )
    own = () if brand == PARVIS else (brand.main, brand.accent)
    said = repr((VERSION, page.card_title, site_name, page.translation_key, seen, *own))
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    return f"{FOLDER}/{page.card_owner}-{digest}.{'jpg' if picture else 'png'}"


def is_drawable(text: str) -> bool:
    """Whether the typeface has every letter of a text."""
    return all(char.isspace() or _has(char) for char in _spelt(text))


def draw_card(
    title: str,
    site_name: str,
    key: str,
    picture: Any = None,
    focus: tuple[float, float] = (0.5, 0.5),
    brand: Brand = PARVIS,
) -> bytes:
    """Return the card as a PNG; as a JPEG where there is a picture, an open file, beside the title.

    `key` names the stones below; `focus` is what matters in the picture, from 0 to 1 across and
    down; `brand` has the colours. Raises OSError where the picture cannot be read.
    """
    card = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    room = WIDTH - 2 * MARGIN
    if picture is None:
        _pave(card, stones(key), tones(brand))
    else:
        with Image.open(picture) as opened:
            opened.draft("RGB", (WIDTH, HEIGHT))
            space = (PICTURE_WIDTH, HEIGHT)
            shown = ImageOps.fit(opened.convert("RGB"), space, centering=focus)
        card.paste(shown, (WIDTH - PICTURE_WIDTH, 0))
        room -= PICTURE_WIDTH
    pen = ImageDraw.Draw(card)
    pen.rectangle((MARGIN, 0, MARGIN + 96, 10), fill=brand.main)
    size, lines = _set(" ".join(_spelt(title).split()), room, TITLE_HEIGHT)
    for number, line in enumerate(lines):
        pen.text((MARGIN, 52 + number * size * LINE), line, font=_font("Bold", size), fill=INK)
    name = _cut(_spelt(site_name), _font("Regular", 32), room)
    bottom = (STONES_FROM if picture is None else HEIGHT) - MARGIN
    pen.text((MARGIN, bottom), name, font=_font("Regular", 32), fill=SOFT)
    made = io.BytesIO()
    if picture is None:
        # This method, and no search for the smallest file: a fifth of the time for a tenth more.
        few = card.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(made, "PNG")
    else:
        card.save(made, "JPEG", quality=82, optimize=True)
    return made.getvalue()


def keep_card(page: Any) -> bool:
    """Have a page’s card drawn and kept where it is not what it should be, and the old one gone.

    Return whether it was not.
    """
    picture = page.card_picture
    site_name = page.card_site_name
    brand = site_brand()
    name, old = card_name(page, site_name, picture, brand), page.card
    if name == old:
        return False
    if name and not default_storage.exists(name):
        default_storage.save(name, ContentFile(_drawn(page, site_name, picture, brand)))
    type(page)._default_manager.filter(pk=page.pk).update(card=name)
    page.card = name
    _forget(page, old)
    return True


def keep_all_cards() -> int:
    """Do so for all that is published; return how many were not what they should be."""
    live = Page.objects.live().filter(alias_of__isnull=True, depth__gt=1).order_by("pk")
    pages = live.specific(defer=False).iterator(chunk_size=100)
    subjects = chain.from_iterable(
        model._default_manager.filter(live=True).iterator(chunk_size=100)
        for model in subject_models()
    )
    carded = (page for page in pages if hasattr(page, "card"))
    return sum(_try_to_keep(one) for one in chain(carded, subjects))


def subject_models() -> list[Any]:
    """Return the models with cards that are no pages."""
    models = [model for model in apps.get_models() if issubclass(model, CardMixin)]
    return [model for model in models if not issubclass(model, Page)]


def install() -> None:
    """Draw at each publication, forget at each deletion; called once."""
    page_published.connect(_published, dispatch_uid="parvis_cards")
    # Of each model by itself: one who listens to all keeps every deletion from being one statement.
    for model in get_page_models():
        if hasattr(model, "card"):
            post_delete.connect(_deleted, model, dispatch_uid=f"parvis_cards.{model.__name__}")
    for model in subject_models():
        post_save.connect(_saved, model, dispatch_uid=f"parvis_cards.saved.{model.__name__}")
        post_delete.connect(_deleted, model, dispatch_uid=f"parvis_cards.{model.__name__}")


def _published(instance: Any, **_signal: Any) -> None:
    if hasattr(instance, "card") and not instance.alias_of_id:
        transaction.on_commit(lambda: _try_to_keep(instance))


def _saved(sender: Any, instance: Any, raw: bool = False, **_signal: Any) -> None:
    """Draw what is public of it: a draft that is saved carries other words."""

    def draw() -> None:
        public = sender._default_manager.filter(pk=instance.pk, live=True).first()
        if public is not None and _try_to_keep(public):
            instance.card = public.card

    if not raw:
        transaction.on_commit(draw)


def _deleted(instance: Any, **_signal: Any) -> None:
    owner = SimpleNamespace(card_owner=instance.card_owner)
    transaction.on_commit(lambda: _forget(owner, instance.card), robust=True)


def _forget(owner: Any, name: str) -> None:
    """Delete a card, unless it is another’s that was copied with it."""
    if name.startswith(f"{FOLDER}/{owner.card_owner}-"):
        default_storage.delete(name)


def _try_to_keep(page: Any) -> bool:
    """Draw; it is public already, and stays so whatever happens here."""
    try:
        return keep_card(page)
    except Exception:
        logger.exception("The card of %s could not be drawn", page.card_owner)
        return False


def tones(brand: Brand) -> dict[str, str]:
    """Return the colours of stones, mixed from a site’s own as the style sheet does in light."""
    mixed = {tone: mix(brand.main, GROUND, share) for tone, share in (("d", 0.22), ("e", 0.48))}
    return COLOURS | mixed | {"f": brand.accent}


def _drawn(page: Any, site_name: str, picture: Any, brand: Brand) -> bytes:
    words = page.card_title, site_name, str(page.translation_key)
    if picture is None:
        return draw_card(*words, brand=brand)
    focal = picture.get_focal_point()
    focus = (0.5, 0.5)
    if focal:
        focus = focal.centroid_x / picture.width, focal.centroid_y / picture.height
    with picture.open_file() as file:
        return draw_card(*words, file, focus, brand)


def _spelt(text: str) -> str:
    """Return a text with the letters that old Dutch texts join, and the typeface does not."""
    return text.replace("ĳ", "ij").replace("Ĳ", "IJ")


def _pave(card: Image.Image, square: list[Stone], painted: dict[str, str]) -> None:
    """Lay the square at the foot of the card, drawn at twice its size for smooth edges."""
    foot = HEIGHT - STONES_FROM
    large = Image.new("RGB", (2 * WIDTH, 2 * foot), GROUND)
    pen = ImageDraw.Draw(large)
    flat = 2 * foot / HEIGHT
    for stone in square:
        corners = (
            (stone.left_near, stone.y_near),
            (stone.right_near, stone.y_near),
            (stone.right_far, stone.y_far),
            (stone.left_far, stone.y_far),
        )
        pen.polygon([(2 * x, round(flat * y)) for x, y in corners], fill=painted[stone.tone])
    card.paste(large.resize((WIDTH, foot), Image.Resampling.BOX), (0, STONES_FROM))


def _set(title: str, width: int, height: int) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, and its lines; the smallest cuts it."""
    for size in SIZES:
        font = _font("Bold", size)
        lines = _lines(title, font, width)
        fits = len(lines) <= MOST_LINES and len(lines) * size * LINE <= height
        if fits and all(font.getlength(line) <= width for line in lines):
            return size, lines
    most = min(MOST_LINES + 1, int(height / size / LINE))
    kept = [_cut(line, font, width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{lines[most - 1]} {lines[most]}", font, width)
    return size, kept


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip(' ,;:.')}…"


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    files = resources.files("font_source_serif_pro") / "files" / f"SourceSerifPro-{weight}.ttf"
    return ImageFont.truetype(io.BytesIO(files.read_bytes()), size)


@cache
def _has(char: str) -> bool:
    font = _font("Bold", 40)
    return bytes(font.getmask(char)) != bytes(font.getmask("\U0010fffe"))
