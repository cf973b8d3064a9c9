"""What is done to the pages that are ticked, by whom, and what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from blog.models import ArticlePage
from parvis.translation.machine.models import MachineRequest
from parvis.translation.state import State, state_of
from parvis.translation.workbench.models import Assignment, Exemption
from tests import factories
from tests.translation import documents

pytestmark = pytest.mark.django_db

Do = Callable[..., Any]


@pytest.fixture
def do() -> Do:
    """Return a function that sends the form below the matrix and follows to what is said."""

    def post(client: Client, action: str, *pages: Page, into: str = "en", **more: Any) -> Any:
        data = {"action": action, "locale": factories.locale(into).pk if into else "", **more}
        data["page"] = [page.pk for page in pages]
        return client.post(reverse("parvis_overview:translations"), data, follow=True)

    return post


@pytest.fixture
def dutch(db: None, settings: Any) -> Locale:
    """Return a third language, in which nobody but an administrator writes."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("nl", "Nederlands")]
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    return Locale.objects.create(language_code="nl")


def english_state(page: ArticlePage) -> State:
    """Return where a page’s English stands."""
    return state_of(page, factories.locale("en"))


def test_several_pages_are_submitted_and_what_cannot_be_is_named(
    translator: Client, submitted: ArticlePage, do: Do
) -> None:
    one, other = factories.article("Un"), factories.article("Deux")
    english = factories.article("Only in English", "en")
    answer = do(translator, "submit", one, submitted, english, other)
    assert [english_state(page) for page in (one, other)] == [State.IN_PROGRESS] * 2
    said = documents.messages_of(answer)
    assert "2 pages" in said
    assert submitted.title in said
    assert english.title in said
    assert one.title not in said


def test_each_page_goes_into_every_language_but_its_own(
    administrator: Client, dutch: Locale, do: Do
) -> None:
    french, english = factories.article("Un"), factories.article("Only in English", "en")
    french.get_parent().copy_for_translation(dutch, copy_parents=True)
    said = documents.messages_of(do(administrator, "submit", french, english, into=""))
    made = {
        (page.locale.language_code, found.locale.language_code)
        for page in (french, english)
        for found in page.get_translations()
    }
    assert made == {("fr", "en"), ("fr", "nl"), ("en", "fr"), ("en", "nl")}
    assert "Not done" not in said


def test_nobody_is_assigned_where_one_of_the_languages_is_not_theirs(
    administrator: Client, submitted: ArticlePage, dutch: Locale, do: Do, person: Any
) -> None:
    submitted.copy_for_translation(dutch, copy_parents=True)
    source = documents.translation_of(submitted).source
    Translation.objects.create(source=source, target_locale=dutch)
    writer = person("Translators", name="writer")
    answer = do(administrator, "assign", submitted, into="", person=writer.pk)
    assert answer.status_code == 422
    assert "This person may not write in Nederlands." in answer.content.decode()
    assert not Assignment.objects.exists()
    do(administrator, "assign", submitted, into="", person=person(name="boss").pk)
    assert Assignment.objects.count() == 2


def test_the_other_language_is_proposed_to_whoever_writes_in_both(
    administrator: Client, translator: Client, ask: Any
) -> None:
    assert ask(administrator).context["bulk"]["locale"].value() is None
    assert ask(translator).context["bulk"]["locale"].value() == factories.locale("en").pk
    french = factories.locale("fr").pk
    assert ask(administrator, target=french).context["bulk"]["locale"].value() == french


@pytest.mark.parametrize("action", ["submit", "exempt", "lift", "assign", "unassign", "propose"])
def test_a_translator_of_english_does_nothing_in_dutch(
    action: str,
    translator: Client,
    submitted: ArticlePage,
    dutch: Locale,
    do: Do,
    person: Any,
) -> None:
    source = documents.translation_of(submitted).source
    Translation.objects.create(source=source, target_locale=dutch)
    Exemption.objects.create(
        translation_key=submitted.translation_key, locale=dutch, reason="Local"
    )
    submitted.copy_for_translation(dutch, copy_parents=True)
    writer = person()
    answer = do(translator, action, submitted, into="nl", person=writer.pk, reason="Because")
    assert not Assignment.objects.exists()
    assert not MachineRequest.objects.exists()
    assert Exemption.objects.count() == 1
    assert "vous ne pouvez pas faire cela" in documents.messages_of(answer)


