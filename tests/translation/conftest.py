"""People and articles the tests of translation share."""

from typing import Any

import pytest
from django.test import Client

from blog.models import ArticlePage
from parvis.translation.workbench import aids
from tests import factories
from tests.translation import documents


@pytest.fixture
def translator(person: Any) -> Client:
    """Return a client signed in as one of the Translators."""
    client = Client()
    client.force_login(person("Translators"))
    return client


@pytest.fixture
def editor(person: Any) -> Client:
    """Return a client signed in as one of the Editors."""
    client = Client()
    client.force_login(person("Editors"))
    return client


@pytest.fixture
def article(db: None) -> ArticlePage:
    """Return a French article with everything an article can have."""
    voirie = factories.tag("Voirie")
    factories.tag("Roads", "en", translation_of=voirie)
    writer = factories.author("Élise", role="Rédactrice")
    factories.author("Élise", "en", translation_of=writer, role="Editor")
    return documents.full_article(tags=[voirie, factories.tag("Place")], authors=[writer])


@pytest.fixture
def any_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take any words for a translation: the checks, which have tests of their own, would not."""
    monkeypatch.setattr(aids, "open_errors", lambda _translation, _words=None: 0)
