"""What in a page’s content keeps somebody from reading it: findings, each with its criterion.

Titles are the WCAG 2.2 criteria a finding speaks of. What editors cannot do here is not looked for:
texts and tables have no colours or sizes of their own, so their contrast is the site’s.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.pages import foreign
from parvis.pages.detection import classified, is_told_apart, telling_sentences
from parvis.search.stems import fold
from parvis.writing import text
from parvis.writing.pieces import Button, Heading, Picture, Piece, Prose, Table, pieces_of

EXCERPT = 120
LONGEST_ALT = 250
LONGEST_HEADING = 80
# A page has many sentences, and one alarm too many makes all of them be ignored.
SURE = 0.995


@dataclass(frozen=True)
class Check:
    """One thing that is looked for; `criterion` is WCAG’s number of what it hurts."""

    name: str
    label: str | Promise
    advice: str | Promise
    criterion: str
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True)
class Finding:
    """Where a check found something, and in which words."""

    check: Check
    place: str
    excerpt: str = ""


CHECKS = {
    check.name: check
    for check in (
        Check(
            "alt_missing",
            _("A picture that is not described"),
            _("Say what it shows, or mark it as decorative."),
            "1.1.1",
        ),
        Check(
            "alt_file_name",
            _("A text alternative that is the name of a file"),
            _("Say what the picture shows."),
            "1.1.1",
        ),
        Check(
            "alt_says_picture",
            _("A text alternative that begins by saying it is a picture"),
            _("It is announced as a picture anyway: begin with what it shows."),
            "1.1.1",
            "warning",
        ),
        Check(
            "alt_is_caption",
            _("A text alternative that repeats the caption"),
            _("Those who listen hear it twice: describe the picture, or mark it as decorative."),
            "1.1.1",
            "warning",
        ),
        Check(
            "alt_long",
            _("A long text alternative"),
            _("It cannot be read again or skipped: put the details into the text."),
            "1.1.1",
            "warning",
        ),
        Check(
            "heading_skips",
            _("A heading that skips a level"),
            _("Those who go from heading to heading look for the one between: use the next level."),
            "1.3.1",
        ),
        Check(
            "heading_bold",
            _("A paragraph in bold that looks like a heading"),
            _("Make it a heading: it is then in the contents, and can be reached."),
            "1.3.1",
            "warning",
        ),
        Check(
            "link_vague",
            _("A link whose words do not say where it leads"),
            _("Many read the links alone: name the page, the file or the service."),
            "2.4.4",
        ),
        Check(
            "link_address",
            _("A link that shows its address"),
            _("An address is read out character by character: use words."),
            "2.4.4",
            "warning",
        ),
        Check(
            "link_same",
            _("Links with the same words that lead to different places"),
            _("Say in each what sets it apart."),
            "2.4.4",
            "warning",
        ),
        Check(
            "language_unmarked",
            _("A passage in another language that is not marked"),
            _("Select it and mark its language in the bar above the text."),
            "3.1.2",
        ),
        Check(
            "table_headings",
            _("A table with a column that has no heading"),
            _("Each cell is read out with the heading of its column: name it."),
            "1.3.1",
        ),
        Check(
            "table_caption",
            _("A table without a caption"),
            _("It says what the table is about before its cells are read out."),
            "1.3.1",
            "warning",
        ),
    )
}

# Folded, without the signs around them.
VAGUE = frozenset(
    fold(words)
    for words in (
        "ici", "là", "cliquez ici", "cliquer ici", "cliquez", "lire", "lire la suite", "lire plus",
        "en savoir plus", "plus d’infos", "plus d’informations", "savoir plus", "lien", "ce lien",
        "voir", "voir ici", "page", "cette page", "télécharger", "document", "suite", "plus",
        "here", "click here", "click", "read", "read more", "more", "learn more", "find out more",
        "more information", "more info", "link", "this link", "this page", "see here", "download",
        "details", "this", "continue",
        "hier", "klik hier", "klik", "lees meer", "lees verder", "meer", "meer weten", "meer info",
        "meer informatie", "deze link", "deze pagina", "downloaden",
        "hier klicken", "klicken sie hier", "klick", "mehr", "mehr lesen", "weiterlesen", "weiter",
        "mehr erfahren", "mehr informationen", "dieser link", "diese seite", "herunterladen",
    )
)  # fmt: skip
_SAYS_PICTURE = re.compile(
    r"(?:une? |la |the |an? |een |de |ein |eine |das |die )?"
    r"(?:image|photo(?:graphie|graph)?|illustration|picture|icon|icone|logo graphique|"
    r"afbeelding|foto|bild|abbildung)\s+(?:de |d['’]|du |des |of |van |von |met |mit )"
)
_FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)|(?:img|dsc|dscn|image|photo|screenshot)"
    r"[-_ ]?\d+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_BOLD = re.compile(r"\s*<(b|strong)>(?P<words>.*)</\1>\s*", re.DOTALL)


def findings_of(page: Any) -> list[Finding]:
    """Return what is found in a page’s content, in the order of the text, each once."""
    pieces = list(pieces_of(page))
    found = [
        *_headings(piece for piece in pieces if isinstance(piece, Heading)),
        *_links(pieces),
        *(finding for piece in pieces for finding in _of(piece, page.language_code)),
    ]
    order = {piece.place: number for number, piece in enumerate(pieces)}
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda finding: order.get(finding.place, len(order)))


def _of(piece: Piece, language: str) -> Iterator[Finding]:
    match piece:
        case Picture():
            yield from _picture(piece)
        case Table():
            yield from _table(piece)
        case Prose():
            yield from _bold(piece)
            yield from _unmarked(piece, language)


def _picture(piece: Picture) -> Iterator[Finding]:
    if piece.is_decorative:
        return
    alt = " ".join(piece.alt.split())
    if not alt:
        yield _finding("alt_missing", piece.place, piece.name)
    elif _FILE_NAME.fullmatch(alt):
        yield _finding("alt_file_name", piece.place, alt)
    elif _SAYS_PICTURE.match(fold(alt)):
        yield _finding("alt_says_picture", piece.place, alt)
    elif piece.caption and fold(alt).strip(" .") == fold(piece.caption).strip(" ."):
        yield _finding("alt_is_caption", piece.place, alt)
    elif len(alt) > LONGEST_ALT:
        yield _finding("alt_long", piece.place, alt)


def _table(piece: Table) -> Iterator[Finding]:
    # The corner above the names of rows may well be empty.
    needed = piece.headings[1:] or piece.headings
    if not all(heading.strip() for heading in needed):
        yield _finding("table_headings", piece.place, piece.caption)
    if not piece.caption.strip():
        yield _finding("table_caption", piece.place, " · ".join(filter(None, piece.headings)))


def _headings(headings: Iterable[Heading]) -> Iterator[Finding]:
    above = 1
    for heading in headings:
        if heading.level > above + 1:
            yield _finding("heading_skips", heading.place, heading.text)
        above = heading.level


def _bold(piece: Prose) -> Iterator[Finding]:
    if not piece.is_running or "<b>" not in piece.html:
        return
    for paragraph in text.paragraphs(piece.html):
        whole = _BOLD.fullmatch(paragraph)
        if not whole or "</b>" in whole["words"]:
            continue
        words = text.plain(whole["words"])
        if words and len(words) <= LONGEST_HEADING and words[-1] not in ".,;!…":
            yield _finding("heading_bold", piece.place, words)


def _links(pieces: Iterable[Piece]) -> Iterator[Finding]:
    """Yield the links that say too little, and those that another one contradicts."""
    leads: dict[str, str] = {}
    for place, words, target in _all_links(pieces):
        said = fold(words).strip(" .,:;!?…→»«›>-–—\u00a0\u202f")
        if not said or said in VAGUE:
            yield _finding("link_vague", place, words or target)
        elif _ADDRESS.fullmatch(words):
            yield _finding("link_address", place, words)
        elif leads.setdefault(said, target) != target:
            yield _finding("link_same", place, words)


def _all_links(pieces: Iterable[Piece]) -> Iterator[tuple[str, str, str]]:
    for piece in pieces:
        if isinstance(piece, Button):
            yield piece.place, piece.text, piece.target
        elif isinstance(piece, Prose) and "<a " in piece.html:
            for link in text.links(piece.html):
                # The call of a note is a number, and its mark says what it is.
                if not re.fullmatch(r"#(?:note|call|fn|ref).*", link.target):
                    yield piece.place, link.text, link.target


def _unmarked(piece: Prose, language: str) -> Iterator[Finding]:
    own = language.partition("-")[0].lower()
    languages = frozenset({code.partition("-")[0] for code in foreign.languages()} | {own})
    if not is_told_apart(own, languages):
        return
    html = text.without_code(foreign.unmarked(piece.html))
    for paragraph in text.paragraphs(html):
        for sentence, telling in telling_sentences(text.plain(paragraph)):
            found, probability = classified(telling, languages)
            if found != own and probability > SURE:
                yield _finding("language_unmarked", piece.place, sentence)


def _finding(name: str, place: str, excerpt: str) -> Finding:
    words = " ".join(excerpt.split())
    if len(words) > EXCERPT:
        words = words[: EXCERPT - 1].rstrip() + "…"
    return Finding(CHECKS[name], place, words)
