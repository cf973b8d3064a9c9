"""A translation made from a translation: the Dutch from the English, which is from the French."""

from typing import Any

import pytest
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from blog.models import ArticlePage
from parvis.translation.overview import actions
from parvis.translation.overview.matrix import rows
from parvis.translation.state import State, state_of, states_of
from tests import factories
from tests.translation import documents
from tests.translation.overview.conftest import matrix_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("any_words")]


def published(source: Any, code: str) -> Translation:
    """Translate a page into a language, and publish that."""
    translation = documents.translate(source, code=code)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": f"{code}-{segment.string.data}"},
        )
    translation.save_target(publish=True)
    translation.get_target_instance().get_latest_revision().publish()
    return translation


@pytest.fixture
def dutch(db: None) -> Locale:
    locale = Locale.objects.create(language_code="nl")
    for page in (factories.blog_index("fr").get_parent(), factories.blog_index("fr")):
        page.specific.copy_for_translation(locale).save_revision().publish()
    return locale


@pytest.fixture
def french(dutch: Locale) -> ArticlePage:
    page = factories.article("La place")
    published(page, "en")
    published(documents.target_of(page), "nl")
    return page


def test_it_stands_in_the_row_of_the_first_original(french: ArticlePage, dutch: Locale) -> None:
    english = factories.locale("en")
    assert set(states_of([french], [english, dutch]).values()) == {State.CURRENT}
    target = documents.target_of(french)
    target.title = "Another title"
    target.save_revision().publish()
    assert state_of(french, dutch) == State.BEHIND
    [row] = rows([french.pk], [english, dutch])
    cell = row.cells[1]
    assert cell is not None
    assert (cell.state, cell.left) == (State.BEHIND, 1)
    everywhere = list(Locale.objects.all())
    assert matrix_of(everywhere, state="behind", target=dutch.pk).keys == [french.pk]
    assert french.pk not in matrix_of(everywhere, state="by-hand", target=dutch.pk).keys


def test_it_is_assigned_there(french: ArticlePage, dutch: Locale, person: Any) -> None:
    chief = person()
    outcome = actions.assign(chief, [french], dutch, person=chief)
    assert outcome.refused == []
    [row] = rows([french.pk], [dutch])
    assert row.cells[0] is not None
    assert str(row.cells[0].assignment) == str(chief)


def test_it_follows_the_first_original_where_nobody_is_asked(french: ArticlePage) -> None:
    UnpublishPageAction(french).execute()
    assert not ArticlePage.objects.filter(translation_key=french.translation_key, live=True)
