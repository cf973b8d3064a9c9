"""What becomes of translations when their source is unpublished, moved or deleted."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from blog.models import ArticlePage
from tests.translation import documents

pytestmark = pytest.mark.django_db


def now(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def address(name: str, *pages: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk for page in pages])


def assert_tree_is_sound() -> None:
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def test_unpublishing_asks_first_and_follows_by_default(client: Client, live: list[Any]) -> None:
    source, target = live
    asked = client.post(address("unpublish", source), {"next": ""})
    assert asked.status_code == 200
    assert asked.context["chosen"] == "with"
    assert now(source).live
    client.post(address("unpublish", source), {"translations": "with"})
    assert [now(source).live, now(target).live] == [False, False]


def test_translations_stay_published_where_that_is_wanted(client: Client, live: list[Any]) -> None:
    source, target = live
    client.post(address("unpublish", source), {"translations": "without"})
    assert [now(source).live, now(target).live] == [False, True]
    assert now(target).readable_translations == {}


def test_unpublishing_a_translation_asks_nothing(client: Client, live: list[Any]) -> None:
    source, target = live
    client.post(address("unpublish", target), {})
    assert [now(source).live, now(target).live] == [True, False]


def test_a_language_one_has_no_right_on_stays_as_it_is(
    french_editor: Client, live: list[Any]
) -> None:
    source, target = live
    answer = french_editor.post(address("unpublish", source), {"translations": "with"}, follow=True)
    assert [now(source).live, now(target).live] == [False, True]
    assert "EN La place" in documents.messages_of(answer)


def test_moving_asks_and_moves_the_translation_under_the_counterpart(
    client: Client, sections: dict[str, Any]
) -> None:
    source, target = sections["source"], sections["target"]
    where = address("move_confirm", source, sections["fr"])
    assert client.post(where).context["chosen"] == "with"
    assert now(source).get_parent().pk != sections["fr"].pk
    client.post(where, {"translations": "with"})
    assert now(source).get_parent().pk == sections["fr"].pk
    assert now(target).get_parent().pk == sections["en"].pk
    assert now(target).url_path.endswith("/procedures/a-form/")
    assert Redirect.objects.filter(redirect_page=target).exists()
    assert_tree_is_sound()


def test_a_section_without_counterpart_leaves_the_translation_where_it_is(
    client: Client, sections: dict[str, Any]
) -> None:
    source, target = sections["source"], sections["target"]
    before = now(target).path
    answer = client.post(address("move_confirm", source, sections["alone"]), follow=True)
    assert now(source).get_parent().pk == sections["alone"].pk
    assert now(target).path == before
    assert "cette section n’existe pas" in documents.messages_of(answer)
    assert_tree_is_sound()


def test_deleting_keeps_the_translation_as_a_page_of_its_own(
    client: Client, live: list[Any]
) -> None:
    source, target = live
    asked = client.post(address("delete", source), {})
    assert asked.context["chosen"] == "without"
    client.post(address("delete", source), {"translations": "without"})
    assert not Page.objects.filter(pk=source.pk).exists()
    assert now(target).live
    assert not TranslationSource.objects.filter(object_id=target.translation_key).exists()
    assert client.get(address("edit", target)).status_code == 200
    assert_tree_is_sound()


def test_what_translators_wrote_last_outlives_the_source(client: Client, live: list[Any]) -> None:
    source, target = live
    title = StringTranslation.objects.get(context__path="title", locale=target.locale)
    title.data = "The newer square"
    title.save()
    client.post(address("delete", source), {"translations": "without"})
    assert now(target).title == "EN La place"
    assert now(target).get_latest_revision_as_object().title == "The newer square"


def test_deleting_takes_the_translations_along_where_that_is_wanted(
    client: Client, live: list[Any]
) -> None:
    source, target = live
    client.post(address("delete", source), {"translations": "with"})
    assert not ArticlePage.objects.filter(pk__in=[source.pk, target.pk]).exists()
    assert_tree_is_sound()
