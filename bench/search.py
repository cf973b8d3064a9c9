"""What the readers' search costs at 200 and at 20,000 articles.

    python bench/search.py [articles]

Fills a temporary SQLite and a temporary PostgreSQL database with made-up articles of 300 words, as
unequally common as those of a language, under tags, authors and years; indexes them; then asks
questions of one to three of their words, some common, some rare, some typed wrong: the first ten
results with their extracts, and what they may be narrowed by. CPU of this process and, for
PostgreSQL, of its server. Ends with 1 where a question at the larger size costs more than ten times
what it costs at 200, unless it is the first for common words after a publication.
"""

import io
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

FEW, MANY, ASKED, MOST_TIMES = 200, 20_000, 100, 10.0
FIRST = "common words, index just changed"  # which one reader a process waits for


def publish(first: int, last: int, chance: random.Random) -> list[str]:
    """Publish articles straight to the tables; return their texts."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page

    from bench.memory import vocabulary
    from blog.models import ArticleAuthor, ArticlePage, ArticleTag, Author, BlogIndexPage, Tag

    index = BlogIndexPage.objects.get(locale__language_code="fr")
    words, common = vocabulary(random.Random(7))  # noqa: S311 (the same words at each size)
    kind, day = ContentType.objects.get_for_model(ArticlePage), datetime(2020, 1, 1, tzinfo=UTC)
    tags, people = (
        [
            model.objects.get_or_create(
                slug=f"{word}{number}", locale=index.locale, defaults={"name": f"{word}{number}"}
            )[0]
            for number in range(count)
        ]
        for model, word, count in ((Tag, "sujet", 20), (Author, "personne", 10))
    )
    texts = [" ".join(chance.choices(words, common, k=300)) for _number in range(first, last)]
    articles = [
        ArticlePage(
            path=Page._get_path(index.path, index.depth + 1, number + 1),
            depth=index.depth + 1,
            title=" ".join(chance.choices(words[20:], common[20:], k=6)),
            slug=f"article-{number}",
            url_path=f"{index.url_path}article-{number}/",
            locale=index.locale,
            content_type=kind,
            live=True,
            date=day + timedelta(hours=3 * number),
            body=[("text", f"<p>{text}</p>")],
        )
        for number, text in zip(range(first, last), texts, strict=True)
    ]
    fields = [field.attname for field in Page._meta.local_fields]
    pages = [Page(**{name: getattr(each, name) for name in fields}) for each in articles]
    # At once: what follows from a publication is looked for after each transaction.
    with transaction.atomic():
        for page, article in zip(Page.objects.bulk_create(pages), articles, strict=True):
            article.page_ptr_id = article.pk = page.pk
            article.save_base(raw=True, force_insert=True)
    ArticleTag.objects.bulk_create(
        ArticleTag(article=each, tag=tag, locale=each.locale)
        for each in articles
        for tag in chance.sample(tags, 2)
    )
    ArticleAuthor.objects.bulk_create(
        ArticleAuthor(article=each, author=chance.choice(people), locale=each.locale)
        for each in articles
    )
    return texts


def questions(texts: list[str], chance: random.Random) -> dict[str, list[str]]:
    """Return questions that the texts answer, by what they are made of."""
    found: dict[str, list[str]] = {"common words": [], "words of a text": [], "typed wrong": []}
    while len(found["typed wrong"]) < ASKED:
        words = chance.choice(texts).split()
        found["common words"].append(" ".join(chance.sample(words, chance.randint(1, 2))))
        rare = sorted({word for word in words if len(word) > 4}, key=len)
        found["words of a text"].append(" ".join(chance.sample(rare, chance.randint(1, 3))))
        word, place = chance.choice(rare), chance.randint(1, 3)
        found["typed wrong"].append(word[:place] + word[place + 1 :])
    return found


def cost(ask: Callable[[str], Any], asked: list[str]) -> float:
    """Return the CPU milliseconds of one question."""
    from bench.memory import cpu

    for text in asked[:10]:
        ask(text)
    before = cpu()
    for text in asked:
        ask(text)
    return 1000 * (cpu() - before) / len(asked)


def measure(many: int) -> bool:
    """Fill the database that is configured, ask, print; return whether the limit was kept."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()

    from bench.memory import cpu
    from parvis.delivery.changes import Changes
    from parvis.delivery.parts import Parts
    from parvis.delivery.recording import recording, whole
    from parvis.pages.locales import locale_for
    from parvis.search.indexing import rebuild
    from parvis.search.models import Document, Facet
    from parvis.search.query import find_pages

    call_command("migrate", verbosity=0)
    call_command("setup_site", verbosity=0, stdout=io.StringIO())
    french = locale_for("fr")
    assert french is not None  # noqa: S101

    # What pages show alike is at hand, as in a process that has answered other readers.
    changes = Changes(Path(tempfile.gettempdir()), lambda keys: None)

    def ask(text: str) -> int:
        with recording(parts):
            found = find_pages(text, french)
            return len(found[0:10]) + len(found.groups({}))

    def ask_first(text: str) -> int:
        parts.drop({whole(Document), whole(Facet)})
        return ask(text)

    chance = random.Random(9)  # noqa: S311 (the same articles every time)
    texts: list[str] = []
    costs: dict[int, dict[str, float]] = {}
    for count in (FEW, many):
        texts += publish(len(texts), count, chance)
        before = cpu()
        rebuild()
        print(f"  {count:,} articles indexed in {cpu() - before:.1f} s CPU", flush=True)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE")  # what its own daemon does within minutes
        asked = questions(texts, random.Random(count))  # noqa: S311
        parts = Parts(changes, seconds=3_600)
        costs[count] = {name: cost(ask, some) for name, some in asked.items()}
        costs[count][FIRST] = cost(ask_first, asked["common words"][:20])
    kept = True
    for name, few in costs[FEW].items():
        times = costs[many][name] / few
        kept = kept and (times <= MOST_TIMES or name == FIRST)
        print(f"  {name:32} {few:6.2f} ms CPU, then {costs[many][name]:6.2f}: {times:4.1f} times")
    return kept


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench.engines import on_both

    sys.exit(on_both(__file__, measure, MANY, "articles"))
