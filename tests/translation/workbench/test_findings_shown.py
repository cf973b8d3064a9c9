"""What is written beside a finding stays with it while the words around it change."""

from parvis.translation.quality.findings import JudgedFinding
from parvis.translation.templatetags.workbench_tags import named


def finding(check: str, about: str = "", excerpt: str = "") -> JudgedFinding:
    return JudgedFinding(check, "warning", "To look at", excerpt, about, fingerprint=excerpt)


def names(*findings: JudgedFinding) -> list[str]:
    return [name for name, _finding in named(findings)]


def test_a_finding_keeps_its_name_when_the_words_it_shows_are_others() -> None:
    assert names(finding("length", excerpt="Une place")) == names(finding("length", excerpt="La"))


def test_no_two_findings_of_a_passage_have_one_name() -> None:
    found = names(
        finding("glossary", "commune"), finding("glossary", "commune"), finding("glossary", "ville")
    )
    assert len(set(found)) == 3


def test_a_finding_does_not_take_the_name_of_one_that_is_gone() -> None:
    first, second = finding("doubled", excerpt="la la"), finding("doubled", excerpt="le le")
    assert names(first, second)[0] not in names(second)


def test_a_passage_without_findings_has_none() -> None:
    assert list(named(None)) == []
