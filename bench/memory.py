"""What the translation memory costs at 100,000 segments, and whether it finds what it should.

    python bench/memory.py [segments]

Fills a temporary SQLite and a temporary PostgreSQL database with made-up segments whose words are
as unequally common as those of a language, one in ten beginning with a stock phrase; asks for 300
of them with some of their words changed, for short ones, for ones nobody wrote, and for words.
CPU seconds of this process and, for PostgreSQL, of its server. Ends with 1 where a limit is passed.
"""

import os
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEGMENTS, ASKED, LIMIT_MS, LEAST_RECALL = 100_000, 300, 5.0, 0.95


def vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return 20,000 words and how common each is (Zipf)."""
    parts = [a + b for a in "bcdfglmnprstv" for b in ("a", "e", "é", "i", "o", "u", "ou", "an")]
    words = list(dict.fromkeys("".join(chance.choices(parts, k=1 + n % 4)) for n in range(40_000)))[
        :20_000
    ]
    words.sort(key=len)  # common words are short, about
    return words, [1 / rank for rank in range(1, len(words) + 1)]


def segments(count: int, chance: random.Random) -> list[str]:
    """Return that many different segments, from two words to sixty."""
    words, common = vocabulary(chance)
    openings = [" ".join(chance.choices(words[50:], k=6)) for _number in range(20)]
    found: dict[str, None] = {}
    while len(found) < count:
        length = min(60, max(2, int(chance.lognormvariate(2.6, 0.8))))
        text = " ".join(chance.choices(words, common, k=length))
        if chance.random() < 0.1:
            text = f"{chance.choice(openings)} {text}"
        found[text.capitalize()] = None
    return list(found)


def changed(text: str, chance: random.Random) -> str:
    """Return a text with up to a fifth of its words replaced, left out or added."""
    words = text.split()
    for _change in range(max(1, int(len(words) * chance.choice([0.05, 0.1, 0.2])))):
        place = chance.randrange(len(words))
        words[place : place + 1] = chance.choice([["nouveau"], [], [words[place], "encore"]])
        words = words or ["nouveau"]
    return " ".join(words)


def fill(texts: list[str]) -> Any:
    """Write segments and their translations; return what `matches` needs to know of the locales."""
    from wagtail.models import Locale
    from wagtail_localize.models import String, StringTranslation

    french, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "en"))
    for start in range(0, len(texts), 5000):
        strings = String.objects.bulk_create(
            String(locale=french, data=text, data_hash=String._get_data_hash(text))
            for text in texts[start : start + 5000]
        )
        StringTranslation.objects.bulk_create(
            StringTranslation(
                translation_of=string,
                locale=english,
                data=f"EN {string.data}",
                translation_type="manual",
            )
            for string in strings
        )
    return french, english


def cpu() -> float:
    """Return the CPU seconds so far of this process and of the server that answers it."""
    from django.db import connection

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            stat = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        seconds += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def timed(name: str, ask: Callable[[str], Any], asked: list[str], limit: float) -> bool:
    """Ask everything, print CPU milliseconds of one and the slowest by the clock, and judge."""
    for text in asked[:20]:
        ask(text)
    slowest, before, answers = 0.0, cpu(), 0
    for text in asked:
        start = time.perf_counter()
        answers += bool(ask(text))
        slowest = max(slowest, time.perf_counter() - start)
    each = 1000 * (cpu() - before) / len(asked)
    print(
        f"  {name:28} {each:6.2f} ms CPU, slowest {1000 * slowest:6.1f} ms by the clock, "
        f"{answers} of {len(asked)} answered",
        flush=True,
    )
    return each <= limit


def measure(count: int) -> bool:
    """Fill the database that is configured, ask, print; return whether every limit was kept."""
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    from rapidfuzz import fuzz

    from parvis.translation.memory.hashing import normalised
    from parvis.translation.memory.indexing import rebuild
    from parvis.translation.memory.lookup import concordance, matches
    from parvis.translation.memory.models import SegmentHash

    call_command("migrate", verbosity=0)
    chance = random.Random(7)  # noqa: S311 (the same segments every time)
    texts = segments(count, chance)
    french, english = fill(texts)
    before = cpu()
    rebuild()
    rows = SegmentHash.objects.count()
    print(f"  rebuilt in {cpu() - before:.0f} s CPU: {rows:,} rows")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what its own daemon does within minutes

    def ask(text: str) -> list[str]:
        return [match.source for match in matches(text, french, english, limit=30)]

    def near(known: list[str]) -> list[tuple[str, str]]:
        pairs = [(text, changed(text, chance)) for text in known]
        return [
            (text, other)
            for text, other in pairs
            if 75 <= fuzz.ratio(normalised(text), normalised(other)) < 100
        ]

    some = chance.sample(texts, 6 * ASKED)
    long = near([text for text in some if len(text) >= 33])[:ASKED]
    short = near([text for text in some if len(text) < 33])[:ASKED]
    unknown = segments(ASKED, random.Random(8))  # noqa: S311
    words = [" ".join(chance.sample(text.split(), 2)) for text in some[:ASKED]]
    kept = [
        timed("near matches", ask, [other for _text, other in long], LIMIT_MS),
        timed("near matches, short", ask, [other for _text, other in short], LIMIT_MS),
        timed("segments nobody wrote", ask, unknown, LIMIT_MS),
        timed(
            "two words in the concordance",
            lambda text: concordance(text, french, english),
            words,
            LIMIT_MS,
        ),
    ]
    for name, pairs in (("from 33 characters", long), ("shorter", short)):
        recall = sum(text in ask(other) for text, other in pairs) / len(pairs)
        print(f"  recall of near matches {name}: {recall:.3f} of {len(pairs)}")
        kept.append(recall >= LEAST_RECALL)
    return all(kept)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from bench.engines import on_both

    sys.exit(on_both(__file__, measure, SEGMENTS, "segments"))
