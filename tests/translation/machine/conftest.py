"""A machine that runs, a site that asks it, a translation with something to translate."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation

from parvis.translation.machine import protection
from parvis.translation.machine.models import MachineRequest
from parvis.translation.machine.queue import enqueue, run_due
from tests import factories
from tests.conftest import Prepare
from tests.translation import documents
from tests.translation.machine import server

ENGINES = "parvis.translation.machine.engines"
KINDS = {
    "libretranslate": f"{ENGINES}.libretranslate.LibreTranslator",
    "deepl": f"{ENGINES}.deepl.DeepLTranslator",
    "etranslation": f"{ENGINES}.etranslation.ETranslation",
    "proxy": f"{ENGINES}.etranslation_proxy.ETranslationProxy",
}
# Seconds. What must answer has time, however busy the machine; what must not is not waited for.
PLENTY = 30
PATIENCE = 0.4
SILENT = ("slow", "dribble")

Use = Callable[..., None]


@pytest.fixture
def machine() -> Iterator[server.Machine]:
    """Return a machine that runs."""
    with server.running() as running:
        yield running


@pytest.fixture
def use(machine: server.Machine, settings: Any) -> Use:
    """Return a function that puts a kind of machine into the settings."""

    def put(kind: str, **options: Any) -> None:
        url = machine.url
        known = {
            "libretranslate": {"LIBRETRANSLATE_URL": url},
            "deepl": {"URL": f"{url}/v2/translate", "AUTH_KEY": "key"},
            "etranslation": {
                "URL": f"{url}/si/translate",
                "APPLICATION": server.USER,
                "PASSWORD": server.PASSWORD,
            },
            "proxy": {"URL": url, "USERNAME": server.USER, "PASSWORD": server.PASSWORD},
        }
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
            "CLASS": KINDS[kind],
            "OPTIONS": {"TIMEOUT": PLENTY, **known[kind], **options},
        }

    return put


@pytest.fixture(scope="module", autouse=True)
def _translation(prepare: Prepare) -> Any:
    return prepare(lambda: begin().pk)


@pytest.fixture
def translation(_translation: Any, db: None) -> Translation:
    """Return a translation under way: its title is written, a link and an accent wait."""
    return Translation.objects.get(pk=_translation)


def begin() -> Translation:
    """Make an article, and write the title of its translation."""
    text = '<p>Un <a href="https://example.org/">lien</a> &amp; un été.</p><p>Fin du texte.</p>'
    article = factories.article("Le carnet", body=[("text", text)])
    made = documents.translate(article)
    segment = made.source.stringsegment_set.get(context__path="title")
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=made.target_locale,
        data="The notebook",
        translation_type="manual",
    )
    return made


@pytest.fixture
def asker(person: Any) -> Any:
    """Return somebody who reads English, whatever the catalogue of the site's language says."""
    user = person(name="asker")
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def now() -> datetime:
    """Return a moment after everything the test made."""
    return timezone.now() + timedelta(seconds=30)


@pytest.fixture
def sent(
    use: Use, machine: server.Machine, translation: Translation, asker: Any, now: datetime
) -> MachineRequest:
    """Return a request that eTranslation has accepted."""
    use("etranslation")
    request = enqueue(translation, asker)
    assert run_due(now) == 1
    return fresh(request)


@pytest.fixture
def outside() -> Client:
    """Return somebody without a session, and with Django's protection of forms in force."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def unprotected(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the terms of the glossary to its own tests."""
    monkeypatch.setattr(protection, "_registered", [])


def patience(fault: str | int) -> float:
    """Return how long to wait for a machine with this fault."""
    return PATIENCE if fault in SILENT else PLENTY


def kept(translation: Translation) -> dict[str, str]:
    """Return what is translated, by its source."""
    found = StringTranslation.objects.filter(locale=translation.target_locale)
    return dict(found.values_list("translation_of__data", "data"))


def fresh(request: MachineRequest) -> MachineRequest:
    """Return the request as the database has it."""
    return MachineRequest.objects.get(pk=request.pk)


LINKED = 'Un <a id="a1">lien</a> &amp; un été.'
WRITTEN = {"Le carnet": "The notebook"}
