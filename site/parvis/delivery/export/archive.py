"""The site as an archive that libraries keep: WARC, what was asked and what was answered.

Source: ISO 28500:2017 (WARC 1.1); https://iipc.github.io/warc-specifications/
"""

from pathlib import Path
from types import TracebackType
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from parvis.delivery.export.answers import NAME, Answer

VERSION = "1.1"


class Archive:
    """A WARC file, compressed where its name ends so; in place whole, or not at all."""

    def __init__(self, path: Path, base: str) -> None:
        self.path, self.base = path, base
        self.answers = 0
        self._beside = path.with_name(f".{path.name}.new")

    def __enter__(self) -> "Archive":
        self._file = self._beside.open("wb")
        self._writer = WARCWriter(self._file, gzip=self.path.suffix == ".gz", warc_version=VERSION)
        told = {
            "software": NAME,
            "format": f"WARC File Format {VERSION}",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": f"The public site at {self.base}",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(self.path.name, told))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
        if error is None:
            self._beside.replace(self.path)
        else:
            self._beside.unlink(missing_ok=True)

    def add(self, answer: Answer, body: Path, asked: list[tuple[str, str]]) -> None:
        """Add a request and what was answered, whose body is in a file."""
        url = f"{self.base}{answer.address}"
        request = self._record(
            url,
            "request",
            StatusAndHeaders(f"GET {answer.address} HTTP/1.1", asked, is_http_request=True),
        )
        headers = StatusAndHeaders(
            f"{answer.status} {answer.reason}", answer.headers, protocol="HTTP/1.1"
        )
        with body.open("rb") as payload:
            response = self._record(
                url, "response", headers, payload=payload, length=body.stat().st_size
            )
            self._writer.write_request_response_pair(request, response)
        self.answers += 1

    def _record(self, url: str, kind: str, headers: StatusAndHeaders, **payload: Any) -> Any:
        return self._writer.create_warc_record(url, kind, http_headers=headers, **payload)
