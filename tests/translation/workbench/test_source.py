"""The source beside its translation: what the glossary names in it is to be seen."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override
from wagtail_localize.models import StringSegment

from parvis.translation.glossary import terms
from parvis.translation.quality.segment import plain_text
from parvis.translation.workbench.source import shown_source
from tests import factories
from tests.translation import documents
from tests.translation.glossary.terminology import concept

pytestmark = pytest.mark.django_db


def shown(data: str) -> str:
    french, english = factories.locale("fr"), factories.locale("en")
    return shown_source(data, terms.current(), french, english)


def marked(data: str) -> list[str]:
    return [mark.get_text() for mark in BeautifulSoup(shown(data), "html.parser").select("mark")]


@pytest.fixture(autouse=True)
def glossary(db: None) -> None:
    concept(fr="commun numérique", en=["digital commons", "digital common (forbidden)"])
    concept(fr="code & données", en='code "and" data')


def test_a_term_is_highlighted_and_says_what_to_write() -> None:
    with override("en"):
        found = shown("Un commun numérique, deux communs.")
    assert found == (
        'Un <mark class="wb-term" title="digital commons (avoid: digital common)">commun numérique'
        "</mark>, deux communs."
    )


def test_a_term_with_marks_inside_is_highlighted_without_breaking_them() -> None:
    data = "Les <b>communs</b> <i>numériques</i> sont là."
    assert marked(data) == ["communs", " ", "numériques"]
    assert '<b><mark class="wb-term"' in shown(data)


def test_links_keep_their_numbers_and_no_attribute_is_searched() -> None:
    found = BeautifulSoup(shown('Voir <a id="a1">le commun numérique</a>.'), "html.parser")
    link = found.select_one("a[data-link=a1]")
    assert link is not None
    assert link.get_text() == "le commun numérique"
    assert link.select_one("mark") is not None


@pytest.mark.parametrize(
    "data",
    [
        "Ligne<br/>un commun numérique &amp; deux &lt;b&gt; communs numériques",
        "Le prix &gt; 3 € &#233;tait celui du commun numérique.",
        "a &unknown; &copy b & c commun numérique < d",
        "",
    ],
)
def test_what_is_read_is_what_the_passage_says(data: str) -> None:
    assert plain_text(shown(data)) == plain_text(data)
    assert set(marked(data)) <= {"commun numérique", "communs numériques"}
    assert bool(marked(data)) == bool(data)


def test_what_the_glossary_says_is_escaped() -> None:
    concept(fr="prix", en="<script>alert</script>")
    assert "<script>" not in shown("Le prix.")


def test_a_concept_unknown_to_the_other_language_is_not_highlighted() -> None:
    concept(fr="pavé")
    assert shown("Le pavé.") == "Le pavé."


def test_the_editor_asks_the_glossary_once_for_all_passages(
    translator: Client, django_assert_max_num_queries: Any
) -> None:
    concept(fr="vue", en="view")
    work = documents.translate(documents.full_article())
    address = work.get_target_instance_edit_url()
    translator.get(address)
    with django_assert_max_num_queries(400) as queries:
        soup = BeautifulSoup(translator.get(address).content, "html.parser")
    assert [mark.get_text() for mark in soup.select(".wb-source mark")][:1] == ["Vue"]
    asked = [query for query in queries if "parvis_glossary_term" in query["sql"]]
    assert len(asked) < 4 < StringSegment.objects.filter(source=work.source).count()
