"""Uploads in a bucket: a real server that speaks S3, its headers, and its bad days."""

import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parvis.media.making import make
from parvis.media.models import Download, Picture
from parvis.media.showing import shown
from parvis.media.unavailable import StoreUnavailableError
from parvis.settings.media import DISK, media
from tests import factories
from tests.media.bucket import Store, served
from tests.media.drawing import SVG, encoded, picture
from tests.settings.production import ENVIRONMENT, run

pytestmark = pytest.mark.django_db


def environment(store: Store) -> dict[str, str]:
    """Return the variables that name a bucket."""
    return {
        "PARVIS_MEDIA_BUCKET": "uploads",
        "PARVIS_MEDIA_ENDPOINT": store.address,
        "PARVIS_MEDIA_REGION": "eu-west-1",
        "PARVIS_MEDIA_KEY": "key",
        "PARVIS_MEDIA_SECRET": "secret",
        "PARVIS_MEDIA_URL": f"{store.address}/uploads/",
    }


@pytest.fixture
def store(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Keep uploads in a store of our own."""
    with served() as found:
        for name, value in environment(found).items():
            monkeypatch.setenv(name, value)
        backend, address = media(environ.Env())
        settings.STORAGES = settings.STORAGES | {"default": backend}
        settings.MEDIA_URL = address
        yield found


def test_uploads_go_to_the_bucket_and_readers_get_them_there(store: Store) -> None:
    known = picture(encoded((600, 400)))
    make(known, ["body"])
    assert len(store.objects) == 1 + 5
    there = shown(Picture.objects.get(pk=known.pk), "body")
    assert there.url.startswith(f"{store.address}/uploads/images/")
    with urllib.request.urlopen(there.url) as answer:
        assert answer.headers["Content-Type"] == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]
    with urllib.request.urlopen(known.file.url) as answer:
        assert "must-revalidate" in answer.headers["Cache-Control"]
        assert answer.read() == encoded((600, 400))
    assert default_storage.size(known.file.name) == len(encoded((600, 400)))
    known.delete()


def test_what_a_browser_would_run_is_saved_and_not_shown(store: Store) -> None:
    for name, type_, is_shown in (
        ("a.svg", "image/svg+xml", True),
        ("a.html", "application/octet-stream", False),
        ("a.pdf", "application/pdf", False),
    ):
        kept = store.objects[f"uploads/{default_storage.save(name, ContentFile(SVG))}"]
        assert kept.headers["Content-Type"] == type_
        assert ("Content-Disposition" in kept.headers) is not is_shown


def test_a_document_has_a_signed_address_for_those_who_may_read_it(
    store: Store, client: Client
) -> None:
    plan = Download.objects.create(title="Plan", file=ContentFile(b"plan", name="plan.pdf"))
    answer = client.get(plan.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{store.address}/uploads/documents/plan.pdf?")
    assert "X-Amz-Signature=" in answer["Location"]
    assert "X-Amz-Expires=600" in answer["Location"]
    with urllib.request.urlopen(answer["Location"]) as file:
        assert file.read() == b"plan"


def test_no_upload_takes_the_place_of_another(store: Store) -> None:
    first = default_storage.save("a.png", ContentFile(b"one"))
    second = default_storage.save("a.png", ContentFile(b"two"))
    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == b"one"
    default_storage.delete(first)
    assert not default_storage.exists(first)
    with pytest.raises(FileNotFoundError):
        default_storage.open(first)


def test_requests_are_signed(store: Store) -> None:
    default_storage.exists("a.png")
    assert "AWS4-HMAC-SHA256 Credential=key/" in store.authorizations[0]
    assert "/eu-west-1/s3/" in store.authorizations[0]


@pytest.mark.parametrize("mood", ["closed", "busy", "refuses"])
def test_every_failure_of_the_bucket_has_one_name(store: Store, mood: str) -> None:
    name = default_storage.save("a.png", ContentFile(b"one"))
    store.mood = mood
    for work in (
        lambda: default_storage.save("b.png", ContentFile(b"two")),
        lambda: default_storage.open(name),
        lambda: default_storage.exists(name),
        lambda: default_storage.size(name),
        lambda: default_storage.delete(name),
    ):
        with pytest.raises(StoreUnavailableError):
            work()
    store.mood = "fine"
    assert default_storage.exists(name)


@pytest.mark.parametrize("mood", ["closed", "refuses"])
def test_an_editor_whose_upload_fails_is_told_and_loses_nothing(
    store: Store, client: Client, person: Any, mood: str
) -> None:
    client.force_login(person())
    known = picture(encoded((300, 200)))
    store.mood = mood
    upload = SimpleUploadedFile("place.png", encoded((400, 200)), "image/png")
    before = Picture.objects.count()
    answer = client.post("/admin/images/add/", {"title": "Une place", "file": upload})
    assert answer.status_code == 503
    assert "n’a pas pu être enregistré" in answer.content.decode()
    upload.seek(0)
    form = {"title": "Autre", "file": upload, "collection": 1, "tags": ""}
    answer = client.post(f"/admin/images/{known.pk}/", form)
    assert answer.status_code == 503
    upload.seek(0)
    answer = client.post(
        "/admin/images/multiple/add/",
        {"title": "Une place", "files[]": upload},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert (answer.status_code, answer.json()["success"]) == (503, False)
    store.mood = "fine"
    again = Picture.objects.get(pk=known.pk)
    assert (again.title, again.file.name, Picture.objects.count()) == (
        known.title,
        known.file.name,
        before,
    )
    with again.file.open() as file:
        assert file.read() == encoded((300, 200))


def test_readers_are_answered_while_the_bucket_is_not(store: Store, client: Client) -> None:
    cover = picture(encoded((600, 400)))
    page = factories.article("Le pont", cover=cover, cover_alt="Un pont")
    make(cover, ["cover"])
    store.mood = "closed"
    asked = len(store.asked)
    for address in (page.url, "/fr/", "/fr/blog/", "/fr/blog/flux/rss/"):
        assert client.get(address).status_code == 200
    assert f"{store.address}/uploads/images/" in client.get(page.url).content.decode()
    assert len(store.asked) == asked


def test_a_publication_survives_a_bucket_that_is_away(
    store: Store, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    cover = picture(encoded((600, 400)))
    store.mood = "closed"
    with django_capture_on_commit_callbacks(execute=True):
        page = factories.article("Le pont", cover=cover, cover_alt="Un pont")
    assert client.get(page.url).status_code == 200
    assert "The bucket does not answer" in Picture.objects.get(pk=cover.pk).problem
    store.mood = "fine"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    cover = Picture.objects.get(pk=cover.pk)
    assert (cover.problem, cover.renditions.count() > 0) == ("", True)


def test_without_a_bucket_uploads_are_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_MEDIA_BUCKET", raising=False)
    assert media(environ.Env()) == (DISK, "/media/")


@pytest.mark.parametrize("address", ["", "media.example.org"])
def test_a_bucket_that_readers_cannot_reach_is_refused(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PARVIS_MEDIA_BUCKET", "uploads")
    monkeypatch.setenv("PARVIS_MEDIA_URL", address)
    with pytest.raises(ImproperlyConfigured, match="PARVIS_MEDIA_URL"):
        media(environ.Env())


def test_the_environment_reaches_production(tmp_path: Path) -> None:
    asked = (
        "from django.core.files.storage import default_storage as s; print(s.url('images/a.png'))"
    )
    given = ENVIRONMENT | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}",
        "PARVIS_MEDIA_BUCKET": "uploads",
        "PARVIS_MEDIA_URL": "https://media.example.org/uploads",
        "PARVIS_MEDIA_KEY": "key",
        "PARVIS_MEDIA_SECRET": "secret",
    }
    done = run("manage.py", "shell", "--command", asked, data=tmp_path, environment=given)
    assert "https://media.example.org/uploads/images/a.png" in done.stdout, done.stderr
