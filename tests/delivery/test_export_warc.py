"""The site as an archive: what was asked and answered, byte for byte."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from tests import factories
from tests.delivery.export import BASE, run, run_anyway

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture(autouse=True)
def _public(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = BASE


def records(path: Path) -> list[tuple[str, str, Any, Any, bytes]]:
    """Return the kind, address, headers of the record and of HTTP, and payload of each record."""
    with path.open("rb") as file:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.rec_headers,
                record.http_headers,
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file, check_digests="raise")
        ]


@pytest.mark.parametrize("name", ["site.warc.gz", "site.warc"])
def test_it_holds_what_the_site_answers(tmp_path: Path, client: Client, name: str) -> None:
    factories.article("Un pavé", cover=factories.picture(), cover_alt="Une place")
    Redirect.add_redirect("/vieux", "/fr/blog/un-pave/")
    archive = tmp_path / name
    said = run(tmp_path / "site", warc=archive)
    found = records(archive)
    assert (archive.read_bytes()[:2] == b"\x1f\x8b") == name.endswith(".gz")
    assert found[0][0] == "warcinfo"
    responses = {address: (headers, http, data) for kind, address, headers, http, data in found
                 if kind == "response"}  # fmt: skip
    asked = [address for kind, address, *_rest in found if kind == "request"]
    assert sorted(asked) == sorted(responses)
    assert f"{len(responses)} answers archived" in said
    for path in ("/fr/", "/fr/blog/un-pave/", "/fr/blog/flux/rss/", "/sitemap.xml", "/vieux"):
        answer = client.get(path, secure=True, headers={"host": "blog.example.org"})
        headers, http, data = responses[f"{BASE}{path}"]
        assert data == answer.content
        assert http.get_statuscode() == str(answer.status_code)
        assert http.get_header("Content-Type") == answer.headers["Content-Type"]
        assert headers.get_header("WARC-Payload-Digest").startswith("sha1:")
        assert headers.get_header("WARC-Date").startswith("20")
    assert responses[f"{BASE}/vieux"][1].get_header("Location") == "/fr/blog/un-pave/"
    assert [address for address in responses if "/media/images/" in address]
    # Nobody’s cookie, and no form: neither asked nor answered.
    assert not [http for *_rest, http, _data in found if http and http.get_header("Set-Cookie")]
    assert not [http for *_rest, http, _data in found if http and http.get_header("Cookie")]
    assert not [address for address in responses if "recherche" in address or "contact" in address]


def test_the_checker_of_warcio_finds_nothing_wrong(tmp_path: Path) -> None:
    factories.article("Un pavé")
    archive = tmp_path / "site.warc.gz"
    run(tmp_path / "site", warc=archive)
    with pytest.raises(SystemExit) as ended:
        warcio(["check", str(archive)])
    assert not ended.value.code
    assert [path.name for path in tmp_path.iterdir() if "warc" in path.name] == ["site.warc.gz"]


def test_an_archive_that_cannot_be_ended_leaves_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "site.warc.gz"
    run(tmp_path / "site", warc=archive)
    before = archive.read_bytes()

    def full(*_args: Any) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr("parvis.delivery.export.archive.Archive.add", full)
    _said, why = run_anyway(tmp_path / "site", warc=archive)
    assert "site.warc.gz cannot be written: No space left on device." in why
    assert archive.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "warc" in path.name] == ["site.warc.gz"]


def test_a_name_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    _said, why = run_anyway(tmp_path / "site", warc=tmp_path / "site.zip")
    assert "ends with .warc.gz" in why
    assert not (tmp_path / "site").exists()
