"""What the checks call an error stops a translation on every screen that publishes it."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageLogEntry, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from blog.models import ArticlePage
from parvis.translation.moderation import submit_for_moderation
from parvis.translation.notices import wording
from parvis.translation.notices.models import Kind, Notice
from parvis.translation.parity.guard import NOT_PUBLISHED
from parvis.translation.parity.refusals import NotTogetherError
from parvis.translation.parity.together import publish_together, schedule_together
from parvis.translation.quality import dismissals
from parvis.translation.quality.pages import check_translation
from parvis.translation.refusals import TranslationRefusedError
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

WORDS = {
    "title": "The square",
    "slug": "the-square",
    "summary": "The square has stood there since 1850.",
    "body": "Everybody crosses it in the morning, and most people come back in the evening.",
}


@pytest.fixture
def work(db: None) -> Translation:
    """A draft in English, whole, whose summary has another year than its original."""
    body = [("text", "<p>Tout le monde la traverse le matin, et beaucoup reviennent le soir.</p>")]
    source = factories.article("La place", summary="La place est là depuis 1850.", body=body)
    translation = documents.translate(source)
    say(translation, WORDS | {"summary": "The square has stood there since 1851."})
    translation.save_target(publish=False)
    return translation


def say(translation: Translation, words: dict[str, str]) -> None:
    """Write the passages."""
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words[segment.context.path.partition(".")[0]]},
        )


def is_live(work: Translation) -> bool:
    """Whether readers see it."""
    return bool(work.get_target_instance().live)


def test_an_update_does_not_publish_it(
    translator: Client, work: Translation, django_capture_on_commit_callbacks: Any
) -> None:
    address = reverse("wagtail_localize:update_translations", args=[work.source_id])
    with django_capture_on_commit_callbacks(execute=True):
        answer = translator.post(address, {"publish_translations": "on"}, follow=True)
    assert "1" in documents.messages_of(answer)
    assert not is_live(work)
    say(work, WORDS)
    with django_capture_on_commit_callbacks(execute=True):
        translator.post(address, {"publish_translations": "on"})
    assert is_live(work)


def test_a_selection_does_not_publish_it(translator: Client, work: Translation) -> None:
    target = work.get_target_instance()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = translator.post(f"{bulk}?id={target.pk}", {"next": "/admin/account/"}, follow=True)
    assert target.title in documents.messages_of(answer)
    assert not is_live(work)
    say(work, WORDS)
    work.save_target(publish=False)
    translator.post(f"{bulk}?id={target.pk}", {"next": "/admin/account/"})
    assert is_live(work)


def test_it_is_not_published_with_its_original(work: Translation, person: Any) -> None:
    chief = person()
    pages = [work.source.get_source_instance(), work.get_target_instance()]
    with override("en"), pytest.raises(NotTogetherError, match="1 mark is left"):
        publish_together(pages, chief)
    assert not is_live(work)
    say(work, WORDS)
    publish_together(pages, chief)
    assert is_live(work)


def test_it_is_not_handed_over_until_somebody_says_why_it_is_right(
    work: Translation, person: Any
) -> None:
    user = person("Translators")
    with pytest.raises(TranslationRefusedError):
        submit_for_moderation(work, user)
    assert not work.get_target_instance().workflow_in_progress
    for passage in check_translation(work):
        for found in passage.open_findings:
            words = (passage.path, found.check, found.fingerprint, "Mended since.")
            dismissals.dismiss(work, *words, user)
    submit_for_moderation(work, user)
    assert ArticlePage.objects.get(pk=work.get_target_instance().pk).workflow_in_progress


def schedule(work: Translation, person: Any) -> Any:
    """Have the draft as it stands published a moment ago, by whoever runs the schedule."""
    page: Any = work.get_target_instance().get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timezone.timedelta(days=1)
    revision = page.save_revision(user=person)
    revision.publish(user=person)
    past = timezone.now() - timezone.timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    return revision


def test_it_stays_scheduled_and_whoever_is_concerned_is_told(
    work: Translation, person: Any, django_capture_on_commit_callbacks: Any
) -> None:
    chief, reviewer = person("Editors", name="chief"), person("Moderators", name="reviewer")
    anne = person("Translators", name="anne")
    StringTranslation.objects.update(last_translated_by=anne)
    revision = schedule(work, chief)
    for _round in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            call_command("publish_scheduled")
    assert not is_live(work)
    revision.refresh_from_db()
    assert revision.approved_go_live_at is not None
    told = Notice.objects.filter(kind=Kind.HELD).order_by("person__username")
    assert [notice.person for notice in told] == [anne, chief, reviewer]
    assert {notice.details["title"] for notice in told} == {"La place"}
    assert all("1" in wording.said(notice) for notice in told)
    (entry,) = PageLogEntry.objects.filter(action=NOT_PUBLISHED)
    assert entry.page_id == work.get_target_instance().pk


def test_on_its_moment_it_is_the_words_of_the_draft_that_count(
    work: Translation, person: Any
) -> None:
    schedule(work, person())
    # Corrected among the passages, but not in the draft that readers would see.
    say(work, WORDS)
    call_command("publish_scheduled")
    assert not is_live(work)
    work.save_target(publish=False)
    schedule(work, person(name="second"))
    say(work, WORDS | {"summary": "The square has stood there since 1852."})
    call_command("publish_scheduled")
    assert is_live(work)


def test_a_set_with_such_words_in_it_waits_whole(work: Translation, person: Any) -> None:
    say(work, WORDS)
    source: Any = work.source.get_source_instance()
    source.unpublish()
    when = timezone.now() + timezone.timedelta(days=1)
    schedule_together([source, work.get_target_instance()], when, person())
    past = timezone.now() - timezone.timedelta(minutes=1)
    for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = past.isoformat()
        revision.content["summary"] = revision.content["summary"].replace("since 1850", "since 185")
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert not ArticlePage.objects.filter(live=True).exists()


def test_with_a_reason_it_goes_public_on_its_moment(work: Translation, person: Any) -> None:
    user = person()
    schedule(work, user)
    for passage in check_translation(work):
        for found in passage.open_findings:
            words = (passage.path, found.check, found.fingerprint, "Mended since.")
            dismissals.dismiss(work, *words, user)
    call_command("publish_scheduled")
    assert is_live(work)


def test_the_api_does_not_publish_it(translator: Client, work: Translation) -> None:
    target = work.get_target_instance()
    address = reverse("wagtailadmin_api:pages:action", args=[target.pk, "publish"])
    answer = translator.post(address, {}, content_type="application/json")
    assert answer.status_code == 403
    assert not is_live(work)
    say(work, WORDS)
    work.save_target(publish=False)
    assert translator.post(address, {}, content_type="application/json").status_code == 200
    assert is_live(work)
