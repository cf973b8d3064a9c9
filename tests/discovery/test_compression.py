"""Words are sent compressed to whoever takes them so; files are not."""

import gzip
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

TAKES = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("address", ["/fr/", "/fr/blog/flux/atom/", "/sitemap.xml", "/robots.txt"])
def test_words_are_compressed_for_who_takes_them_so(client: Client, address: str) -> None:
    factories.article("Le pont", body=[("text", "<p>Une arche de pierre.</p>" * 20)])
    plain = client.get(address)
    small = client.get(address, headers=TAKES)
    if len(plain.content) < 200:  # it would grow
        assert "Content-Encoding" not in small
        return
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(small.content) < len(plain.content)
    assert b"<" in gzip.decompress(small.content)


def test_files_come_as_they_are(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("note.txt", ContentFile(b"pierre " * 200))
    answer: Any = client.get("/media/note.txt", headers=TAKES)
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == b"pierre " * 200
