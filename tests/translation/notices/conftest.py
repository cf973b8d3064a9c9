"""A translation under way, and what people are told of it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail_localize.models import Translation

from parvis.translation.notices.models import Notice
from tests import factories
from tests.conftest import Prepare, make_person
from tests.translation import documents

Doing = Callable[[], AbstractContextManager[Any]]


@pytest.fixture(scope="module", autouse=True)
def _begun(prepare: Prepare) -> Any:
    def build() -> Any:
        writer = make_person("Editors", name="writer")
        return writer.pk, documents.translate(factories.article("Le carnet", owner=writer)).pk

    return prepare(build)


@pytest.fixture
def writer(_begun: Any, db: None) -> Any:
    """One of the Editors, who wrote the article."""
    return get_user_model().objects.get(pk=_begun[0])


@pytest.fixture
def anne(person: Any) -> Any:
    """One of the Translators."""
    return person("Translators", name="anne")


@pytest.fixture
def work(_begun: Any, db: None) -> Translation:
    """A French article that was submitted for translation into English."""
    return Translation.objects.get(pk=_begun[1])


@pytest.fixture
def doing(django_capture_on_commit_callbacks: Any) -> Doing:
    """What happens inside is done for good at its end, as after a request."""

    def inside() -> AbstractContextManager[Any]:
        context: AbstractContextManager[Any] = django_capture_on_commit_callbacks(execute=True)
        return context

    return inside


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Return the kinds of what somebody was told, in order."""

    def kinds(person: Any) -> list[str]:
        return list(Notice.objects.of(person).order_by("pk").values_list("kind", flat=True))

    return kinds
