"""Style sheets that serve a page written from right to left as well."""

import re

from tests.conftest import PROJECT

SIDE = re.compile(
    r"(?:margin|padding|border|inset)-(?:left|right)|(?:float|text-align): (?:left|right)"
)
FOUR = re.compile(r"(?:margin|padding|border-width): (?:[^\s;}]+ ){3}[^\s;}]+")


def test_no_rule_for_readers_names_left_or_right() -> None:
    for path in sorted((PROJECT / "static/parvis/css").glob("*.css")):
        style = re.sub(r"\([^()]*\)", "()", path.read_text(encoding="utf-8"))
        sides = [rule.split() for rule in FOUR.findall(style)]
        uneven = [rule for rule in sides if rule[2] != rule[4]]
        assert (path.name, SIDE.findall(style), uneven) == (path.name, [], [])
