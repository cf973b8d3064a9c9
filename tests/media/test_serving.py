"""Files from disk: parts of them, how long they may be kept, and nothing that a browser runs."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from parvis.media.models import Download
from parvis.media.ranges import part_of

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4
SIZE = len(CONTENT)


def kept(name: str, content: bytes = CONTENT) -> str:
    """Keep a file and return its address."""
    return f"/media/{default_storage.save(name, ContentFile(content))}"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.fixture
def document() -> Download:
    return Download.objects.create(title="Plan", file=ContentFile(CONTENT, name="plan.pdf"))


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-99", (0, 99)),
        ("bytes=1000-", (1000, 1023)),
        ("bytes=-24", (1000, 1023)),
        ("bytes=-9999", (0, 1023)),
        ("bytes=1000-9999", (1000, 1023)),
        ("bytes=5-5", (5, 5)),
    ],
)
def test_a_part_is_served_where_one_is_asked_for(
    client: Client, document: Download, asked: str, part: tuple[int, int]
) -> None:
    first, last = part
    for address in (kept("film.bin"), document.url):
        answer = client.get(address, headers={"Range": asked})
        assert answer.status_code == 206
        assert answer["Content-Range"] == f"bytes {first}-{last}/{SIZE}"
        assert answer["Content-Length"] == str(last - first + 1)
        assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=9-3", "lines=1-2", "bytes=-", "x"])
def test_the_whole_is_served_where_the_part_is_not_understood(client: Client, asked: str) -> None:
    answer = client.get(kept("film.bin"), headers={"Range": asked})
    assert (answer.status_code, answer["Accept-Ranges"]) == (200, "bytes")
    assert body(answer) == CONTENT


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_that_the_file_does_not_have_is_refused(
    client: Client, document: Download, asked: str
) -> None:
    for address in (kept("film.bin"), document.url):
        answer = client.get(address, headers={"Range": asked})
        assert (answer.status_code, body(answer)) == (416, b"")
        assert answer["Content-Range"] == f"bytes */{SIZE}"


def test_no_range_is_of_an_empty_file(client: Client) -> None:
    assert client.get(kept("void.bin", b""), headers={"Range": "bytes=0-"}).status_code == 416
    assert client.get(kept("void.bin", b"")).status_code == 200
    assert part_of("bytes=0-0", 1) == (0, 0)


def test_a_part_of_another_file_than_the_reader_began_is_the_whole(
    client: Client, document: Download
) -> None:
    for address in (kept("film.bin"), document.url):
        whole = client.get(address)
        for tag, status in (
            (whole["ETag"], 206),
            (whole["Last-Modified"], 206),
            ('"another"', 200),
            (f"W/{whole['ETag']}", 200),
            ("Sat, 01 Jan 2000 00:00:00 GMT", 200),
            ("no date", 200),
        ):
            asked = {"Range": "bytes=0-9", "If-Range": tag}
            assert client.get(address, headers=asked).status_code == status, tag


def test_what_the_reader_has_is_not_sent_again(client: Client, document: Download) -> None:
    tag = client.get(kept("film.bin"))["ETag"]
    for address in ("/media/film.bin", document.url):
        first = client.get(address)
        assert len(first["ETag"]) > 20
        for header, known in (
            ("If-None-Match", first["ETag"]),
            ("If-Modified-Since", first["Last-Modified"]),
        ):
            again = client.get(address, headers={header: known, "Range": "bytes=0-9"})
            assert (again.status_code, body(again)) == (304, b""), header
    Path(default_storage.path("film.bin")).write_bytes(b"another")
    changed = client.get("/media/film.bin", headers={"If-None-Match": tag})
    assert body(changed) == b"another"


def test_head_says_all_and_sends_nothing(client: Client, document: Download) -> None:
    for address in (kept("film.bin"), document.url):
        answer = client.head(address, headers={"Range": "bytes=0-9"})
        assert (answer.status_code, body(answer)) == (200, b"")
        assert answer["Content-Length"] == str(SIZE)
        assert answer["Accept-Ranges"] == "bytes"
        assert client.post(address).status_code == 405


def test_files_are_closed_once_they_are_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    real = Path.open

    def noted(path: Path, *arguments: Any, **named: Any) -> Any:
        opened.append(real(path, *arguments, **named))
        return opened[-1]

    address = kept("film.bin")
    monkeypatch.setattr(Path, "open", noted)
    for asked in ("bytes=0-9", "bytes=9999-", ""):
        body(client.get(address, headers={"Range": asked}))
    client.head(address)
    assert len(opened) == 4
    assert all(file.closed for file in opened)


@pytest.mark.parametrize(
    ("name", "type_", "is_shown"),
    [
        ("a.avif", "image/avif", True),
        ("a.webp", "image/webp", True),
        ("a.JPG", "image/jpeg", True),
        ("a.svg", "image/svg+xml", True),
        ("a.pdf", "application/pdf", False),
        ("a.html", "application/octet-stream", False),
        ("a.js", "application/octet-stream", False),
        ("a.xml", "application/octet-stream", False),
        ("svg", "application/octet-stream", False),
    ],
)
def test_a_browser_shows_pictures_and_saves_everything_else(
    client: Client, name: str, type_: str, is_shown: bool
) -> None:
    answer = client.get(kept(name))
    assert answer["Content-Type"] == type_
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    shown = answer.get("Content-Disposition", "inline").partition(";")[0]
    assert shown == ("inline" if is_shown else "attachment")


def test_what_is_named_by_its_content_may_be_kept_for_ever(client: Client) -> None:
    for name, is_kept in (
        ("images/place.fill-640x480.0123456789abcdef.avif", True),
        ("images/place.fill-640x480.0123456789abcdef_Ab3dE6g.avif", True),
        ("cards/12-0123456789abcdef.png", True),
        ("images/place.fill-640x480.avif", False),
        ("original_images/place.0123456789abcdef.png", False),
    ):
        said = client.get(kept(name))["Cache-Control"]
        assert ("immutable" in said and "31536000" in said) is is_kept, name
        assert ("must-revalidate" in said) is not is_kept, name


@pytest.mark.parametrize(
    "path",
    ["../secret.txt", "%2e%2e/secret.txt", "a/../../secret.txt", "/etc/passwd", "", "a", "a%00b"],
)
def test_nothing_outside_the_folder_is_served(client: Client, path: str, settings: Any) -> None:
    kept("a/b.txt")
    (Path(settings.MEDIA_ROOT).parent / "secret.txt").write_text("secret")
    assert client.get(f"/media/{path}").status_code == 404


def test_documents_come_from_the_view_that_knows_who_may_read_them(
    client: Client, document: Download
) -> None:
    assert client.get(f"/media/{document.file.name}").status_code == 404
    assert client.get(f"/media/a/../{document.file.name}").status_code == 404
    answer = client.get(document.url)
    assert (answer["Content-Type"], body(answer)) == ("application/pdf", CONTENT)
    assert "Content-Encoding" not in answer
    private = Collection.get_first_root_node().add_child(name="Conseil")
    CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.LOGIN
    )
    Download.objects.filter(pk=document.pk).update(collection=private)
    answer = client.get(document.url, headers={"Range": "bytes=0-9"})
    assert answer.status_code == 302
