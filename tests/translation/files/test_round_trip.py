"""A translation leaves and comes back: nothing is lost, nothing is made up."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from translate.storage.xliff import xlifffile
from wagtail_localize.models import StringTranslation, Translation

from blog.models import ArticlePage
from parvis.translation.files.codes import canonical, fragment_of, html_of
from parvis.translation.files.exchange import receive
from parvis.translation.files.taking import Status
from parvis.translation.files.units import UnitState, units_of
from parvis.translation.workbench.models import Origin, PassageVersion
from tests import factories
from tests.translation import documents
from tests.translation.files import agency

pytestmark = pytest.mark.django_db

HARD = [
    "Un &amp; deux &lt; trois, «\u00a0quatre\u202f»\u2009; A\u00adB 👍🏽",
    '<a id="a1">Un <b>lien <i>gras</i></b></a>, puis<br/>un <a id="a2">autre</a>.',
    "Dix m<sup>2</sup> et H<sub>2</sub>O, <code>a  &lt;  b</code> <strong>x</strong><em>y</em>",
    "<b>a</b><b>b</b>",
]


@pytest.fixture
def translation(article: ArticlePage) -> Translation:
    """Return the translation of the article that has everything."""
    return documents.translate(article)


def everything(*_: Any) -> bool:
    """Say yes."""
    return True


@pytest.mark.parametrize("html", HARD)
def test_marks_become_codes_and_marks_again(html: str) -> None:
    assert html_of(fragment_of(html, html), html) == canonical(html) == html


def test_the_queries_do_not_grow_with_the_passages(translation: Translation) -> None:
    found = Translation.objects.select_related("source__specific_content_type").get(
        pk=translation.pk
    )
    with CaptureQueriesContext(connection) as all_of_them:
        units = units_of(found)
    assert len(units) > 30
    assert len(all_of_them) <= 3, [query["sql"][:200] for query in all_of_them]


def test_units_say_where_they_stand_and_how_long_they_may_be(translation: Translation) -> None:
    by_source = {unit.source: unit for unit in units_of(translation)}
    assert "255" in by_source["Ce qu’est un commun"].note
    assert by_source["Lire la suite"].place.label.count(", ") == 3
    assert by_source["Une place"].place.label
    assert {unit.state for unit in by_source.values()} == {UnitState.UNTRANSLATED}


@pytest.mark.parametrize("name", agency.FORMATS)
def test_what_was_translated_comes_back_unchanged(translation: Translation, name: str) -> None:
    agency.write(translation)
    before = agency.kept(translation)
    contents = agency.exported(name, translation)
    [report] = receive(contents, None, everything, only=translation)
    assert set(report.counts) == {Status.UNCHANGED}
    agency.forget(translation)
    [report] = receive(contents, None, everything, only=translation)
    assert set(report.counts) == {Status.IMPORTED}
    assert agency.kept(translation) == before


@pytest.mark.parametrize("name", agency.FORMATS)
def test_what_is_not_translated_comes_back_empty(translation: Translation, name: str) -> None:
    [report] = receive(agency.exported(name, translation), None, everything)
    assert set(report.counts) == {Status.EMPTY}
    assert agency.kept(translation) == {}


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
@pytest.mark.parametrize("html", HARD)
def test_every_mark_and_sign_survives_another_library(
    translation: Translation, name: str, html: str
) -> None:
    segment = translation.source.stringsegment_set.get(context__path="title")
    segment.string.data, segment.string.data_hash = html, None
    segment.string.save()
    contents = agency.translated(agency.exported(name, translation), "“EN” & ")
    receive(contents, None, everything)
    assert agency.kept(translation)["title", html] == f"“EN” &amp; {html}"


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_an_article_translated_elsewhere_is_whole(translation: Translation, name: str) -> None:
    contents = agency.translated(agency.exported(name, translation))
    [report] = receive(contents, None, everything)
    assert set(report.counts) == {Status.IMPORTED}
    # Without a fallback: a passage without a translation is an error.
    made = translation.source.get_ephemeral_translated_instance(translation.target_locale)
    assert made.slug == "en-le-carnet-de-voirie"
    body = str(made.body)
    assert 'EN Un <a href="https://example.org/a.html">lien</a> et une liste.' in body
    assert "EN L’an deux mille" in body


def test_the_history_knows_that_it_came_from_a_file(translation: Translation, person: Any) -> None:
    user = person("Translators")
    receive(agency.translated(agency.exported("xliff", translation)), user, everything)
    row = StringTranslation.objects.get(context__path="title", locale__language_code="en")
    assert (row.translation_type, row.last_translated_by) == ("manual", user)
    version = PassageVersion.objects.filter(context=row.context).latest("made_at")
    assert (version.origin, version.person, version.data) == (Origin.FILE, user, row.data)


def test_several_pages_share_a_document_and_come_back_each_to_its_own(
    translation: Translation,
) -> None:
    other = documents.translate(factories.article("Un autre carnet"))
    contents = agency.translated(agency.exported("xliff", translation, other))
    reports = receive(contents, None, everything)
    assert [report.translation for report in reports] == [translation, other]
    assert agency.kept(other)["title", "Un autre carnet"] == "EN Un autre carnet"
    assert len(agency.kept(translation)) == len(units_of(translation))


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_a_machine_s_words_stay_a_proposal_until_a_person_confirms_them(
    translation: Translation, name: str
) -> None:
    agency.write(translation, "machine")
    contents = agency.exported(name, translation)
    receive(contents, None, everything)
    rows = StringTranslation.objects.filter(locale=translation.target_locale)
    assert {row.translation_type for row in rows} == {"machine"}

    def confirm(root: Any) -> None:
        for element in agency.named(root, "target") + agency.named(root, "segment"):
            element.set("state", "final")

    receive(agency.edited(contents, confirm), None, everything)
    assert {row.translation_type for row in rows.all()} == {"manual"}


def test_the_translate_toolkit_reads_and_writes_our_files(translation: Translation) -> None:
    store = xlifffile.parsestring(agency.exported("xliff", translation))
    units = [unit for unit in store.units if unit.istranslatable()]
    assert [unit.source for unit in units if "lien" in unit.source] == ["Un lien et une liste."]
    for unit in units:
        # Its rich form keeps the codes; its plain one loses them.
        unit.rich_target = unit.rich_source
        unit.markapproved()
    [report] = receive(bytes(store), None, everything)
    assert set(report.counts) == {Status.IMPORTED}
    assert all(source == data for (_path, source), data in agency.kept(translation).items())


def test_tools_that_cut_a_unit_into_sentences_give_it_back_whole(translation: Translation) -> None:
    text = agency.exported("xliff2", translation).decode()
    whole = re.search(r'<segment state="initial"><source>Un <pc.*?</segment>', text)
    assert whole
    link = re.search(r"<pc .*?</pc>", whole[0])
    assert link
    cut = (
        f'<segment state="final"><source>Un {link[0]}</source><target>A {link[0]}</target>'
        "</segment><ignorable><source> </source></ignorable>"
        '<segment state="final"><source>et une liste.</source><target>and a list.</target>'
        "</segment>"
    )
    [report] = receive(text.replace(whole[0], cut).encode(), None, everything)
    assert report.counts[Status.IMPORTED] == 1
    assert list(agency.kept(translation).values()) == ['A <a id="a1">lien</a> and a list.']


def test_pairs_may_come_back_as_two_points(translation: Translation) -> None:
    text = agency.exported("xliff", translation).decode()
    start, pair, end = '<g id="1" ctype="link">', "<bpt id='1' rid='7'>&lt;a&gt;</bpt>", "</g>"
    text = text.replace(f">Un {start}lien{end} et", f">A {pair}link<ept id='9' rid='7'/> and")
    [report] = receive(text.encode(), None, everything)
    assert report.counts[Status.EMPTY] == len(report.units)  # source and target were changed alike
    before, after = text.rsplit("/> and", 1)
    text = f"{before}/> AND{after}"
    [report] = receive(text.encode(), None, everything)
    assert list(agency.kept(translation).values()) == ['A <a id="a1">link</a> AND une liste.']
