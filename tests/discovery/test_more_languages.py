"""Adding languages is one setting and one command."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.db import connection

from parvis.pages.locales import direction
from tests import factories
from tests.tools import PROJECT

FOUR = "fr,en,nl,de"
READ = """
import json, sys, django
django.setup()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
answers = {}
for address in sys.argv[1:]:
    answer = Client().get(address)
    answers[address] = [answer.status_code, answer.content.decode()]
print(json.dumps(answers))
"""


def run(data: Path, languages: str, *arguments: str) -> str:
    """Run Python in the project with a database of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "DJANGO_SETTINGS_MODULE": "parvis.settings.test",
            "DATABASE_URL": f"sqlite:///{data / 'parvis.sqlite3'}",
            "PARVIS_DATA": str(data),
            "PARVIS_LANGUAGES": languages,
        },
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def read(data: Path, languages: str, *addresses: str) -> dict[str, tuple[int, str]]:
    """Return status and text of each address."""
    printed = run(data, languages, "-c", READ, *addresses)
    answers: dict[str, tuple[int, str]] = json.loads(printed.splitlines()[-1])
    return answers


def french_words(text: str, code: str) -> list[str]:
    """Return the words of the interface that are French on a page of another language."""
    soup = BeautifulSoup(text, "html.parser")
    for part in soup.find_all(lang=lambda lang: lang and lang != code):
        part.decompose()
    shown = soup.get_text(" ")
    own = {entry.msgstr for entry in polib.pofile(str(catalogue(code)))}
    french = {entry.msgstr for entry in polib.pofile(str(catalogue("fr")))} - own
    return [words for words in french if len(words) > 7 and "%(" not in words and words in shown]


def catalogue(code: str) -> Path:
    return PROJECT / "locale" / code / "LC_MESSAGES" / "django.po"


def build_in_two_languages(data: Path) -> None:
    """Copy the suite's own database, migrated and set up, into a file, with an article more."""
    factories.article("Un pavé")
    (data / "parvis.sqlite3").write_bytes(connection.connection.serialize())


@pytest.mark.one_engine
@pytest.mark.django_db
def test_dutch_and_german_take_one_setting_and_one_command(tmp_path: Path) -> None:
    build_in_two_languages(tmp_path)
    before = read(tmp_path, FOUR, "/nl/", "/de/blog/", "/fr/")
    assert [status for status, _text in before.values()] == [404, 404, 200]
    assert "Un pavé" not in before["/nl/"][1]

    assert "/nl/" in run(tmp_path, FOUR, "manage.py", "setup_site")
    sides = read(tmp_path, FOUR, "/", "/fr/blog/", "/fr/blog/etiquettes/", "/fr/recherche/")
    reached = {
        address.removeprefix("http://testserver"): code
        for _status, text in sides.values()
        for code, address in re.findall(r'hreflang="(nl|de)" href="(http:[^"]+)"', text)
    }
    assert len(reached) == 2 * len(sides)
    answers = read(tmp_path, FOUR, *reached)
    for address, (status, text) in answers.items():
        assert status == 200, address
        assert f'<html lang="{reached[address]}"' in text
        assert all(f'hreflang="{code}" href=' in text for code in FOUR.split(","))
        assert french_words(text, reached[address]) == []
    assert {"/nl/blog/trefwoorden/", "/de/blog/schlagwoerter/", "/de/suche/"} <= {
        address.removeprefix("http://testserver") for address in reached
    }
    german = answers["/de/blog/"][1]
    link = BeautifulSoup(german, "html.parser").select_one('.card-title a[lang="fr"]')
    assert link is not None
    assert (link["href"], link["hreflang"], link.text) == ("/fr/blog/un-pave/", "fr", "Un pavé")
    assert "Nothing" in run(tmp_path, FOUR, "manage.py", "setup_site")


@pytest.mark.one_engine
@pytest.mark.django_db
def test_a_page_in_arabic_runs_from_right_to_left_and_what_is_french_on_it_does_not(
    tmp_path: Path,
) -> None:
    build_in_two_languages(tmp_path)
    run(tmp_path, "fr,en,ar", "manage.py", "setup_site")
    addresses = ("/ar/", "/ar/nowhere/", "/fr/", "/")
    for address, (_status, text) in read(tmp_path, "fr,en,ar", *addresses).items():
        soup = BeautifulSoup(text, "html.parser")
        assert soup.html is not None
        arabic = address.startswith("/ar/")
        assert soup.html["dir"] == ("rtl" if arabic else "ltr"), address
        marked = soup.select("body [lang]")
        assert {element["lang"] for element in marked} >= {"fr", "ar"}
        wrong = [each for each in marked if each.get("dir") != direction(str(each["lang"]))]
        assert wrong == []
        assert "rtl" in {element["dir"] for element in marked}, address
