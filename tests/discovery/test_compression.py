"""Words are sent compressed to whoever takes them so; files are not."""

import gzip
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = ["/fr/", "/fr/blog/flux/atom/", "/sitemap.xml", "/sitemap-pages.xml", "/robots.txt"]
TAKES = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_words_are_compressed_for_who_takes_them_so(client: Client, address: str) -> None:
    factories.article("Le pont", body=[("text", "<p>Une arche de pierre.</p>" * 20)])
    plain, small = client.get(address), client.get(address, headers=TAKES)
    words, sent = plain.getvalue(), small.getvalue()
    if len(words) < 200:  # it would grow
        assert "Content-Encoding" not in small
        return
    assert "Content-Encoding" not in plain
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(sent) < len(words)
    assert b"<" in gzip.decompress(sent)


def test_files_come_as_they_are(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    default_storage.save("note.txt", ContentFile(b"pierre " * 200))
    answer: Any = client.get("/media/note.txt", headers=TAKES)
    assert "Content-Encoding" not in answer
    assert b"".join(answer) == b"pierre " * 200
