"""Languages go public together, or not at all."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.models import ArticlePage
from parvis.translation.parity.guard import NOT_PUBLISHED
from parvis.translation.parity.refusals import NotTogetherError
from parvis.translation.parity.together import publish_together, schedule_together
from tests import factories
from tests.translation.parity.conftest import Pair, go_by, scheduled

pytestmark = pytest.mark.django_db


def is_live(*pages: Any) -> list[bool]:
    return [ArticlePage.objects.get(pk=page.pk).live for page in pages]


def test_a_page_and_its_translation_are_published_at_once(pair: Pair, person: Any) -> None:
    published = publish_together(pair, person())
    assert [page.live for page in published] == [True, True]
    assert published[1].title == "EN La place"


def test_a_translation_that_is_not_whole_keeps_both_from_being_published(
    make_pair: Callable[..., Pair], person: Any
) -> None:
    pair = make_pair(whole=False)
    with pytest.raises(NotTogetherError, match=r"English.*passages are still to be translated"):
        publish_together(pair, person())
    assert is_live(*pair) == [False, False]


def test_what_the_form_refuses_keeps_both_from_being_published(person: Any) -> None:
    source = factories.article("La place", live=False)
    target = factories.article("The square", "en", translation_of=source, live=False)
    draft = source.get_latest_revision_as_object()
    draft.slug = factories.article("Une autre place").slug
    draft.save_revision(clean=False)
    with pytest.raises(NotTogetherError, match="is not published in French") as refusal:
        publish_together([source, target], person())
    assert len(refusal.value.reasons) == 1
    assert is_live(source, target) == [False, False]


def test_whoever_may_publish_in_one_language_only_publishes_neither(
    pair: Pair, person: Any
) -> None:
    with pytest.raises(NotTogetherError) as refusal:
        publish_together(pair, person("Translators"))
    assert any("You may not publish" in reason for reason in refusal.value.reasons)
    assert is_live(*pair) == [False, False]


def test_each_refusal_is_named(make_pair: Callable[..., Pair], person: Any) -> None:
    source, target = make_pair(whole=False)
    source.locked, source.locked_by = True, person(name="someone")
    source.save()
    with pytest.raises(NotTogetherError) as refusal:
        publish_together([source, target], person(name="boss"))
    assert len(refusal.value.reasons) == 2


def test_pages_that_are_not_translations_of_each_other_are_refused(pair: Pair, person: Any) -> None:
    other = factories.article("Autre chose", "en", live=False)
    with pytest.raises(NotTogetherError, match="not translations of each other"):
        publish_together([pair[0], other], person())


def test_a_draft_its_translators_have_not_seen_waits(
    make_pair: Callable[..., Pair], person: Any
) -> None:
    source, target = make_pair(live=True)
    draft = source.get_latest_revision_as_object()
    draft.summary = "Un tout autre résumé, que personne n’a traduit."
    draft.save_revision()
    with pytest.raises(NotTogetherError, match="have not seen"):
        publish_together([source, target], person())
    assert is_live(source, target) == [True, False]


def test_a_set_waits_for_its_moment_and_then_goes_public_whole(pair: Pair, person: Any) -> None:
    when = timezone.now() + timedelta(days=1)
    schedule_together(pair, when, person())
    assert is_live(*pair) == [False, False]
    assert [scheduled(page).approved_go_live_at for page in pair] == [when, when]
    go_by(*pair)
    assert is_live(*pair) == [True, True]


def test_each_member_of_a_set_is_published_once(pair: Pair, person: Any) -> None:
    schedule_together(pair, timezone.now() + timedelta(days=1), person())
    go_by(*pair)
    for page in pair:
        entries = PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled")
        assert entries.count() == 1


def test_where_one_cannot_be_published_on_the_moment_none_is(pair: Pair, person: Any) -> None:
    source, target = pair
    schedule_together(pair, timezone.now() + timedelta(days=1), person())
    # Somebody takes the translation’s schedule back.
    target.revisions.update(approved_go_live_at=None)
    go_by(source, target)
    assert is_live(source, target) == [False, False]
    entry = PageLogEntry.objects.get(page=source, action=NOT_PUBLISHED)
    assert "no longer scheduled" in entry.data["reason"]


def test_a_refusal_is_written_once_and_the_set_goes_public_when_it_can(
    pair: Pair, person: Any
) -> None:
    source, target = pair
    user = person()
    schedule_together(pair, timezone.now() + timedelta(days=1), user)
    target.revisions.update(approved_go_live_at=None)
    go_by(source)
    go_by(source)
    assert PageLogEntry.objects.filter(page=source, action=NOT_PUBLISHED).count() == 1
    publish_together([target], user)
    go_by(source)
    assert is_live(source, target) == [True, True]


def test_a_refused_set_keeps_no_other_page_from_being_published(
    make_pair: Callable[..., Pair], person: Any
) -> None:
    source, target = make_pair("La place")
    other = make_pair("La rue")
    schedule_together([source, target], timezone.now() + timedelta(days=1), person())
    schedule_together(other, timezone.now() + timedelta(days=2), person(name="two"))
    target.revisions.update(approved_go_live_at=None)
    go_by(source, target, *other)
    assert is_live(source, target, *other) == [False, False, True, True]


def test_a_moment_that_is_past_is_refused(pair: Pair, person: Any) -> None:
    with pytest.raises(NotTogetherError, match="past"):
        schedule_together(pair, timezone.now() - timedelta(minutes=1), person())
