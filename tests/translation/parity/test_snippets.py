"""What becomes of translations when the tag, author or series they were made from goes."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation, TranslationSource

from blog.models import Tag
from tests import factories
from tests.translation import documents
from tests.translation.parity.conftest import complete

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags(any_words: None, db: None) -> list[Tag]:
    """Return a published tag and its published translation, both with an article."""
    source = factories.tag("Eau de pluie")
    translation = documents.translate(source)
    complete(translation)
    translation.save_target(publish=True)
    target = documents.target_of(source)
    assert target.live
    factories.article("La citerne", tags=[source])
    factories.article("The cistern", "en", tags=[target])
    return [source, target]


@pytest.fixture
def french_only(french_editor: Client) -> Client:
    """Return somebody who may do anything to tags, and writes in French only."""
    rights = Permission.objects.filter(content_type__app_label="blog", codename__endswith="_tag")
    Group.objects.get(name="French").permissions.add(*rights)
    return french_editor


def address(action: str, tag: Tag) -> str:
    return reverse(f"wagtailsnippets_blog_tag:{action}", args=[tag.pk])


def of_selection(*tags: Tag) -> str:
    ids = "&".join(f"id={tag.pk}" for tag in tags)
    return f"{reverse('wagtail_bulk_action', args=['blog', 'tag', 'delete'])}?{ids}"


def live(*tags: Tag) -> list[bool]:
    return [Tag.objects.filter(pk=tag.pk, live=True).exists() for tag in tags]


def there(*tags: Tag) -> list[bool]:
    return [Tag.objects.filter(pk=tag.pk).exists() for tag in tags]


def test_unpublishing_asks_first_and_follows_by_default(client: Client, tags: list[Tag]) -> None:
    asked = client.post(address("unpublish", tags[0]))
    assert asked.context["chosen"] == "with"
    assert [follower.page for follower in asked.context["followers"]] == [tags[1]]
    assert address("edit", tags[1]) in asked.content.decode()
    assert live(*tags) == [True, True]
    client.post(address("unpublish", tags[0]), {"translations": "with"})
    assert live(*tags) == [False, False]


def test_translations_stay_published_where_that_is_wanted(client: Client, tags: list[Tag]) -> None:
    index, reader = factories.blog_index("en"), Client()
    shown = f"{index.url}tags/{tags[1].slug}/"
    assert 'hreflang="fr"' in head_of(reader, shown)
    client.post(address("unpublish", tags[0]), {"translations": "without"})
    assert live(*tags) == [False, True]
    # What is left says of no other language that it had the page.
    assert 'hreflang="fr"' not in head_of(reader, shown)


def head_of(reader: Client, shown: str) -> str:
    """Return the alternates an address names in its head."""
    answer = reader.get(shown)
    assert answer.status_code == 200
    head = answer.content.decode().partition("</head>")[0]
    return "\n".join(line for line in head.splitlines() if "alternate" in line)


def test_unpublishing_a_translation_asks_nothing(client: Client, tags: list[Tag]) -> None:
    client.post(address("unpublish", tags[1]))
    assert live(*tags) == [True, False]


def test_a_language_one_does_not_write_in_stays_as_it_is(
    french_only: Client, tags: list[Tag]
) -> None:
    answer = french_only.post(address("unpublish", tags[0]), {"translations": "with"}, follow=True)
    assert live(*tags) == [False, True]
    assert str(tags[1]) in documents.messages_of(answer)
    french_only.post(address("delete", tags[0]), {"translations": "with"})
    assert there(*tags) == [False, True]


def test_where_nobody_is_asked_translations_made_from_it_follow(tags: list[Tag]) -> None:
    by_hand = factories.tag("Place")
    square = factories.tag("Square", "en", translation_of=by_hand)
    for tag in (tags[0], by_hand):
        tag.unpublish()
    assert live(*tags, by_hand, square) == [False, False, False, True]


def test_a_tag_that_expires_takes_its_translations_along(tags: list[Tag]) -> None:
    past = timezone.now() - timedelta(minutes=1)
    Tag.objects.filter(pk=tags[0].pk).update(expire_at=past)
    call_command("publish_scheduled")
    assert live(*tags) == [False, False]


def test_deleting_asks_first_and_leaves_them_by_default(client: Client, tags: list[Tag]) -> None:
    asked = client.post(address("delete", tags[0]))
    assert asked.context["chosen"] == "without"
    assert there(*tags) == [True, True]
    client.post(address("delete", tags[0]), {"translations": "without"})
    assert there(*tags) == [False, True]
    assert live(tags[1]) == [True]
    assert not TranslationSource.objects.filter(object_id=tags[1].translation_key).exists()
    assert client.get(address("edit", tags[1])).status_code == 200


def test_deleting_takes_them_along_where_that_is_wanted(client: Client, tags: list[Tag]) -> None:
    client.post(address("delete", tags[0]), {"translations": "with"})
    assert there(*tags) == [False, False]


@pytest.mark.parametrize("answer", ["with", "without"])
def test_a_selection_to_delete_is_asked_about(client: Client, tags: list[Tag], answer: str) -> None:
    assert client.post(of_selection(tags[0])).context["chosen"] == "without"
    assert there(*tags) == [True, True]
    client.post(of_selection(tags[0]), {"translations": answer})
    assert there(*tags) == [False, answer == "without"]


def test_a_selection_that_has_both_languages_asks_nothing(client: Client, tags: list[Tag]) -> None:
    client.post(of_selection(*tags))
    assert there(*tags) == [False, False]


@pytest.mark.parametrize("way", ["screen", "script"])
def test_what_translators_wrote_last_outlives_the_source(
    client: Client, tags: list[Tag], way: str
) -> None:
    name = StringTranslation.objects.get(context__path="name", locale=tags[1].locale)
    name.data = "Newer rainwater"
    name.save()
    if way == "screen":
        client.post(address("delete", tags[0]), {"translations": "without"})
    else:
        Tag.objects.filter(pk=tags[0].pk).delete()
    left = Tag.objects.get(pk=tags[1].pk)
    assert left.name == "EN Eau de pluie"
    assert left.get_latest_revision_as_object().name == "Newer rainwater"


KEPT = "Ses traductions gardent la leur"


def publish_at(client: Client, tag: Tag, slug: str, **more: str) -> Any:
    """Publish a tag at another address, as its editor does."""
    data = {"name": tag.name, "slug": slug, "description": "", "action-publish": "1"} | more
    return client.post(address("edit", tag), data, follow=True)


@pytest.fixture
def alike(tags: list[Tag]) -> list[Tag]:
    """Return a published tag, and its published translation at the same slug."""
    for row in StringTranslation.objects.filter(context__path="slug", locale=tags[1].locale):
        row.data = tags[0].slug
        row.save()
    documents.translation_of(tags[0]).save_target(publish=True)
    tags[1].refresh_from_db()
    assert tags[1].slug == tags[0].slug
    return tags


def at(tag: Tag) -> str:
    return Tag.objects.get(pk=tag.pk).slug


def question(tag: Tag, former: str) -> str:
    return f"{reverse('parvis_parity:snippet_slug', args=['blog', 'tag', tag.pk])}?of={former}"


def test_another_address_asks_of_translations_that_had_the_same(
    client: Client, alike: list[Tag]
) -> None:
    former = alike[0].slug
    answer = publish_at(client, alike[0], "pluie")
    assert answer.redirect_chain[-1][0] == question(alike[0], former)
    assert answer.context["chosen"] == "without"
    assert [follower.page for follower in answer.context["followers"]] == [alike[1]]
    assert KEPT in documents.messages_of(answer)
    client.post(question(alike[0], former), {"translations": "without"})
    assert [at(tag) for tag in alike] == ["pluie", former]


def test_they_take_the_new_one_and_the_former_leads_there(client: Client, alike: list[Tag]) -> None:
    former, index = alike[0].slug, factories.blog_index("en")
    publish_at(client, alike[0], "pluie")
    answer = client.post(question(alike[0], former), {"translations": "with"}, follow=True)
    assert "1 traduction a la nouvelle adresse" in documents.messages_of(answer)
    assert [at(tag) for tag in alike] == ["pluie", "pluie"]
    assert live(*alike) == [True, True]
    read = Client().get(f"{index.url}tags/{former}/", follow=True)
    assert read.redirect_chain == [(f"{index.url}tags/pluie/", 301)]
    # It is its translation from now on: publishing it again keeps it.
    documents.translation_of(alike[0]).save_target(publish=True)
    assert at(alike[1]) == "pluie"


def test_an_address_that_is_taken_there_is_said(client: Client, alike: list[Tag]) -> None:
    factories.tag("Rain", "en", slug="pluie")
    answer = publish_at(client, alike[0], "pluie")
    assert answer.redirect_chain[-1][0] != question(alike[0], alike[1].slug)
    client.post(question(alike[0], alike[1].slug), {"translations": "with"})
    assert at(alike[1]) == alike[1].slug


def test_translations_with_an_address_of_their_own_are_told_of(
    client: Client, tags: list[Tag]
) -> None:
    former = at(tags[1])
    assert former != tags[0].slug
    answer = publish_at(client, tags[0], "pluie")
    assert KEPT in documents.messages_of(answer)
    assert address("edit", tags[1]) in answer.content.decode()
    assert at(tags[1]) == former


def test_nothing_is_asked_of_a_draft_or_of_the_same_address(
    client: Client, alike: list[Tag]
) -> None:
    for answer in (
        publish_at(client, alike[0], alike[0].slug),
        publish_at(client, alike[0], "pluie", **{"action-publish": ""}),
        publish_at(client, alike[1], "rain"),
    ):
        assert KEPT not in documents.messages_of(answer)
        assert "slug/" not in answer.redirect_chain[-1][0]


def test_only_who_publishes_is_asked_and_only_of_what_has_an_address(
    french_only: Client, client: Client, alike: list[Tag]
) -> None:
    french_only.post(question(alike[1], alike[1].slug), {"translations": "with"})
    assert [at(tag) for tag in alike] == [alike[0].slug, alike[0].slug]
    for names in (["home", "menuitem", 1], ["auth", "group", 1], ["blog", "tag", 0]):
        asked = reverse("parvis_parity:snippet_slug", args=names)
        assert client.get(asked).status_code == 404
