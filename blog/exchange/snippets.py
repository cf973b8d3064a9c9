"""An article's tags, authors and series: found or made, paired with those of its pair."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from wagtail.models import Locale

from blog.exchange.articles import Plan
from blog.exchange.frontmatter import first, list_of
from blog.models import (
    ArticleAuthor,
    ArticlePage,
    ArticleSeries,
    ArticleTag,
    Author,
    Series,
    Tag,
)
from parvis.pages.letters import slug_of

LENGTH = 120
LAST_PART = 32_767
Model = type[Tag] | type[Author] | type[Series]
# A language and what a name in it is known by.
Name = tuple[str, str]
Guesses = dict[Name, dict[str, set[str]]]


def tag_names(plan: Plan) -> list[str]:
    """Return the names of a file's tags and categories."""
    names = list_of(first(plan.meta, "tags", "tag", "keywords"))
    return list(dict.fromkeys(names + list_of(first(plan.meta, "categories", "category"))))


def author_names(plan: Plan) -> list[str]:
    """Return the names of a file's authors."""
    return list_of(first(plan.meta, "authors", "author", "by"))


def series_names(plan: Plan) -> list[str]:
    """Return the name of a file's series: the first, where it names several."""
    return list_of(first(plan.meta, "series"))[:1]


@dataclass
class Counterparts:
    """Which tag of one language is which of another, as the files of pairs let it be known."""

    _known: dict[Name, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _names: dict[Name, str] = field(default_factory=dict)

    def learn(self, pairs: Iterable[list[tuple[str, list[str]]]]) -> None:
        """Learn from pairs, each the (language, names of tags) of its files.

        Tags of the same letters are one. Tags that stand at one place, in lists of one length whose
        shared ones stand at one place too, are one where no other pair says otherwise.
        """
        guesses: Guesses = defaultdict(lambda: defaultdict(set))
        for sides in pairs:
            if len(sides) < 2:
                continue  # nothing it could be paired with
            named = [(code, [_letters(name) for name in names]) for code, names in sides]
            self._names |= {
                (c, _letters(name)): name[:LENGTH] for c, names in sides for name in names
            }
            for one, slugs in named:
                for other, theirs in named:
                    if one == other:
                        continue
                    for slug in set(slugs) & set(theirs):
                        self._known[one, slug][other] = slug
                    for slug, counterpart in _side_by_side(slugs, theirs):
                        guesses[one, slug][other].add(counterpart)
        self._accept(guesses)

    def _accept(self, guesses: Guesses) -> None:
        """Take the guesses that nothing contradicts."""
        for (code, slug), others in guesses.items():
            for other, found in others.items():
                counterpart = next(iter(found))
                back = guesses[other, counterpart][code]
                if (
                    len(found) == 1
                    and back == {slug}
                    and not (
                        code in self._known[other, counterpart] or other in self._known[code, slug]
                    )
                ):
                    self._known[code, slug][other] = counterpart
                    self._known[other, counterpart][code] = slug

    def of(self, code: str, name: str) -> dict[str, str]:
        """Return the counterpart's name by language."""
        known = self._known.get((code, _letters(name)), {})
        return {other: self._names[other, letters] for other, letters in known.items()}

    def is_alone(self, code: str, name: str) -> bool:
        """Say whether a tag of a pair has no counterpart."""
        return (code, _letters(name)) in self._names and not self.of(code, name)


def _letters(name: str) -> str:
    """Return what a name is known by, the same in every language."""
    return slug_of(name[:LENGTH], "")


def _side_by_side(slugs: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """Return which slugs stand at one place, or nothing where the lists differ in order."""
    shared = set(slugs) & set(theirs)
    if len(slugs) != len(theirs) or any(
        (one in shared or other in shared) and one != other
        for one, other in zip(slugs, theirs, strict=True)
    ):
        return []
    return [pair for pair in zip(slugs, theirs, strict=True) if pair[0] != pair[1] and all(pair)]


def link_tags(article: ArticlePage, plan: Plan, locale: Locale, counterparts: Counterparts) -> None:
    """Tie the article to its tags, made in its language where they are missing."""
    tags = _all(Tag, tag_names(plan), plan, locale, counterparts, "tag")
    alone = [tag.name for tag in tags if counterparts.is_alone(plan.code, tag.name)]
    if alone:
        plan.say(f"tags without a counterpart in the other language: {', '.join(alone)}")
    if [link.tag_id for link in article.article_tags.all()] != [tag.pk for tag in tags]:
        article.article_tags = [
            ArticleTag(tag=tag, locale=locale, sort_order=order) for order, tag in enumerate(tags)
        ]


def link_authors(
    article: ArticlePage, plan: Plan, locale: Locale, counterparts: Counterparts
) -> None:
    """Tie the article to its authors, made in its language where they are missing."""
    authors = _all(Author, author_names(plan), plan, locale, counterparts, "author")
    if [link.author_id for link in article.article_authors.all()] != [one.pk for one in authors]:
        article.article_authors = [
            ArticleAuthor(author=author, locale=locale, sort_order=order)
            for order, author in enumerate(authors)
        ]


def link_series(
    article: ArticlePage, plan: Plan, locale: Locale, counterparts: Counterparts
) -> None:
    """Tie the article to its series, made in its language where it is missing.

    Its part is what the file says; else the one after those that are there.
    """
    known = {link.series_id: link.part for link in article.article_series.all()}
    links = []
    for series in _all(Series, series_names(plan), plan, locale, counterparts, "series"):
        part = _part(plan) or known.get(series.pk) or _next_part(series)
        links.append(ArticleSeries(series=series, part=part, locale=locale, sort_order=0))
    if known != {link.series_id: link.part for link in links}:
        article.article_series = links


def _part(plan: Plan) -> int:
    """Return which part of its series a file says it is; 0 where it does not say."""
    meta = plan.meta
    said = str(first(meta, "series_order", "series_weight", "series_part", "part") or "").strip()
    if not said:
        return 0
    if said.isdecimal() and 0 < int(said) <= LAST_PART:
        return int(said)
    plan.say(f"part of a series that is no number left out: {said[:80]}")
    return 0


def _next_part(series: Series) -> int:
    last = ArticleSeries.objects.filter(series=series).aggregate(last=Max("part"))["last"]
    return min((last or 0) + 1, LAST_PART)


def _all(
    model: Model, names: list[str], plan: Plan, locale: Locale, known: Counterparts, what: str
) -> list[Any]:
    found = []
    for name in names:
        if not _letters(name):
            plan.say(f"{what} without letters to make an address of left out: {name[:80]}")
            continue
        name = plan.cut(name, LENGTH, what)
        found.append(_find_or_make(model, name, locale, known))
    return list(dict.fromkeys(found))


def _find_or_make(model: Model, name: str, locale: Locale, known: Counterparts) -> Any:
    """Return the object of this name or slug in this language; a new one is live at once.

    A new one whose counterpart is there becomes its translation.
    """
    found = _found(model, name, locale.language_code)
    if found is None:
        found = model(name=name, locale=locale)
        for code, theirs in known.of(locale.language_code, name).items():
            counterpart = _found(model, theirs, code)
            key = counterpart and counterpart.translation_key
            if key and not model.objects.filter(locale=locale, translation_key=key).exists():
                found.translation_key = key
                break
        found.full_clean(exclude=["translation_key"])
        found.save()
    return found


def _found(model: Model, name: str, code: str) -> Any:
    """Return the object of this name in a language, else the one of its slug; None without one."""
    objects = model.objects.filter(locale__language_code=code)
    slug = slug_of(name, code)
    return objects.filter(name__iexact=name).first() or objects.filter(slug=slug).first()
