"""How many alarms the checks of translations raise for nothing, and how many faults they find.

    PARVIS_CORPORA=../shared/corpora python -m bench.quality [--alarms] [--missed]

Aligns the passages of `gcds-docs` (58 French/English pairs by `translationKey`) in both directions,
counts those with an alarm as they are, then puts one fault of each kind into each that can have it.
The texts are as their authors published them: an alarm on one may well be right. Faults for which
that blog has no passage are put into pairs of our own (`tests/translation/quality/labelled.py`).
A fault counts as found where the check it is for says something new. Ends with 1 where a bar is
missed, or where a kind of fault had no case.
"""

import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import frontmatter
from bs4 import BeautifulSoup
from django.apps import apps
from markdown_it import MarkdownIt

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.settings.test")
if not apps.ready:
    django.setup()

from wagtail_localize.strings import StringValue

from bench.faults import FAULTS, Pair
from bench.terms import GLOSSARY, locale
from parvis.translation.quality import destinations, typography
from parvis.translation.quality.findings import Finding
from parvis.translation.quality.length import check_search_length
from parvis.translation.quality.registry import check_segment
from parvis.translation.quality.segment import Segment, plain_text
from tests.translation.quality.labelled import LABELLED

PROJECT = Path(__file__).resolve().parent.parent
CORPORA = Path(os.environ.get("PARVIS_CORPORA", PROJECT.parent / "shared" / "corpora"))
RECALL, ALARMS = 0.90, 0.05  # the least, and the most
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_KEPT = {"a", "b", "strong", "em", "i", "code", "br"}


def pairs(folder: Path) -> list[Pair]:
    """Return the aligned passages of a folder of Markdown, English to French, each once."""
    pages: dict[str, dict[str, Path]] = defaultdict(dict)
    for path in sorted(folder.rglob("*.md")):
        code = path.relative_to(folder).parts[0]
        key = frontmatter.load(str(path)).get("translationKey")
        if key and code in ("en", "fr"):
            pages[str(key)].setdefault(code, path)
    found: dict[Pair, None] = {}
    for both in pages.values():
        if len(both) == 2:
            found.update(dict.fromkeys(_aligned(both["en"], both["fr"])))
    return list(found)


def _aligned(english: Path, french: Path) -> Iterator[Pair]:
    """Align section by section, where both have the same kinds of blocks in the same order."""
    sections = [_sections(path) for path in (english, french)]
    if len(sections[0]) != len(sections[1]):
        return
    for here, there in zip(*sections, strict=True):
        if [block[0] for block in here] == [block[0] for block in there]:
            for (_, source, _), (_, target, hrefs) in zip(here, there, strict=True):
                yield Pair(source, target, "en", "fr-CA", hrefs=hrefs)


def reversed_pair(pair: Pair) -> Pair:
    """Return the pair the other way round; its links’ addresses belong to the old target."""
    return Pair(pair.target, pair.source, pair.target_code, pair.source_code, pair.path)


Block = tuple[str, str, tuple[str, ...]]


def _sections(path: Path) -> list[list[Block]]:
    page = frontmatter.load(str(path))
    markdown = MarkdownIt("commonmark", {"html": True})
    blocks: list[Block] = [("title", *_passage(str(page["title"])))]
    kind = ""
    for token in markdown.parse(_LIQUID.sub("", page.content)):
        if token.type.endswith("_open"):
            kind = token.type + token.tag
        elif token.type == "inline":
            html = markdown.renderer.render(token.children or [], markdown.options, {})
            blocks.append((kind, *_passage(html)))
    blocks = [block for block in blocks if block[1]]
    sections: list[list[Block]] = [[]]
    for block in blocks:
        if block[0].startswith("heading_open"):
            sections.append([])
        sections[-1].append(block)
    return sections


def _passage(html: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML with links and inline tags alone, and its links’ addresses on the same site."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        if element.name in ("gcds-link", "a") and "href" in element.attrs:
            element.name, element.attrs = "a", {"href": element.attrs["href"]}
        elif element.name in _KEPT - {"a"}:
            element.attrs = {}
        else:
            element.unwrap()
    value, attributes = StringValue.from_source_html(str(soup).strip())
    hrefs = [each["href"] for name, each in attributes.items() if name.startswith("a")]
    return str(value.data), tuple(href for href in hrefs if href.startswith("/"))


@dataclass
class Result:
    """What the checks said of pairs as they are, and of the faults put into them."""

    alarms: list[tuple[Pair, list[Finding]]] = field(default_factory=list)
    clean: int = 0
    put: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, Pair]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def alarm_rate(self) -> float:
        """The part of untouched passages that has an alarm."""
        return len(self.alarms) / self.clean if self.clean else 0.0

    @property
    def recall(self) -> float:
        """The part of the faults that was found."""
        return self.found.total() / self.put.total() if self.put else 0.0

    @property
    def never_put(self) -> list[str]:
        """The kinds of faults that no passage could have."""
        return [name for name in FAULTS if not self.put[name]]


