"""Terms to files and back."""

import io
from typing import Any

import pytest
from django.core.management import call_command

from parvis.translation.glossary.exchange import (
    Imported,
    UnusableGlossaryError,
    export_glossary,
    import_glossary,
)
from parvis.translation.glossary.models import Concept, Term
from parvis.translation.glossary.terms import check
from tests.factories import locale
from tests.translation.glossary.terminology import concept, stored

pytestmark = pytest.mark.django_db
HEAD = "concept,domain,locale,term,status,definition\n"


@pytest.fixture
def glossary() -> list[Any]:
    """Return what a glossary with everything in it holds."""
    concept("people", key="u1", fr=["usager: Qui se sert.", "client (forbidden)"], en="user")
    odd = ["=1+1", "'=x (admitted)", "-e (forbidden): « a ; b »\nc"]
    concept("", key="f", fr=odd, en='a "b", c')
    Concept.objects.filter(key="u1").update(note="Not <published>\n& kept")
    return stored()


@pytest.mark.parametrize("name", ["csv", "tbx"])
def test_what_was_exported_changes_nothing_when_it_comes_back(
    name: str, glossary: list[Any]
) -> None:
    exported = export_glossary(name)
    before = list(Concept.objects.values_list("key", "note", "changed"))
    assert import_glossary(f"terms.{name}", exported) == Imported(0, 0, 7)
    assert stored() == glossary
    assert list(Concept.objects.values_list("key", "note", "changed")) == before


@pytest.mark.parametrize("name", ["csv", "tbx"])
def test_another_site_gets_the_same_glossary(name: str, glossary: list[Any]) -> None:
    exported = export_glossary(name)
    Concept.objects.all().delete()
    assert import_glossary(f"TERMS.{name.upper()}", exported) == Imported(7, 0, 0)
    assert stored() == glossary
    assert export_glossary(name) == exported


def test_a_table_gives_a_spreadsheet_no_formula(glossary: list[Any]) -> None:
    table = export_glossary("csv").decode("utf-8-sig")
    assert ",'=1+1," in table
    assert ",''=x," in table


def test_a_file_changes_and_adds_and_leaves_the_rest() -> None:
    concept("people", key="u1", fr=["usager", "administré (admitted)"], en="user")
    lines = (
        "concept;locale;term;status;definition;domain\n"
        "u1;fr;administré;preferred;;people\n"
        "u1;fr;usager;admitted;;people\n"
        "r;fr;voirie;Preferred;Les rues;roads\n"
    )
    done = import_glossary("terms.csv", lines.encode())
    assert done == Imported(added=1, changed=2, unchanged=0)
    assert stored() == [
        ("r", "roads", "fr", "voirie", "preferred", "Les rues"),
        ("u1", "people", "en", "user", "preferred", ""),
        ("u1", "people", "fr", "administré", "preferred", ""),
        ("u1", "people", "fr", "usager", "admitted", ""),
    ]
    assert check("La voirie", "", locale("fr"), locale("en")) == []


def test_a_dry_run_counts_and_changes_nothing() -> None:
    lines = HEAD + "r,roads,fr,voirie,preferred,\n"
    assert import_glossary("t.csv", lines.encode(), dry_run=True) == Imported(1, 0, 0)
    assert stored() == []


def refused(filename: str, contents: bytes, user: Any = None) -> list[int]:
    """Return the lines a file is refused for; nothing may have changed."""
    before = stored()
    with pytest.raises(UnusableGlossaryError) as refusal:
        import_glossary(filename, contents, user=user)
    assert stored() == before
    assert all(problem.reason for problem in refusal.value.problems)
    return [problem.line for problem in refusal.value.problems]


def test_every_line_is_reported_and_none_imported() -> None:
    concept("people", key="u1", fr="usager")
    lines = [
        "u1,people,fr,administré,preferred,",  # 2: usager is already
        "u1,people,xx,usager,preferred,",  # 3: no such language
        "u1,people,en,,preferred,",  # 4: no term
        "u1,people,en,user,best,",  # 5: no such status
        "u1,people,en,user,,",  # 6 (found on reading)
        "é,people,en,user,preferred,",
        "r,roads,en,roads,preferred,",  # good
        "r,streets,en,streets,admitted,",  # 9: another domain
        "r,roads,en,roads,admitted,",  # 10: twice
        "r,roads,fr,voirie,preferred,",  # 11: two preferred in the file
        "r,roads,fr,rue,preferred,",
        f"r,roads,fr,{'x' * 201},admitted,",
        f"r,{'x' * 101},fr,chemin,admitted,",
    ]
    del lines[4]
    found = refused("t.csv", (HEAD + "\n".join(lines)).encode())
    assert found == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13]


@pytest.mark.parametrize(
    ("contents", "lines"),
    [
        (b"", [0]),
        (b"\xef\xbb\xbf", [0]),
        (b" \n\n ", [0]),
        (HEAD.encode(), [0]),
        (b"\0", [0]),
        ((HEAD + "u,,fr,usag\xe9,preferred,").encode("latin-1"), [2]),
        (b"term,locale\na,fr", [1]),
        (HEAD.encode() + b"u,,fr,a\nu,,fr,b,preferred,,,", [2, 3]),
        (HEAD.encode() + b"u,,fr,a,,\nu,,fr,b,,", [2, 3]),
        (HEAD.encode() + b'u,,fr,"a,preferred,', [2]),
        (HEAD.encode() + b"x" * (5 * 1024 * 1024), [0]),
        (b"\x89PNG\r\n\x1a\n\xff", [1]),
    ],
    ids=[
        "empty", "mark only", "blank", "no line", "null", "latin-1", "columns", "cells", "status",
        "quote", "large", "picture",
    ],
)  # fmt: skip
def test_a_malformed_table_is_refused(contents: bytes, lines: list[int]) -> None:
    assert refused("t.csv", contents) == lines


def test_another_kind_of_file_is_refused() -> None:
    assert refused("terms.xlsx", b"PK") == [0]
    assert refused("csv", b"") == [0]


def test_rights_are_those_of_each_language(person: Any) -> None:
    concept("people", key="u1", fr="usager", en="user")
    translator = person("Translators")
    exported = export_glossary("csv").decode("utf-8-sig")
    assert import_glossary("t.csv", exported.encode(), user=translator) == Imported(0, 0, 2)
    french = exported.replace("usager,preferred", "usager,admitted")
    assert refused("t.csv", french.encode(), translator) == [3]
    english = exported + "u1,people,en,client,forbidden,\r\n"
    assert import_glossary("t.csv", english.encode(), user=translator) == Imported(1, 0, 2)


def test_the_commands_write_and_read_files(tmp_path: Any, glossary: list[Any]) -> None:
    path = tmp_path / "terms.tbx"
    said = io.StringIO()
    call_command("glossary_export", str(path), stdout=said)
    assert path.read_bytes() == export_glossary("tbx")
    Term.objects.all().delete()
    call_command("glossary_import", str(path), "--dry-run", stdout=said)
    assert stored() == []
    call_command("glossary_import", str(path), stdout=said)
    assert stored() == glossary
    assert "7" in said.getvalue()
