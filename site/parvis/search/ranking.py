"""Which documents come first: all that match are ranked, or, of very many, the likeliest.

To rank a document is to read what it has of the words. Where more match than are listed, those are
ranked that have the words in their title, then those that have them in a label, then the newest.
How many match is known from the index alone, and what they have in common from a census.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parvis.search import asking
from parvis.search.asking import EQUAL
from parvis.search.census import Census, census_of, values_of
from parvis.search.engines import engine
from parvis.search.question import Place, Question, Sought
from parvis.search.scope import Scope, documents_of

UNCOUNTED: Mapping[str, int] = {}


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
    sought = tuple(_near(question, counts) if any_word else _whole(question))
    if sought not in scope.lists:
        scope.lists[sought] = engine().keys(sought)
    *first, every = scope.lists[sought]
    if len(every) <= asking.RANKED:
        return _all_ranked(scope, question, rarity, beside) if every else Ranked([], 0)
    census = census_of(scope.locale)
    members = census.members(every) & _chosen(scope) & ~census.members(beside or ())
    if not members:
        return Ranked([], 0)
    candidates = _likeliest(census, members, first)
    scores = engine().scores(candidates, question, rarity, any_word)
    newest = census.newest(census.members(candidates), len(candidates))
    # The sort leaves in their order those that match alike; one may be gone by now.
    keys = sorted((key for key in newest if key in scores), key=scores.__getitem__)
    total = members.bit_count()
    return Ranked(keys, total, members if total > len(keys) else 0)


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


def _likeliest(census: Census, members: int, first: Sequence[Sequence[int]]) -> list[int]:
    """Return the keys of as many of `members` as are ranked."""
    found: list[int] = []
    for keys in first:
        likely = census.members(keys) & members
        found += census.newest(likely, asking.RANKED - len(found))
        members &= ~likely
    return found + census.newest(members, asking.RANKED - len(found))