def measure(examined: Iterable[Pair], seed: int = 1) -> Result:
    """Check pairs as they are, then with one fault of each kind that each can have.

    A fault is found where a check says something it did not say of the passage as it was.
    """
    result = Result()
    chance = random.Random(seed)  # noqa: S311 (to choose places, not secrets)
    for pair in examined:
        result.clean += 1
        began = time.process_time()
        before = _check(pair)
        result.seconds += time.process_time() - began
        if before:
            result.alarms.append((pair, before))
        for name, (fault, checks) in FAULTS.items():
            wrong = fault(pair, chance)
            if wrong is None:
                continue
            result.put[name] += 1
            said = _corrected(pair, wrong) if checks == {"typography"} else set(_check(wrong))
            if any(finding.check in checks for finding in said - set(before)):
                result.found[name] += 1
            else:
                result.missed.append((name, wrong))
    return result


def _check(pair: Pair) -> list[Finding]:
    """Return what a page would say of the passage, without asking a database."""
    source, target = locale(pair.source_code), locale(pair.target_code)
    return [
        *check_segment(pair.source, pair.target, pair.source_code, pair.target_code),
        *check_search_length(pair.path, Segment(pair.target, pair.target_code)),
        *destinations.findings_of([{"href": href} for href in pair.hrefs], target, {}),
        *(
            Finding("glossary", "warning", found.kind, found.concept.key)
            for found in GLOSSARY.check(
                plain_text(pair.source), plain_text(pair.target), source, target
            )
        ),
    ]


def _corrected(pair: Pair, wrong: Pair) -> set[Finding]:
    """Typography is put right and not alarmed about: whether the text is as its author had it."""
    wanted = typography.fix(pair.target, pair.target_code)
    is_right = typography.fix(wrong.target, wrong.target_code) == wanted
    return {Finding("typography", "warning", "corrected")} if is_right else set()


def _report(result: Result) -> bool:
    """Print what was found, kind by kind; return whether the bars were held."""
    print(f"{result.clean} passages, {result.seconds / result.clean * 1e3:.2f} ms of CPU each")
    print(f"alarms on passages as published: {result.alarm_rate:.1%} (at most {ALARMS:.0%})")
    for check, count in Counter(f.check for _, all_ in result.alarms for f in all_).most_common():
        print(f"  {check}: {count}")
    kinds = [result.found[name] / count for name, count in result.put.items()]
    mean = sum(kinds) / len(kinds)
    print(f"faults found: {result.recall:.1%} (at least {RECALL:.0%}), {mean:.1%} of a kind")
    for name in FAULTS:
        print(f"  {name}: {result.found[name]} of {result.put[name]}")
    if result.never_put:
        print(f"no case at all of: {', '.join(result.never_put)}")
    if "--alarms" in sys.argv:
        for pair, findings in result.alarms:
            print(
                f"\n{pair.source}\n{pair.target}", *(f"  {f.message}" for f in findings), sep="\n"
            )
    if "--missed" in sys.argv:
        for name, pair in result.missed:
            print(f"\n{name}\n{pair.source}\n{pair.target}")
    return result.recall >= RECALL and result.alarm_rate <= ALARMS and not result.never_put


def main() -> int:
    """Measure both directions, print, and judge."""
    folder = CORPORA / "gcds-docs"
    if not folder.is_dir():
        sys.exit(f"corpora absent: {folder}")
    published = pairs(folder)
    held = []
    for name, examined, own in (
        ("English to French", published, [p for p in LABELLED if p.language == "fr"]),
        (
            "French to English",
            [reversed_pair(pair) for pair in published],
            [p for p in LABELLED if p.language == "en"],
        ),
    ):
        print(f"\n{name}, {len(own)} pairs of our own among them")
        held.append(_report(measure([*examined, *own])))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
