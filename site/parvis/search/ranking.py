"""Which documents come first: all that match are ranked, or, of very many, the likeliest.

To rank a document is to read what it has of the words. Where more match than are listed, those are
ranked that have the words in their title, then those that have them in a label, then the newest.
How many match is known from the index alone, and what they have in common from a census.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from wagtail.models import Locale

from parvis.delivery.parts import part
from parvis.search import asking
from parvis.search.asking import EQUAL
from parvis.search.census import Census, census_of, values_of
from parvis.search.engines import engine
from parvis.search.facets import narrowed
from parvis.search.lists import Lists
from parvis.search.models import Document
from parvis.search.question import Place, Question, Sought
from parvis.search.scope import documents_of

UNCOUNTED: Mapping[str, int] = {}


@dataclass(frozen=True)
class Scope:
    """The documents of a language that readers may see, narrowed to what is `chosen`.

    `public` is `searchable_documents()`, `lists` what the index has listed for a reader so far.
    """

    locale: Locale
    public: QuerySet[Document]
    chosen: Mapping[str, str] = field(default_factory=dict)
    lists: Lists = field(default_factory=Lists)

    @property
    def documents(self) -> QuerySet[Document]:
        """Return them."""
        return narrowed(self.public.filter(locale=self.locale), self.chosen)


@dataclass(frozen=True)
class Ranked:
    """The keys of those that match best, best first, and how many match.

    `members` is the set of all that match, where they are more than the keys.
    """

    keys: Sequence[int]
    total: int
    members: int = 0


def rank(
    scope: Scope,
    question: Question,
    rarity: Mapping[str, float] = EQUAL,
    counts: Mapping[str, int] = UNCOUNTED,
    beside: Sequence[int] | None = None,
) -> Ranked:
    """Return those of `scope` that have all words of `question`, best first.

    With `beside`, which are the keys of these, those that have any of the words. `counts` says how
    many documents have each stem at most, where that is known: of many words nobody has to be asked
    whether very many documents have them.
    """
    any_word = beside is not None
    if _at_most(scope, question, counts, any_word=any_word) <= asking.RANKED:
        return _all_ranked(scope, question, rarity, beside)
    sought = _near(question, counts) if any_word else _whole(question)
    lists = scope.lists
    lists.fetch(scope.locale, sought)
    *first, every = sought
    if (most := lists.most(every)) <= asking.RANKED:
        return _all_ranked(scope, question, rarity, beside) if most else Ranked([], 0)
    census = census_of(scope.locale)
    found, *likely = (lists.members(census, scope.locale, each) for each in (every, *first))
    if found.bit_count() <= asking.RANKED:
        return _all_ranked(scope, question, rarity, beside) if found else Ranked([], 0)
    members = found & _chosen(scope) & ~census.members(beside or ())
    if not members:
        return Ranked([], 0)
    keys: Sequence[int]
    if any_word or scope.chosen or not question.is_one_word:
        keys = _best(census, question, rarity, _likeliest(census, members, likely), any_word)
    else:
        # Of one word that very many have, the next page of results asks again, and other languages.
        keys = part(
            *("ranked", scope.locale.pk, question.words[0].stem),
            make=lambda: _kept(scope.locale, question, _likeliest(census, members, likely)),
        )
    total = members.bit_count()
    return Ranked(keys, total, members if total > len(keys) else 0)


def _best(
    census: Census,
    question: Question,
    rarity: Mapping[str, float],
    candidates: Sequence[int],
    any_word: bool = False,
) -> list[int]:
    """Return the candidates that are still there, best first."""
    scores = engine().scores(candidates, question, rarity, any_word)
    newest = census.newest(census.members(candidates), len(candidates))
    # The sort leaves in their order those that match alike.
    return sorted((key for key in newest if key in scores), key=scores.__getitem__)


def _kept(locale: Locale, question: Question, candidates: Sequence[int]) -> array:
    # It depends on all that the census does: on any change of a document. How rare one word is
    # weighs alike on all that have it.
    return array("q", _best(census_of(locale), question, EQUAL, candidates))


def _at_most(scope: Scope, question: Question, counts: Mapping[str, int], *, any_word: bool) -> int:
    """Return more than match, or as many."""
    known = [counts[stem] for stem in question.stems if stem in counts]
    if known and not any_word:
        return min(known)
    unknown = len(question.stems) - len(known)
    return sum(known) + (unknown * documents_of(scope.locale) if unknown else 0)


def _all_ranked(
    scope: Scope, question: Question, rarity: Mapping[str, float], beside: Sequence[int] | None
) -> Ranked:
    documents = scope.documents
    if beside:
        documents = documents.exclude(pk__in=beside)
    best = engine().best(documents, question, rarity, any_word=beside is not None)
    return Ranked(best.keys, best.total)


def _whole(question: Question) -> list[Sought]:
    """Return what to look for: the likeliest first, at last all that have every word."""
    sought = [Sought(question, Place.TITLE), Sought(question, Place.NAMES)]
    if len(question.stems) > 1:
        sought.append(Sought(question.loosened(), Place.NAMES, any_word=True))
    return [*sought, Sought(question, Place.ANYWHERE)]


def _near(question: Question, counts: Mapping[str, int]) -> list[Sought]:
    """Return the same for those that have some of the words: first those with a rare one."""
    rare: set[str] = set()
    left = asking.RANKED
    for stem in sorted(question.stems, key=lambda each: (counts.get(each, 0), each)):
        left -= counts.get(stem, 0)
        if left < 0:
            break
        rare.add(stem)
    sought = [Sought(question.loosened(), Place.NAMES, any_word=True)]
    if words := tuple(term for term in question.words if term.stem in rare):
        sought.insert(0, Sought(Question(words, question.phrases), Place.ANYWHERE, any_word=True))
    return [*sought, Sought(question, Place.ANYWHERE, any_word=True)]


def _chosen(scope: Scope) -> int:
    """Return the set of those that have all that is chosen."""
    members = -1
    if scope.chosen:
        values = {(each.kind, each.value): each.members for each in values_of(scope.locale)}
        for choice in scope.chosen.items():
            members &= values.get(choice, 0)
    return members


def _likeliest(census: Census, members: int, first: Sequence[int]) -> list[int]:
    """Return the keys of as many of `members` as are ranked: those of the first sets before."""
    found: list[int] = []
    for likely in first:
        found += census.newest(likely & members, asking.RANKED - len(found))
        members &= ~likely
    return found + census.newest(members, asking.RANKED - len(found))
