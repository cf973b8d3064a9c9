"""What one article leads on to, and what it is tied to: each found in one query."""

from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.db.models import DateTimeField, IntegerField, OuterRef, Q, Subquery, Value

from blog.keys import LEADS
from blog.queries import NAMED, links_of
from parvis.delivery.recording import declared, key, whole
from parvis.delivery.rows import PAGE
from parvis.pages.prepared import PreparedQuery


@dataclass(frozen=True)
class Leads:
    """Where an article leads on to.

    The articles published just before and just after it, None at either end, those on the same
    subject, nearest first, and the parts of its series in order, itself among them.
    """

    earlier: Any = None
    later: Any = None
    related: list[Any] = field(default_factory=list)
    parts: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class SeriesPlace:
    """Where an article stands in its series: which of how many, and the parts around it."""

    series: Any
    number: int
    parts: list[Any]
    before: Any = None
    after: Any = None


def place_of(article: Any) -> SeriesPlace | None:
    """Return an article’s place in its series; None where it is in none, or alone in it."""
    parts = article.leads.parts
    keys = [part.pk for part in parts]
    if len(parts) < 2 or article.pk not in keys:
        return None
    number = keys.index(article.pk)
    return SeriesPlace(
        article.series[0],
        number + 1,
        parts,
        parts[number - 1] if number else None,
        parts[number + 1] if number + 1 < len(parts) else None,
    )


def leads_of(article: Any) -> Leads:
    """Return the leads of an article in its language, in one query along the dates' index.

    None of one that is previewed before it is first saved.
    """
    if article.pk is None:
        return Leads()
    with declared(key(LEADS, article.pk), whole(series_of(article))):
        pages = _LEADS.ask(
            type(article), key=article.pk, locale=article.locale_id, date=article.date
        )
    here = (article.date, article.pk)
    # In the order of dates: what stands around the article is nearest to it.
    earlier = [page for page in pages if (page.date, page.pk) < here]
    later = [page for page in pages if (page.date, page.pk) > here]
    related = [page for page in pages if page.position is not None]
    related.sort(key=attrgetter("position"))
    parts = [page for page in pages if page.part is not None]
    parts.sort(key=attrgetter("part"))
    return Leads(earlier[-1] if earlier else None, later[0] if later else None, related, parts)


def named_of(article: Any) -> dict[str, list[Any]]:
    """Return the tags, authors and series of an article by relation, in one query.

    It asks for what a link to them shows: the rest is asked for where it is read.
    """
    found: dict[str, list[Any]] = {relation: [] for relation in NAMED}
    with declared(key(PAGE, article.pk)):
        rows = _NAMED.ask(type(article), key=article.pk)
    for relation, _order, *values in rows:
        model = (
            links_of(type(article), relation).model._meta.get_field(NAMED[relation]).related_model
        )
        known = dict(zip(_LINKED, values, strict=True))
        names = [each.attname for each in model._meta.concrete_fields if each.attname in known]
        named = model.from_db(article._state.db, names, [known[name] for name in names])
        found[relation].append(named)
    return found


def series_of(article: Any) -> Any:
    """Return the model of series, which is defined after this."""
    link = links_of(type(article), "article_series").model
    return link._meta.get_field("series").related_model


def _leads(model: Any, key: Any, locale: Any, date: Any) -> Any:
    everyone = model.objects.published(locale).order_by("date", "pk")
    dated = everyone.exclude(pk=key)
    before = Q(date=date, pk__lt=key) | Q(date__lt=date)
    after = Q(date=date, pk__gt=key) | Q(date__gt=date)
    ends = [
        dated.filter(before, date__lte=date).reverse(),
        dated.filter(after, date__gte=date),
    ]
    beside = [model.objects.filter(pk=Subquery(end.values("pk")[:1])) for end in ends]
    rows = model._meta.get_field("related").related_model.objects.filter(article=key)
    position = rows.filter(other=OuterRef("pk")).values("position")
    links = links_of(model, "article_series")
    own = links.filter(article=key).values("series")
    of_series = links.filter(series__in=own, series__live=True)
    part = of_series.filter(article=OuterRef("pk")).order_by("part").values("part")[:1]
    # All keys first, which are few: of conditions joined by "or", PostgreSQL looks at all articles.
    keys = [each.order_by().values("pk") for each in beside]
    keys += [rows.order_by().values("other"), of_series.order_by().values("article")]
    return (
        everyone.filter(pk__in=keys[0].union(*keys[1:], all=True))
        .annotate(position=Subquery(position), part=Subquery(part))
        .only(*_SHOWN)
    )


def _named(model: Any, key: Any) -> Any:
    """Return the rows of `named_of`, one relation after the other, each in its editor’s order."""
    relations = []
    for relation, end in NAMED.items():
        ends = [f"{end}__{name}" for name in _LINKED]
        rows = links_of(model, relation).filter(article=key).annotate(relation=Value(relation))
        relations.append(rows.values_list("relation", "sort_order", *ends).order_by())
    return relations[0].union(*relations[1:], all=True).order_by("relation", "sort_order")


# What a link to an article says, and what its address and its language follow from.
_SHOWN = [
    *("title", "summary", "search_description", "excerpt", "date"),
    *("slug", "path", "depth", "url_path", "locale", "translation_key", "alias_of", "live"),
]
_LINKED = ["id", "name", "slug", "live", "locale_id"]
_KEY = IntegerField()
_LEADS = PreparedQuery(_leads, key=_KEY, locale=_KEY, date=DateTimeField())
_NAMED = PreparedQuery(_named, key=_KEY)
