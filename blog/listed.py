"""Articles as lists show them: each is made once, and kept until something it shows changes.

A list then asks which articles are in it, and nothing of those it has shown before. After one is
published, that one is loaded and made; those beside it are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from parvis.delivery.parts import is_at_hand, part
from parvis.delivery.recording import depend_on, key, recording
from parvis.delivery.rows import PAGE, PICTURE

TEMPLATE = "components/article_card.html"
ROW, LINE = "card-row", "card-line"
# How the first articles of the front page look; those after them are lines.
FRONT = ("card-lead", "card-beside", "card-beside")

Name = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Listed:
    """An article of a list: `look` is its class there, `level` that of its heading."""

    pk: int
    translation_key: UUID
    look: str
    level: int
    beside: "ListedArticles" = field(repr=False)

    def card(self, request: HttpRequest, index: Any) -> SafeString:
        """Return its HTML in the language being read, made now where it is not kept."""
        name = self.name(request, index)
        return part(*name, make=lambda: self._made(request, index))

    def name(self, request: HttpRequest, index: Any) -> Name:
        """Return what tells the HTML from all other."""
        place = index.pk if index else 0
        return "card", self.pk, self.look, self.level, get_language(), request.get_host(), place

    def _made(self, request: HttpRequest, index: Any) -> SafeString:
        article = self.beside.loaded(self, request, index)
        if article is None:  # deleted since it was found
            return SafeString("")
        depend_on(*_keys_of(article), *([key(PAGE, index.pk)] if index else []))
        return render_to_string(
            TEMPLATE,
            {
                "article": article,
                "look": self.look,
                "level": self.level,
                "index": index,
                "request": request,
                "head": {"language": get_language()},
            },
        )


class ListedArticles(list[Listed]):
    """The articles of one page of a list, from rows of `pk` and `translation_key`."""

    def __init__(self, model: Any, rows: Iterable[tuple[int, UUID]], *, is_front: bool) -> None:
        super().__init__()
        self._model = model
        self._articles: dict[int, Any] = {}
        for number, (pk, translation_key) in enumerate(rows):
            look = FRONT[number] if number < len(FRONT) else LINE
            level = 3 if is_front and look == LINE else 2
            self.append(Listed(pk, translation_key, look if is_front else ROW, level, self))

    def loaded(self, listed: Listed, request: HttpRequest, index: Any) -> Any:
        """Return an article; all that are not kept are loaded with the first that is asked for.

        What is read of them is no part of the page: each card says itself what it shows.
        """
        if listed.pk not in self._articles:
            wanted = {one.pk for one in self if not is_at_hand(*one.name(request, index))}
            with recording():
                found = self._model.objects.filter(pk__in=wanted | {listed.pk}).for_listing()
                self._articles |= {article.pk: article for article in found}
        return self._articles.get(listed.pk)


def _keys_of(article: Any) -> list[str]:
    """Return the keys of what was loaded with an article, to be shown in a list."""
    # Tags that are not public too: they may become so.
    tags = [key("tag", link.tag_id) for link in article.article_tags.all()]
    keys = [key(PAGE, article.pk), *tags]
    return [*keys, key(PICTURE, article.cover_id)] if article.cover_id else keys
