"""Legal notice, data protection and cookies: pages to adapt, made as drafts in each language.

Their words are in `legal/<language>.yaml`. What only the administration knows stands in square
brackets: a draft is published by somebody who has filled it in.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from home.models import HomePage, PlainPage, SiteIdentity
from parvis.translation.adopt import adopt

FOLDER = Path(__file__).parent / "legal"
KINDS = ("legal", "privacy", "cookies")
# Each page has the same key on every site, so that it is made once.
NAMESPACE = UUID("9c0f2d1e-3a5b-5c7d-8e9f-1a2b3c4d5e6f")
_PLACEHOLDER = re.compile(r"\{(organisation|email|site|days)\}")


def translation_key(kind: str) -> UUID:
    """Return the key of a kind of page, one for all its languages."""
    return uuid5(NAMESPACE, kind)


def missing(homes: list[HomePage]) -> list[tuple[HomePage, str, str]]:
    """Return (home page, kind, title) of the pages that could be made below these home pages.

    Left out are those that are there, those whose address another page has, and languages that
    have no words for them.
    """
    found = []
    for home in homes:
        words = _words(home.locale.language_code)
        slugs = set(home.get_children().values_list("slug", flat=True))
        keys = set(home.get_children().values_list("translation_key", flat=True))
        found += [
            (home, kind, words[kind]["title"])
            for kind in KINDS
            if kind in words
            and words[kind]["slug"] not in slugs
            and translation_key(kind) not in keys
        ]
    return found


@transaction.atomic
def make(homes: list[HomePage], user: Any = None) -> list[PlainPage]:
    """Make the missing pages as drafts, translations of one another; return them."""
    made = [_make(home, kind, user) for home, kind, _title in missing(homes)]
    default = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    for kind in KINDS:
        pages = PlainPage.objects.filter(translation_key=translation_key(kind))
        source = pages.filter(locale=default).first()
        for page in made:
            if source and page.translation_key == source.translation_key and page.pk != source.pk:
                adopt(source, page)
    return made


def _make(home: HomePage, kind: str, user: Any) -> PlainPage:
    words = _words(home.locale.language_code)[kind]
    fill = _filler(home.locale)
    page = PlainPage(
        title=words["title"],
        slug=words["slug"],
        summary=words["summary"],
        locale=home.locale,
        translation_key=translation_key(kind),
        live=False,
        has_unpublished_changes=True,
        owner=user,
    )
    blocks = list(_blocks(words["sections"], fill))
    setattr(page, "body", json.dumps(blocks))  # noqa: B010 (the field converts it)
    home.add_child(instance=page)
    page.save_revision(user=user)
    return page


def _blocks(sections: list[dict[str, str]], fill: Any) -> Iterator[dict[str, Any]]:
    for section in sections:
        anchor, heading = section["anchor"], section["heading"]
        yield {"type": "heading", "value": {"text": heading, "level": "2", "anchor": anchor}}
        yield {"type": "text", "value": _html(fill(section["text"]))}


def _html(text: str) -> str:
    """Return paragraphs and lists, parted by empty lines, as HTML."""
    parts = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [escape(line.strip(), quote=False) for line in part.splitlines()]
        if all(line.startswith("- ") for line in lines):
            items = "".join(f"<li>{line[2:]}</li>" for line in lines)
            parts.append(f"<ul>{items}</ul>")
        else:
            parts.append(f"<p>{' '.join(lines)}</p>")
    return "".join(parts)


def _filler(locale: Locale) -> Any:
    """Return what fills in the placeholders of a text; what nobody knows stays in brackets."""
    identity = SiteIdentity.objects.filter(locale=locale).first()
    known = {
        "organisation": identity.organisation or identity.name if identity else "",
        "email": identity.contact_email if identity else "",
        "site": settings.WAGTAILADMIN_BASE_URL,
        "days": str(settings.PARVIS_FEEDBACK_DAYS),
    }
    return lambda text: _PLACEHOLDER.sub(lambda match: known[match[1]] or f"[{match[1]}]", text)


@cache
def _words(language: str) -> dict[str, Any]:
    path = FOLDER / f"{language.partition('-')[0]}.yaml"
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    return found
