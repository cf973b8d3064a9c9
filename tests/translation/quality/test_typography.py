"""The typography put into a passage."""

import random

import pytest

from parvis.pages.typography import keep_spaces
from parvis.translation.quality.typography import changes, fix

NARROW, FULL = "\u202f", "\u00a0"
PIECES = [
    "mot", "l'eau", "l’eau", " ", "  ", FULL, NARROW, "\t", "\n", ";", "!", "?", ":", "?!", "...",
    "«", "»", "« ", '"', '"mot"', "“mot”", "'", "(", ")", "<em>", "</em>", '<a id="a1">', "</a>",
    "<code>a ? b</code>", "<br/>", "https://example.org/a?b=c;d", "me@example.org", "{nom}",
    "&amp;", "&nbsp;", "14:30", "5%", "x=1", "\ue000", "\ue001", "…",
]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui paie? Vous!", f"Qui paie{NARROW}? Vous{NARROW}!"),
        ("Qui paie ? Vous !", f"Qui paie{NARROW}? Vous{NARROW}!"),
        ("Trois lieux: un; deux", f"Trois lieux{FULL}: un{NARROW}; deux"),
        ('Le mot "commun" revient', f"Le mot «{NARROW}commun{NARROW}» revient"),
        ("Le mot «commun» revient", f"Le mot «{NARROW}commun{NARROW}» revient"),
        ("L'eau d'<em>ici</em>...", "L’eau d’<em>ici</em>…"),
        ("Lisez <em>ceci</em>!", f"Lisez <em>ceci</em>{NARROW}!"),
        ('Un <a id="a1">"lien"</a>', f'Un <a id="a1">«{NARROW}lien{NARROW}»</a>'),
        ("À 14:30, https://example.org/?a=b;c", "À 14:30, https://example.org/?a=b;c"),
        ("Tapez <code>a ? 'b' : \"c\"...</code>", "Tapez <code>a ? 'b' : \"c\"...</code>"),
        ("L'un &amp; l'autre;", f"L’un &amp; l’autre{NARROW};"),
        ("Vraiment?!", f"Vraiment{NARROW}?!"),
        ("Voir :-) ici", "Voir :-) ici"),
    ],
)
def test_french_has_its_spaces_quotation_marks_and_apostrophes(typed: str, printed: str) -> None:
    assert fix(typed, "fr") == printed
    assert fix(typed, "fr-BE") == printed


def test_canada_has_no_space_before_high_signs() -> None:
    assert fix('Qui paie ? "Vous" ; oui : vous', "fr-CA") == (
        f"Qui paie? «{FULL}Vous{FULL}»; oui{FULL}: vous"
    )


def test_english_has_curly_marks_and_no_french_spaces() -> None:
    assert fix('"Who pays ?" she asks, it\'s...', "en") == "“Who pays?” she asks, it’s..."


def test_a_language_without_profile_is_left_alone() -> None:
    assert fix('"Wie betaalt ?"', "nl") == '"Wie betaalt ?"'


@pytest.mark.parametrize("code", ["fr", "fr-CA", "en"])
def test_fixing_twice_changes_nothing_more_and_never_a_tag(code: str) -> None:
    chance = random.Random(7)  # noqa: S311 (to choose texts)
    for _round in range(10000):
        typed = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        once = fix(typed, code)
        assert fix(once, code) == once, typed
        for kept in ("<a id", "</a>", "<em>", "<code>a ? b</code>", "&amp;", "{nom}", "x=1"):
            assert once.count(kept) == typed.count(kept), typed


def test_what_is_fixed_is_shown_to_readers_as_it_is_but_for_colons() -> None:
    fixed = fix("Quoi? «Oui»; non!", "fr")
    assert keep_spaces(fixed, "fr") == fixed


def test_changes_are_shown_in_whole_words() -> None:
    before = 'Le mot "commun" vient de <em>loin</em>, n\'est-ce pas'
    assert changes(before, fix(before, "fr")) == [
        ('"commun"', f"«{NARROW}commun{NARROW}»"),
        ("n'est-ce", "n’est-ce"),
    ]
    assert changes(before, before) == []
