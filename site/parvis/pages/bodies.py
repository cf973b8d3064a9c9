"""Bodies as readers see them, made when a page is published and kept beside it.

What follows from the text alone is made once: paragraphs, headings, tables, code, the contents.
What changes without it is left open: where links lead, pictures, documents. A reader’s page fills
these in. What is kept names the text, the language and the code it was made with, and is taken for
nothing else: whoever changes the text in whatever way, the body is rendered from it.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pygments
import wagtail
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.template.loader import get_template, render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override, to_locale
from wagtail.blocks import ChooserBlock

from parvis.pages.block_types import types_with
from parvis.pages.links import linked_ids, shown
from parvis.pages.notes import link_notes
from parvis.pages.open_links import filled_in, left_open
from parvis.pages.typography import keep_spaces

logger = logging.getLogger(__name__)

CONTENTS = "components/contents.html"
TEXT = "wagtailcore/shared/richtext.html"
# Between what is made and what is left open, while notes are joined; no text can hold it.
_CUT = "<hr\0>"
_LEFT = re.compile(r"<embed\b")  # in a text: Wagtail’s own way to show what lies elsewhere


class Made(NamedTuple):
    """A body that was made.

    `parts` are HTML, and between two of them a block of `left`: its place in the body. `pages` are
    the ids of those it links to.
    """

    mark: str
    contents: str
    parts: list[str]
    left: list[int]
    pages: list[int]


class PreparedBodyMixin(models.Model):
    """A page whose body is made when it is published."""

    prepared = models.JSONField(null=True, blank=True, editable=False, serialize=False)

    # What is shown does not change with it: nothing that is kept of the page is old.
    unseen_columns = ("prepared",)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Make the body of what readers see, once it is in the database as they will read it."""
        super().save(*args, **kwargs)
        if self.live and self.alias_of_id is None and kwargs.get("update_fields") is None:
            prepare([self])

    @cached_property
    def made(self) -> Made | None:
        """The body as it was made; None where it is to be rendered from the text."""
        text = getattr(self.body, "as_kept", None)
        if self.prepared is None or text is None:
            return None
        is_of_text = self.prepared[0] == mark_of(text, self.language_code)
        return Made(*self.prepared) if is_of_text else None


def html_of(page: Any, body: Any, context: Callable[[], dict[str, Any]]) -> SafeString:
    """Return a body’s HTML in the language being read; its blocks see the context."""
    with shown(page):
        made = _made_of(page, body)
        if made is None:
            html = keep_spaces(body.render_as_block(context()), get_language() or "")
            return link_notes(html)
        around = context() if made.left else {}
        blocks = [
            keep_spaces(_wrapped(body, place, around), get_language() or "") for place in made.left
        ]
        html = made.parts[0] + "".join(map("".join, zip(blocks, made.parts[1:], strict=True)))
        return mark_safe(filled_in(html))  # noqa: S308 (rendered by the same templates)


def contents_of(page: Any, body: Any) -> SafeString:
    """Return the HTML of a body’s table of contents; empty of a short one."""
    made = _made_of(page, body)
    return mark_safe(made.contents) if made else _contents(body)  # noqa: S308 (a template’s)


def prepare(pages: list[Any], *, is_asked: bool = True) -> int:
    """Make the bodies of pages of one type; return how many there were to be made.

    Each is read as the database gives it. One that cannot be rendered is left to be rendered for
    its reader, and keeps nothing else from being done. Unless `is_asked`, what is there is kept.
    """
    model, count = type(pages[0]), 0
    by_key = {page.pk: page for page in pages}
    rows = model.objects.filter(pk__in=by_key).annotate(text=Cast("body", models.TextField()))
    for key, text, kept in rows.values_list("pk", "text", "prepared").order_by("pk"):
        language = by_key[key].language_code
        if not is_asked and kept and kept[0] == mark_of(text, language):
            continue
        try:
            made = _made(model, text, language)
        except Exception:
            logger.exception("The body of page %s could not be prepared", key)
            continue
        model.objects.filter(pk=key).update(prepared=list(made))
        by_key[key].prepared = list(made)
        count += 1
    return count


def mark_of(text: str, language: str) -> str:
    """Return what names a body in a language, as this code makes it."""
    return blake2b(text.encode(), digest_size=16, key=_code(language)).hexdigest()


def _made_of(page: Any, body: Any) -> Made | None:
    """Return what was made of a body, where it is the page’s and read in the page’s language."""
    if getattr(page, "body", None) is not body or not hasattr(page, "made"):
        return None
    made: Made | None = page.made
    return made if get_language() == page.language_code else None


def _made(model: Any, text: str, language: str) -> Made:
    body: Any = model._meta.get_field("body").to_python(json.loads(text))
    # What is chosen among pages, pictures and documents.
    is_open = types_with(body.stream_block, ChooserBlock)
    left, parts = [], []
    with override(language), left_open():
        for place, raw in enumerate(body.raw_data):
            if raw["type"] in is_open or _LEFT.search(json.dumps(raw)):
                left.append(place)
                parts.append(_CUT)
            else:
                parts.append(_wrapped(body, place, {}))
        html = link_notes(keep_spaces("\n".join(parts), language))
        contents = str(_contents(body))
    pages = sorted(linked_ids(list(body.raw_data), "page"))
    return Made(mark_of(text, language), contents, html.split(_CUT), left, pages)


def _wrapped(body: Any, place: int, context: dict[str, Any]) -> str:
    """Return the HTML of one block of a stream, as it stands in it."""
    return str(body.stream_block.render_basic([body[place]], context))


def _contents(body: Any) -> SafeString:
    return render_to_string(CONTENTS, {"body": body})


@cache
def _code(language: str) -> bytes:
    """Return what names the code, the templates and the translations bodies are made with."""
    digest = blake2b(f"{wagtail.__version__} {pygments.__version__} {language}".encode())
    for file in (*_modules(), *_catalogues(language)):
        digest.update(file.read_bytes())
    for name in _templates():
        digest.update(get_template(name).template.source.encode())
    return digest.digest()


def _modules() -> Iterator[Path]:
    yield from sorted(Path(__file__).parent.rglob("*.py"))


def _catalogues(language: str) -> Iterator[Path]:
    for folder in settings.LOCALE_PATHS:
        file = Path(folder) / to_locale(language) / "LC_MESSAGES" / "django.mo"
        if file.exists():
            yield file


def _templates() -> list[str]:
    from parvis.pages.blocks import BODY_BLOCKS

    blocks: list[tuple[str, Any]] = BODY_BLOCKS
    return [CONTENTS, TEXT, *(block.meta.template for _name, block in blocks)]
