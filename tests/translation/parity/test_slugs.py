"""Another slug of the source: its translations keep theirs, unless the editor says otherwise."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from blog.models import ArticlePage
from home.models import PlainPage
from parvis.translation.parity import slugs
from parvis.translation.passages import missing_passages
from parvis.translation.state import state_of
from tests import factories
from tests.admin.test_editing import form
from tests.translation import documents
from tests.translation.parity.conftest import as_it_is, complete
from tests.translation.workbench.test_honesty import publish

pytestmark = pytest.mark.django_db


def publish_at(client: Client, page: Any, slug: str) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form(title=page.title, slug=slug) | {"action-publish": "1"}
    return client.post(address, data, follow=True)


def slug_passages(answer: Any) -> str:
    return str(answer.content.decode()).partition("#passage-")[1]


def test_the_editor_is_told_and_led_to_the_translations(
    client: Client, live: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    source, target = live
    before = target.slug
    with django_capture_on_commit_callbacks(execute=True):
        answer = publish_at(client, source, "la-grande-place")
    assert as_it_is(source).slug == "la-grande-place"
    assert as_it_is(target).slug == before
    assert f"{reverse('wagtailadmin_pages:edit', args=[target.pk])}#passage-" in (
        answer.content.decode()
    )
    assert Redirect.objects.filter(redirect_page=source).exists()


def test_a_translation_keeps_its_slug_when_it_is_published_again(live: list[Any]) -> None:
    source, target = live
    before = target.slug
    source = as_it_is(source)
    source.slug = "la-grande-place"
    source.save_revision().publish()
    translation = documents.translation_of(source)
    assert missing_passages(translation.source, translation.target_locale) == 0
    translation.save_target(publish=True)
    assert as_it_is(target).slug == before


def test_nothing_is_said_where_the_slug_stays_or_nothing_was_translated(
    client: Client, live: list[Any]
) -> None:
    assert not slug_passages(publish_at(client, live[0], live[0].slug))
    alone = factories.article("Seule")
    assert not slug_passages(publish_at(client, alone, "une-autre"))
    assert ArticlePage.objects.get(pk=alone.pk).slug == "une-autre"


@pytest.fixture
def alike(make_pair: Any) -> list[Any]:
    """A public page, and its public translation at an address of the same slug."""
    source, target = make_pair("Parvis", live=True)
    row = StringTranslation.objects.get(context__path="slug", locale=target.locale)
    row.data = source.slug
    row.save()
    publish(documents.translation_of(source))
    assert as_it_is(target).slug == source.slug == "parvis"
    return [source, target]


def question_of(answer: Any) -> str:
    """Return the address of the question that publishing led to."""
    return str(answer.redirect_chain[-1][0])


def test_the_editor_is_asked_of_translations_of_the_same_slug(
    client: Client, alike: list[Any]
) -> None:
    source, target = alike
    answer = publish_at(client, source, "la-place")
    assert question_of(answer) == (reverse("parvis_parity:slug", args=[source.pk]) + "?of=parvis")
    assert answer.context["chosen"] == "without"
    assert [each.page.pk for each in answer.context["followers"]] == [target.pk]
    assert as_it_is(source).slug == "la-place"
    assert as_it_is(target).slug == "parvis"
    # Whoever leaves it at that has answered: they stay.
    client.post(question_of(answer), {"translations": "without"})
    assert as_it_is(target).slug == "parvis"


def test_they_take_the_new_one_and_the_former_leads_there(
    client: Client, alike: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    source, target = alike
    answer = publish_at(client, source, "la-place")
    former = as_it_is(target).url
    with django_capture_on_commit_callbacks(execute=True):
        client.post(question_of(answer), {"translations": "with"})
    target = as_it_is(target)
    assert target.slug == "la-place"
    assert target.live
    assert Client().get(former, follow=True).redirect_chain == [(target.url, 301)]
    read = BeautifulSoup(Client().get(as_it_is(source).url).content, "html.parser")
    [told] = read.select("link[rel=alternate][hreflang=en]")
    assert str(told["href"]).endswith(target.url)
    # It is what translators have before them, and what the next publication keeps.
    row = StringTranslation.objects.get(
        context__path="slug", locale=target.locale, translation_of__data="la-place"
    )
    assert row.data == "la-place"
    complete(documents.translation_of(source))
    publish(documents.translation_of(source))
    assert as_it_is(target).slug == "la-place"


def test_a_later_draft_keeps_its_words_and_takes_it(client: Client, alike: list[Any]) -> None:
    source, target = alike
    draft = as_it_is(target)
    draft.title = "A later draft"
    draft.save_revision()
    answer = publish_at(client, source, "la-place")
    client.post(question_of(answer), {"translations": "with"})
    now = as_it_is(target)
    assert (now.slug, now.title) == ("la-place", "EN Parvis")
    assert now.has_unpublished_changes
    latest = now.get_latest_revision_as_object()
    assert (latest.slug, latest.title) == ("la-place", "A later draft")


def test_one_that_waits_for_its_moment_stays(client: Client, alike: list[Any], person: Any) -> None:
    source, target = alike
    draft = as_it_is(target)
    draft.go_live_at = timezone.now() + timezone.timedelta(days=1)
    draft.save_revision(approved_go_live_at=draft.go_live_at)
    [follower] = slugs.alike(as_it_is(source), "parvis", person())
    assert follower.obstacle
    assert "parity" not in str(publish_at(client, source, "la-place").redirect_chain)


def test_a_text_that_was_public_is_no_draft_after_it(client: Client, alike: list[Any]) -> None:
    source, target = alike
    answer = publish_at(client, source, "la-place")
    before = state_of(as_it_is(source), target.locale)
    client.post(question_of(answer), {"translations": "with"})
    now = as_it_is(target)
    assert not now.has_unpublished_changes
    assert now.live_revision.as_object().slug == "la-place"
    assert now.get_latest_revision() == now.live_revision
    assert state_of(as_it_is(source), target.locale) == before


def test_pages_below_move_with_it_and_the_tree_is_sound(client: Client, alike: list[Any]) -> None:
    source, target = alike
    below = PlainPage(title="Below", locale=target.locale)
    as_it_is(target).add_child(instance=below)
    answer = publish_at(client, source, "la-place")
    client.post(question_of(answer), {"translations": "with"})
    assert as_it_is(below).url_path.endswith("/la-place/below/")
    assert [list(problem) for problem in Page.find_problems()] == [[], [], [], [], []]


def test_a_language_one_may_not_publish_is_not_asked_of(
    french_editor: Client, alike: list[Any]
) -> None:
    source, target = alike
    answer = publish_at(french_editor, source, "la-place")
    assert "parity/slug" not in str(answer.redirect_chain)
    address = reverse("parvis_parity:slug", args=[source.pk]) + "?of=parvis"
    french_editor.post(address, {"translations": "with"})
    assert as_it_is(target).slug == "parvis"


def test_an_address_that_is_taken_stays_taken(client: Client, alike: list[Any]) -> None:
    source, target = alike
    other = factories.article("La place", "en", slug="la-place")
    assert other.slug == "la-place"
    answer = publish_at(client, source, "la-place")
    assert "parity" not in str(answer.redirect_chain)
    client.post(
        reverse("parvis_parity:slug", args=[source.pk]) + "?of=parvis", {"translations": "with"}
    )
    assert as_it_is(target).slug == "parvis"


def test_nobody_is_asked_of_a_translation_with_a_slug_of_its_own(
    client: Client, live: list[Any]
) -> None:
    answer = publish_at(client, live[0], "la-grande-place")
    assert "parity" not in str(answer.redirect_chain)
