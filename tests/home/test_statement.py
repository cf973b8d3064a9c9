"""The accessibility statement: what readers are told, and what editors may not claim."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from home.authorities import authorities
from home.models import AccessibilityStatementPage, HomePage, SiteIdentity
from parvis.writing.recording import record
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

Statement = AccessibilityStatementPage


def statement(code: str = "fr", *, limits: list[Any] | None = None, **fields: Any) -> Statement:
    """Publish a statement."""
    fields = {"title": "Déclaration", "slug": "declaration"} | fields
    page: Any = Statement(locale=factories.locale(code), **fields)
    page.limits = [("limit", limit(**value)) for value in limits or []]
    HomePage.objects.get(locale__language_code=code).add_child(instance=page)
    page.save_revision().publish()
    return Statement.objects.get(pk=page.pk)


def limit(**value: Any) -> Any:
    """Return the value of a block that lists a limit."""
    block = Statement._meta.get_field("limits").stream_block.child_blocks["limit"]
    given = {"reason": "non-compliance", "what": "Des plans", "alternative": "", "criteria": ""}
    return block.to_python(given | {"until": None} | value)


def read(client: Client, page: Statement) -> str:
    """Return the page as readers get it, its spaces made plain."""
    html = client.get(page.url).content.decode()
    return " ".join(html.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_it_says_all_that_the_model_asks_for(client: Client) -> None:
    SiteIdentity.objects.update(contact_email="commune@example.org")
    page = statement(
        scope="www.example.org",
        jurisdiction="brussels",
        prepared_on=date(2026, 1, 5),
        reviewed_on=date(2026, 2, 1),
        method="external",
        evaluator="Anysight",
        report_url="https://example.org/rapport",
        contact_phone="+32 (0)2 123 45 67",
        limits=[
            {"what": "Des plans", "criteria": "1.1.1", "until": "2026-12-01"},
            {"reason": "burden", "what": "Des archives", "alternative": "le guichet"},
            {"reason": "out-of-scope", "what": "Des cartes"},
        ],
    )
    html = read(client, page)
    for words in (
        "Cette déclaration concerne : www.example.org",
        "l’ordonnance du 4 octobre 2018",
        "partiellement conforme au niveau AA",
        "Des plans (WCAG 1.1.1)",
        "Ce sera corrigé pour le 1er décembre 2026.",
        "Des archives<br>À la place : le guichet",
        "Hors du champ de la loi",
        "établie le 5 janvier 2026 et revue pour la dernière fois le 1er février 2026",
        "une évaluation de : Anysight",
        'href="https://example.org/rapport"',
        "délai de 15 jours ouvrables",
        'href="mailto:commune@example.org"',
        'href="tel:+3221234567"',
        '<a href="https://www.ombuds.brussels/">Ombuds Bruxelles</a>',
        '<a href="https://equal.brussels/">equal.brussels</a>',
    ):
        assert words in html, words
    assert html.index("Des plans") < html.index("Des archives") < html.index("Des cartes")


def test_it_lists_what_the_checks_find_on_public_pages(client: Client) -> None:
    page = statement(status="full")
    assert "entièrement conforme" in read(client, page)
    assert "Nous ne connaissons rien de tel" in read(client, page)
    passage = '<p>We read <a href="https://example.org/">here</a>.</p>'
    record(factories.article("Bridge", "en", body=[("text", passage)]))
    html = read(client, page)
    assert "partiellement conforme" in html
    assert "Un lien dont les mots ne disent pas où il mène (WCAG 2.4.4) : 1 page" in html
    link = BeautifulSoup(html, "html.parser").select_one(".prose a[lang=en]")
    assert link is not None
    assert (link["href"], link["hreflang"], link.text) == ("/en/blog/bridge/", "en", "Bridge")
    Statement.objects.update(lists_findings=False)
    assert "entièrement conforme" in read(client, page)


def test_its_cost_does_not_grow_with_what_is_found(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    page = statement()
    link = '<p>On lit <a href="https://example.org/">ici</a>.</p>'
    for number in range(12):
        record(factories.article(f"Pont {number}", body=[("text", link)]))
    with django_assert_max_num_queries(18):
        assert read(client, page).count('<a href="/fr/blog/pont-') == 12


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"status": "full"}, "status"),
        ({"method": "external"}, "evaluator"),
        ({"reviewed_on": date(2020, 1, 1)}, "reviewed_on"),
        ({"reviewed_on": date(2999, 1, 1)}, "reviewed_on"),
        ({"answer_days": 0}, "answer_days"),
        ({"answer_days": 91}, "answer_days"),
        ({"answer_days": None}, "answer_days"),
        ({"jurisdiction": "other"}, "other_body"),
        ({"jurisdiction": "mars"}, "jurisdiction"),
    ],
)
def test_it_may_not_contradict_itself(fields: dict[str, Any], wrong: str) -> None:
    page: Any = Statement(title="D", slug="d", locale=factories.locale("fr"), **fields)
    page.limits = [("limit", limit())]
    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth"])
    assert list(refused.value.message_dict) == [wrong]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({"criteria": "tout"}, {"criteria"}),
        ({"criteria": "1.1.1, 2.4.4"}, set()),
        ({"reason": "out-of-scope", "until": "2026-12-01"}, {"until"}),
        ({"what": ""}, {"what"}),
    ],
)
def test_what_is_listed_is_checked_too(value: dict[str, Any], wrong: set[str]) -> None:
    given = limit(**value)
    try:
        given.block.clean(given)
        found: set[str] = set()
    except ValidationError as error:
        found = set(getattr(error, "block_errors", {}))
    assert found == wrong


def test_a_statement_translated_tells_the_facts_of_its_source(client: Client, person: Any) -> None:
    source = statement(jurisdiction="flanders", limits=[{"what": "Des plans"}])
    documents.translate(source, person())
    english = documents.target_of(source)
    assert english.limits[0].value["reason"] == "non-compliance"
    Statement.objects.filter(pk=english.pk).update(live=True, last_published_at=timezone.now())
    source.status, source.contact_phone = "none", "02 2"
    source.save_revision().publish()
    html = read(client, Statement.objects.get(pk=english.pk))
    assert "This site is not compliant" in html
    assert "02 2" in html
    assert "the Flemish Administrative Decree" in html
    Statement.objects.filter(pk=source.pk).update(live=False)
    assert "This site is partially compliant" in read(client, english)


def test_there_is_one_for_each_language() -> None:
    home = HomePage.objects.get(locale__language_code="fr")
    assert Statement.can_create_at(home)
    statement()
    assert not Statement.can_create_at(home)


def test_it_is_found_and_in_the_sitemap(client: Client) -> None:
    page = statement(limits=[{"what": "Des palimpsestes"}])
    assert page.url in client.get("/sitemap-pages.xml").getvalue().decode()
    from parvis.search.indexing import rebuild

    rebuild()
    assert "Déclaration" in client.get("/fr/recherche/", {"q": "palimpseste"}).content.decode()


def test_a_year_is_a_year() -> None:
    assert Statement(reviewed_on=date(2026, 3, 1)).due_on == date(2027, 3, 1)
    assert Statement(reviewed_on=date(2028, 2, 29)).due_on == date(2029, 2, 28)
    assert Statement(reviewed_on=timezone.localdate()).due_on > timezone.localdate() + timedelta(
        360
    )


@pytest.mark.parametrize("jurisdiction", sorted(set(Statement.Jurisdiction.values) - {"other"}))
@pytest.mark.parametrize("language", ["fr", "nl", "de", "en"])
def test_each_authority_has_a_name_in_each_language(jurisdiction: str, language: str) -> None:
    known = authorities(jurisdiction, language)
    assert known is not None
    for body in (known.law, known.monitor, known.complaints):
        assert (body.language, bool(body.name)) == (language, True)
    assert known.complaints.url.startswith("https://")


@pytest.mark.parametrize("jurisdiction", sorted(set(Statement.Jurisdiction.values) - {"other"}))
def test_a_law_is_of_the_same_day_in_each_language(jurisdiction: str) -> None:
    laws = [authorities(jurisdiction, language) for language in ("fr", "nl", "de", "en")]
    days = {tuple(re.findall(r"\d+", law.law.name)) for law in laws if law}
    [(day, year)] = days
    assert 1 <= int(day) <= 31
    assert int(year) in (2018, 2019)


def test_a_language_without_words_gets_those_of_the_authority() -> None:
    known = authorities("german-speaking", "it")
    assert known is not None
    assert known.law.language == "de"


def test_another_authority_is_named_by_the_editor(client: Client) -> None:
    page = statement(jurisdiction="other", other_body="Le défenseur", other_law="la loi de 2005")
    html = read(client, page)
    assert "comme le demande <span>la loi de 2005</span>, qui transpose" in html
    assert "Vous pouvez adresser une plainte à : Le défenseur." in html
    assert "contrôlé par" not in html
    Statement.objects.update(other_law="")
    assert "conformément à la directive (UE) 2016/2102" in read(client, page)


def test_words_of_editors_cannot_write_html(client: Client) -> None:
    page = statement(scope="<script>x</script>", limits=[{"what": "<b>y</b>"}])
    html = read(client, page)
    assert "<script>x" not in html
    assert "<b>y</b>" not in html


def test_every_language_of_the_site_may_have_one(client: Client) -> None:
    for locale in Locale.objects.all():
        page = statement(locale.language_code, slug=f"statement-{locale.language_code}")
        assert client.get(page.url).status_code == 200
