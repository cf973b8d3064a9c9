"""People who keep the glossary, and some who do not."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client


@pytest.fixture
def keeper(person: Any) -> Any:
    """Return a maker of clients: `keeper("Translators")` writes in English only."""

    def make(group: str, *actions: str) -> Client:
        user = person(group)
        rights = Permission.objects.filter(content_type__app_label="parvis_glossary")
        Group.objects.get(name=group).permissions.remove(*rights)
        user.user_permissions.set(
            rights.filter(
                codename__in=[f"{action}_concept" for action in actions or ("add", "change")]
            )
        )
        client = Client()
        client.force_login(user)
        return client

    return make
