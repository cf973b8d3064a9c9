"""Tags and authors have a matrix of their own, with states by the rules of pages."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail_localize.models import StringSegment, StringTranslation

from blog.models import Author, Tag
from home.models import SiteIdentity
from parvis.translation.overview import filters
from parvis.translation.state import State, state_of
from parvis.translation.workbench.models import Assignment, Exemption
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db


def type_of(model: Any) -> str:
    return str(ContentType.objects.get_for_model(model).pk)


def states_shown(answer: Any) -> dict[str, list[str]]:
    return {
        row["title"]: [str(item["cell"].state) for item in row["cells"] if item]
        for row in answer.context["rows"]
    }


def complete(snippet: Any) -> Any:
    """Translate a snippet whole, without publishing it."""
    translation = documents.translate(snippet)
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.get_or_create(
            translation_of_id=segment.string_id,
            context_id=segment.context_id,
            locale=translation.target_locale,
            defaults={"data": documents.english(segment.string.data)},
        )
    return translation


def test_a_type_of_snippets_is_shown_with_the_state_of_each(
    administrator: Client, ask: Any
) -> None:
    factories.tag("Voirie")
    place = factories.tag("Place")
    documents.translate(place)
    pair = factories.tag("Eau")
    factories.tag("Water", "en", translation_of=pair)
    answer = ask(administrator, type=type_of(Tag))
    assert states_shown(answer) == {
        "Eau": ["by-hand"],
        "Place": ["in-progress"],
        "Voirie": ["missing"],
    }
    only = ask(administrator, type=type_of(Tag), state="missing", words="voi")
    assert list(states_shown(only)) == ["Voirie"]
    text = answer.content.decode()
    assert "3 entries" in text
    target = documents.target_of(place)
    missing = Tag.objects.get(name="Voirie")
    assert reverse("wagtailsnippets_blog_tag:edit", args=[target.pk]) in text
    submission = "wagtail_localize:submit_snippet_translation"
    assert reverse(submission, args=["blog", "tag", missing.pk]) in text


def test_snippets_are_narrowed_by_when_they_were_published_as_pages_are(
    administrator: Client, ask: Any
) -> None:
    for name, published in (("Eau", "2026-03-01T12:00Z"), ("Voirie", "2026-05-01T12:00Z")):
        Tag.objects.filter(pk=factories.tag(name).pk).update(last_published_at=published)
    kind = type_of(Tag)
    assert list(states_shown(ask(administrator, type=kind, changed_after="2026-04-01"))) == [
        "Voirie"
    ]
    assert list(states_shown(ask(administrator, type=kind, changed_before="2026-04-01"))) == ["Eau"]


def test_what_only_pages_have_is_not_asked_of_snippets(
    administrator: Client, ask: Any, person: Any
) -> None:
    tag, owner = factories.tag("Voirie"), person(name="owner")
    factories.article("La place", owner=owner)
    asked = {"owner": owner.pk, "tag": tag.pk}
    pages = ask(administrator, **asked)
    assert {"owner", "tag", "author", "changed_after"} <= set(pages.context["filters"].fields)
    assert "Not heeded" not in pages.content.decode()
    shown = ask(administrator, type=type_of(Tag), **asked)
    assert states_shown(shown) == {"Voirie": ["missing"]}
    assert not {"owner", "tag", "author"} & set(shown.context["filters"].fields)
    assert "Not heeded, since only pages have it: Owner, Tag." in shown.content.decode()
    alone = ask(administrator, type=type_of(Tag)).content.decode()
    assert "Not heeded" not in alone


def test_days_are_not_asked_of_what_is_never_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "get_snippet_models", lambda: [SiteIdentity, Tag])
    asked = {"type": type_of(SiteIdentity), "changed_after": "2026-04-01"}
    form = filters.FilterForm(asked)
    assert not {"changed_after", "changed_before"} & set(form.fields)
    assert form.unheeded == [filters.FilterForm.base_fields["changed_after"].label]
    assert "changed_after" in filters.FilterForm({"type": type_of(Tag)}).fields


def test_pages_are_shown_where_no_type_of_snippets_is_chosen(
    administrator: Client, ask: Any
) -> None:
    factories.tag("Voirie")
    factories.article("La place")
    shown = states_shown(ask(administrator))
    assert "La place" in shown
    assert "Voirie" not in shown


def test_a_published_snippet_is_current_and_falls_behind(
    django_capture_on_commit_callbacks: Any,
) -> None:
    tag, english = factories.tag("Voirie"), factories.locale("en")
    with django_capture_on_commit_callbacks(execute=True):
        complete(tag).save_target(publish=True)
    assert state_of(tag, english) == State.CURRENT
    tag.name = "Voirie et chemins"
    with django_capture_on_commit_callbacks(execute=True):
        tag.save_revision().publish()
    assert state_of(Tag.objects.get(pk=tag.pk), english) == State.BEHIND


def test_snippets_are_assigned_and_exempted_as_pages_are(
    administrator: Client, person: Any
) -> None:
    place, other = factories.author("Élise"), factories.author("Paul")
    translation = documents.translate(place)
    address = f"{reverse('parvis_overview:translations')}?type={type_of(Author)}"
    data = {"page": [place.pk], "locale": translation.target_locale_id}
    anne = person("Translators", name="anne")
    administrator.post(address, data | {"action": "assign", "person": anne.pk})
    assert Assignment.objects.get(translation=translation).person == anne
    data["page"] = [other.pk]
    administrator.post(address, data | {"action": "exempt", "reason": "Le nom reste."})
    assert Exemption.objects.get(translation_key=other.translation_key).reason == "Le nom reste."


@pytest.mark.parametrize("sort", ["title", "published", "-behind"])
def test_every_type_of_snippets_can_be_sorted_and_written_to_a_file(
    administrator: Client, ask: Any, sort: str
) -> None:
    factories.tag("Voirie")
    factories.author("Élise")
    for _label, choices in ask(administrator).context["filters"].fields["type"].choices[1:]:
        for value, _name in choices:
            assert ask(administrator, type=value, sort=sort).context["rows"] is not None
            exported = ask(administrator, type=value, export="csv")
            assert b"".join(exported.streaming_content)
