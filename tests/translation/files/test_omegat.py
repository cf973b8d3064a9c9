"""A page goes to an agency that works with OmegaT, and comes back whole."""

import re
from pathlib import Path

import pytest

from blog.models import ArticlePage
from parvis.translation.files.exchange import receive
from tests import factories
from tests.tools import omegat_classpath
from tests.translation import documents
from tests.translation.files import agency, omegat

pytestmark = pytest.mark.django_db

CODES = re.compile(r"</?[a-z]+\d*(?: [^>]*)?/?>")
FIRST_PAIR = re.compile(r"(?s)\A([^<]+)(<g(\d+)>[^<]*</g\3>)([^<]*)\Z")


def as_english(text: str) -> str:
    """Translate a text, and put what is marked in it before the rest, as another language may."""
    if " " not in text and text.islower() and "<" not in text:
        return f"en-{text}"  # the end of an address
    return "EN " + FIRST_PAIR.sub(r"\2 \1\4", text)


@pytest.mark.skipif(
    omegat_classpath() is None, reason="OmegaT is not unpacked (.ci/run does it; it needs Java)"
)
def test_what_omegat_translates_is_taken_whole_with_its_links_and_marks(
    article: ArticlePage, tmp_path: Path
) -> None:
    text = '<p>Un <a href="https://example.org/">lien</a> &amp; un <b>été</b>.</p>'
    other = factories.article("Un autre carnet", body=[("text", text)])
    pages = {"page.xlf": documents.translate(article), "page.po": documents.translate(other)}
    left = {
        name: agency.exported({"page.xlf": "xliff", "page.po": "po"}[name], translation)
        for name, translation in pages.items()
    }
    back = omegat.translated(str(omegat_classpath()), tmp_path, left, as_english)
    for name, translation in pages.items():
        [report] = receive(back[name], None, lambda _translation: True)
        assert not report.problem
        assert [(unit.source, unit.target, unit.message) for unit in report.problems] == []
        kept = agency.kept(translation)
        for segment in translation.source.stringsegment_set.select_related("string", "context"):
            source = segment.string.data
            words = kept[segment.context.path, source]
            assert CODES.sub("", words).startswith(("EN ", "en-"))
            assert sorted(CODES.findall(words)) == sorted(CODES.findall(source))
    moved = agency.kept(pages["page.xlf"]).values()
    assert any(words.startswith("EN <a ") for words in moved)
