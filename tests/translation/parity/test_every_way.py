"""However a source is unpublished, moved or deleted, its translations are asked about or safe."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from parvis.translation.workbench.models import PassageVersion
from tests import factories
from tests.translation import documents
from tests.translation.parity.conftest import Pair
from tests.translation.parity.test_source import assert_tree_is_sound, now

pytestmark = pytest.mark.django_db


def of_selection(action: str, *pages: Any) -> str:
    ids = "&".join(f"id={page.pk}" for page in pages)
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', action])}?{ids}"


def in_api(client: Client, page: Any, action: str, **data: Any) -> Any:
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
    return client.post(address, data, content_type="application/json")


def alive(*pages: Any) -> list[bool]:
    return [Page.objects.filter(pk=page.pk, live=True).exists() for page in pages]


def test_a_selection_to_unpublish_is_asked_about(client: Client, live: list[Any]) -> None:
    address = of_selection("unpublish", live[0])
    asked = client.post(address, {})
    assert [follower.page.pk for follower in asked.context["followers"]] == [live[1].pk]
    assert alive(*live) == [True, True]
    client.post(address, {"translations": "with"})
    assert alive(*live) == [False, False]


def test_a_selection_leaves_its_translations_where_that_is_wanted(
    client: Client, live: list[Any]
) -> None:
    client.post(of_selection("unpublish", live[0]), {"translations": "without"})
    assert alive(*live) == [False, True]


def test_a_selection_that_has_both_languages_asks_nothing(client: Client, live: list[Any]) -> None:
    client.post(of_selection("delete", *live), {})
    assert not Page.objects.filter(pk__in=[page.pk for page in live]).exists()
    assert_tree_is_sound()


def test_pages_below_a_selection_keep_to_the_answer(client: Client, live: list[Any]) -> None:
    address = of_selection("unpublish", factories.blog_index())
    data = {"include_descendants": "on"}
    client.post(address, data | {"translations": "without"})
    assert alive(*live) == [False, True]


def test_pages_below_a_selection_take_their_translations_along(
    client: Client, live: list[Any]
) -> None:
    address = of_selection("unpublish", factories.blog_index())
    client.post(address, {"include_descendants": "on", "translations": "with"})
    assert alive(*live) == [False, False]


def test_a_selection_to_move_is_asked_about(client: Client, sections: dict[str, Any]) -> None:
    source, target = sections["source"], sections["target"]
    address, where = of_selection("move", source), {"chooser": sections["fr"].pk}
    assert client.post(address, where).context["chosen"] == "with"
    assert now(source).get_parent().pk != sections["fr"].pk
    client.post(address, where | {"translations": "with"})
    assert now(source).get_parent().pk == sections["fr"].pk
    assert now(target).get_parent().pk == sections["en"].pk
    assert_tree_is_sound()


def test_a_selection_to_delete_keeps_what_translators_wrote_last(
    client: Client, live: list[Any]
) -> None:
    title = StringTranslation.objects.get(context__path="title", locale=live[1].locale)
    title.data = "The newer square"
    title.save()
    assert client.post(of_selection("delete", live[0]), {}).context["chosen"] == "without"
    client.post(of_selection("delete", live[0]), {"translations": "without"})
    assert alive(*live) == [False, True]
    assert now(live[1]).get_latest_revision_as_object().title == "The newer square"


def test_the_api_unpublishes_the_translations_too(client: Client, live: list[Any]) -> None:
    assert in_api(client, live[0], "unpublish").status_code == 200
    assert alive(*live) == [False, False]


def test_the_api_keeps_to_the_rights_of_each_language(
    french_editor: Client, live: list[Any]
) -> None:
    in_api(french_editor, live[0], "unpublish")
    assert alive(*live) == [False, True]


def test_the_api_deletes_no_translation_and_no_word(client: Client, live: list[Any]) -> None:
    written = StringTranslation.objects.filter(locale=live[1].locale).count()
    kept = PassageVersion.objects.count()
    assert in_api(client, live[0], "delete").status_code == 204
    assert alive(*live) == [False, True]
    assert not TranslationSource.objects.filter(object_id=live[1].translation_key).exists()
    assert written
    assert StringTranslation.objects.filter(locale=live[1].locale).count() == written
    assert PassageVersion.objects.count() == kept
    assert client.get(reverse("wagtailadmin_pages:edit", args=[live[1].pk])).status_code == 200
    assert_tree_is_sound()


def test_the_api_moves_no_page_that_was_written_by_hand(
    client: Client, sections: dict[str, Any]
) -> None:
    source, by_hand = sections["source"], sections["target"]
    before = now(by_hand).get_parent().pk
    place = {"destination_page_id": sections["fr"].pk, "position": "last-child"}
    assert in_api(client, source, "move", **place).status_code == 200
    assert now(source).get_parent().pk == sections["fr"].pk
    assert now(by_hand).get_parent().pk == before
    assert_tree_is_sound()


def test_a_translation_made_from_a_page_is_moved_with_it(pair: Pair) -> None:
    source, target = pair
    above = factories.blog_index().get_parent()
    source.move(above, pos="last-child")
    assert now(target).get_parent().pk == factories.blog_index("en").get_parent().pk
    assert_tree_is_sound()


def test_a_source_that_expires_takes_its_translations_along(live: list[Any]) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(pk=live[0].pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert alive(*live) == [False, False]


def test_a_page_written_by_hand_does_not_follow_what_expires(sections: dict[str, Any]) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Page.objects.filter(pk=sections["source"].pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert alive(sections["source"], sections["target"]) == [False, True]


def test_what_was_translated_of_a_deleted_translation_is_found_again(live: list[Any]) -> None:
    source, target = live
    written = set(StringTranslation.objects.filter(locale=target.locale).values_list("pk", "data"))
    now(target).delete()
    documents.translate(now(source))
    again = StringTranslation.objects.filter(locale=target.locale).values_list("pk", "data")
    assert written
    assert written <= set(again)
