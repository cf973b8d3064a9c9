"""The catalogues are whole: nothing untranslated, nothing doubtful, no placeholder lost."""

import re
from pathlib import Path

import polib
import pytest

from tests.conftest import PROJECT
from tests.house.strings import of_code, of_template

CATALOGUES = sorted(PROJECT.glob("locale/*/LC_MESSAGES/django.po"))
# The quotation marks of each language; those within tags are HTML's.
MARKS = {"fr": "«»", "nl": "“”", "de": "„“"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|<(?:slug|int|str):\w+>")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_string_is_translated_and_keeps_its_placeholders(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []
    for entry in catalogue:
        wanted = set(PLACEHOLDER.findall(entry.msgid))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            if text:
                assert set(PLACEHOLDER.findall(text)) == wanted, entry.msgid


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_every_word_of_the_code_and_no_other(path: Path) -> None:
    used = {
        message
        for folder in ("site", "blog", "home")
        for code in (PROJECT / folder).rglob("*.py")
        for message in of_code(code)
    } | {
        message
        for folder in ("templates", "site", "blog", "home")
        for kind in ("html", "txt")
        for template in (PROJECT / folder).rglob(f"*.{kind}")
        for message in of_template(template)
    }
    catalogue = polib.pofile(str(path))
    known = {(entry.msgctxt, entry.msgid) for entry in catalogue}
    assert used - known == set()
    assert known - used == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_gettexts_own_tools_can_read_it(path: Path) -> None:
    # A tool that keeps former words as comments of several lines breaks the others.
    assert [line for line in path.read_text("utf-8").splitlines() if line.startswith("#|")] == []


def test_what_is_said_in_french_follows_french_typography() -> None:
    catalogue = polib.pofile(str(PROJECT / "locale/fr/LC_MESSAGES/django.po"))
    texts = [text for entry in catalogue for text in [entry.msgstr, *entry.msgstr_plural.values()]]
    # What an editor is told to say rather.
    said = (PROJECT / "site/parvis/writing/words/fr.txt").read_text("utf-8").splitlines()
    texts += [line.partition("|")[2] for line in said if not line.startswith("#")]
    for text in texts:
        assert not re.search(r"\w'\w", text), text
        assert not re.search(r" [;!?»]|« | :(?!\w)", text), text


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_has_the_marks_of_its_language(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            words = re.sub(r"<[^>]*>", "", text)
            assert set(re.findall(r"[\"«»„“”‘‹›]", words)) <= set(MARKS[path.parts[-3]]), text
            assert not re.search(r"\w'\w|\.\.\.", words), text