def test_a_page_is_exempt_for_a_reason_until_somebody_lifts_it(
    translator: Client, submitted: ArticlePage, do: Do
) -> None:
    local = factories.article("Un avis local")
    assert do(translator, "exempt", local).status_code == 422
    assert english_state(local) == State.MISSING
    do(translator, "exempt", local, submitted, reason="Trop local")
    assert english_state(local) == State.EXEMPT
    found = Exemption.objects.get()
    assert (found.reason, found.person.username) == ("Trop local", "translators")
    assert "dispensée" in documents.messages_of(do(translator, "submit", local))
    assert english_state(local) == State.EXEMPT
    do(translator, "lift", local)
    assert english_state(local) == State.MISSING
    assert local.title in documents.messages_of(do(translator, "lift", local))


def test_a_translation_is_assigned_to_a_person_or_a_group_that_writes_the_language(
    translator: Client, submitted: ArticlePage, do: Do, person: Any
) -> None:
    guest = get_user_model().objects.create_user("guest")
    me = get_user_model().objects.get(username="translators")
    team = Group.objects.get(name="Translators")
    assert do(translator, "assign", submitted, person=guest.pk).status_code == 422
    assert do(translator, "assign", submitted).status_code == 422
    assert do(translator, "assign", submitted, person=me.pk, team=team.pk).status_code == 422
    assert not Assignment.objects.exists()
    do(translator, "assign", submitted, person=me.pk, due="2026-12-24")
    found = Assignment.objects.get()
    assert (found.person, found.due, found.given_by) == (me, date(2026, 12, 24), me)
    do(translator, "assign", submitted, team=team.pk)
    found = Assignment.objects.get()
    assert (found.person, found.team, found.due) == (None, team, None)
    do(translator, "unassign", submitted)
    assert not Assignment.objects.exists()


def test_what_was_never_submitted_is_not_assigned(translator: Client, do: Do) -> None:
    article = factories.article("Un")
    me = get_user_model().objects.get(username="translators")
    answer = do(translator, "assign", article, person=me.pk)
    assert article.title in documents.messages_of(answer)
    assert not Assignment.objects.exists()


def test_the_machine_is_asked_for_what_may_be_edited(
    translator: Client, submitted: ArticlePage, do: Do, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"
    }
    article = factories.article("Un")
    answer = do(translator, "propose", submitted, article)
    assert MachineRequest.objects.get().translation == documents.translation_of(submitted)
    assert article.title in documents.messages_of(answer)


def test_without_a_machine_the_person_is_told(
    translator: Client, submitted: ArticlePage, do: Do, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    answer = do(translator, "propose", submitted)
    assert not MachineRequest.objects.exists()
    assert submitted.title in documents.messages_of(answer)


def test_nothing_ticked_or_nonsense_does_nothing_and_keeps_what_was_ticked(
    translator: Client, submitted: ArticlePage, do: Do
) -> None:
    assert do(translator, "submit").status_code == 422
    assert do(translator, "nonsense", submitted).status_code == 422
    answer = do(translator, "exempt", submitted)
    assert f'value="{submitted.pk}" id="tick-{submitted.pk}" checked' in answer.content.decode()


def test_those_who_write_in_no_language_do_not_get_in(person: Any, do: Do) -> None:
    client = Client()
    user = person("Guests", name="guest")
    user.groups.add(Group.objects.get_or_create(name="Guests")[0])
    client.force_login(user)
    address = reverse("parvis_overview:translations")
    assert client.get(address).status_code in (302, 403)
    assert Client().get(address).status_code == 302


def test_each_cell_leads_to_what_one_does_next(
    translator: Client, submitted: ArticlePage, ask: Any
) -> None:
    article = factories.article("Un")
    content = ask(translator).content.decode()
    target = documents.target_of(submitted)
    assert reverse("wagtailadmin_pages:edit", args=[target.pk]) in content
    assert reverse("wagtail_localize:submit_page_translation", args=[article.pk]) in content
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) not in content


def test_people_are_called_by_their_names_and_else_by_what_they_sign_in_with(
    translator: Client, submitted: ArticlePage, do: Do
) -> None:
    person = get_user_model().objects.get(username="translators")
    assert str(person) == "translators"
    person.first_name, person.last_name = "Lena", "Peeters"
    person.save()
    answer = do(translator, "assign", submitted, person=person.pk)
    page = BeautifulSoup(answer.content, "html.parser")
    option = page.select_one(f"select[name=person] option[value='{person.pk}']")
    assert option is not None
    assert option.text == "Lena Peeters"
    assert "Lena Peeters" in "".join(cell.get_text() for cell in page.select(".ov-table td"))
