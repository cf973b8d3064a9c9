"""A translation machine of our own on 127.0.0.1, which speaks every protocol and fails on demand.

It “translates” by putting `EN ` before the first letter of a text. What goes wrong is named in
`faults`, one a request: a status, `slow`, `dribble`, `garbage`, `half`, `types` or `markup`.
"""

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "parvis", "s3cret"
REALM, NONCE = "eTranslation", "dcd98b7102dd"
SLOW = 1.5  # seconds; tests wait for less


class Machine:
    """What the server was asked, and what it is to do."""

    def __init__(self) -> None:
        self.url = ""
        self.faults: list[str | int] = []
        self.requests: list[tuple[str, Any]] = []
        self.auth = "digest"
        self.number = "4711"  # eTranslation's answer
        self.not_yet = 0  # how many looks at the proxy find nothing
        self.texts: dict[str, tuple[list[str], str]] = {}  # the proxy's memory, by hash
        self.before_answering: Callable[[dict[str, Any]], None] | None = None


def translated(text: str, fault: str | int | None = None) -> str:
    """Return what this machine makes of a text, tags and all."""
    if fault == "markup":
        return "EN " + re.sub(r"<[^>]*>", "", text)
    return re.sub(r"^((?:<[^>]*>)*)", r"\1EN ", text)


def translated_document(document: str, fault: str | int | None = None) -> str:
    """Return the document with each paragraph translated; half of them on demand."""
    paragraphs = re.findall(r'<p id="(\w+)">(.*)</p>', document)
    if fault == "half":
        paragraphs = paragraphs[1:]
    body = "".join(f"<p id='{key}'>\n{translated(text, fault)}</p>" for key, text in paragraphs)
    return f"<html><head><title></title></head><body>{body}</body></html>"


class Handler(BaseHTTPRequestHandler):
    """One request."""

    machine: Machine
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)))

    def _serve(self, body: bytes) -> None:
        path = urlsplit(self.path).path
        if path == "/si/translate" and not self._is_known():
            return
        fault = self.machine.faults.pop(0) if self.machine.faults else None
        if isinstance(fault, int):
            # To the same address: whoever follows is served, and should not have been.
            headers = {"Location": self.path} if 300 <= fault < 400 else {}
            self._answer(fault, b"no", **headers)
        elif fault == "slow":
            time.sleep(SLOW)
            with suppress(OSError):  # nobody waits any more
                self._answer(200, b"{}")
        elif fault == "dribble":
            self._dribble()
        elif fault == "garbage":
            self._answer(200, b"<html>\xff\xfe")
        else:
            getattr(self, "_at_" + path.strip("/").replace("/", "_"))(body, fault)

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _json(self, data: Any) -> None:
        self._answer(200, json.dumps(data).encode())

    def _dribble(self) -> None:
        """Send a byte now and then, so that no single silence is long."""
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _turn in range(15):
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(SLOW / 10)
        self.close_connection = True

    def _many(self, texts: list[str], fault: str | int | None) -> list[Any]:
        made: list[Any] = [translated(text, fault) for text in texts]
        return made[1:] if fault == "half" else [*made[1:], 7] if fault == "types" else made

    def _at_translate(self, body: bytes, fault: str | int | None) -> None:
        asked = json.loads(body)
        self.machine.requests.append(("libretranslate", asked))
        self._json({"translatedText": self._many(asked["q"], fault)})

    def _at_v2_translate(self, body: bytes, fault: str | int | None) -> None:
        asked = parse_qs(body.decode())
        self.machine.requests.append(("deepl", asked | {"key": self.headers["Authorization"]}))
        given = [{"text": text} for text in self._many(asked["text"], fault)]
        self._json({"translations": given})

    def _at_si_translate(self, body: bytes, fault: str | int | None) -> None:
        asked = json.loads(body)
        self.machine.requests.append(("etranslation", asked))
        if self.machine.before_answering:
            self.machine.before_answering(asked)
        self._answer(200, self.machine.number.encode())

    def _at_request_submit(self, body: bytes, fault: str | int | None) -> None:
        fields = parse_qs(body.decode())
        asked = {name: values[0] for name, values in fields.items()}
        self.machine.requests.append(("submit", asked))
        known = hashlib.sha1(asked["text"].encode()).hexdigest()  # noqa: S324 (as theirs)
        # As theirs: whoever submits a text again adds no language to it.
        self.machine.texts.setdefault(known, (fields["targetLang"], translated(asked["text"])))
        self._answer(202, known.encode())

    def _at_request_retrieve(self, _body: bytes, fault: str | int | None) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        self.machine.requests.append(("retrieve", asked))
        languages, text = self.machine.texts.get(asked["hash"], ([], ""))
        if asked["targetLang"] not in languages or self.machine.not_yet > 0:
            self.machine.not_yet -= 1
            self._answer(404, b"")
            return
        if fault == "markup":
            text = re.sub(r"<[^>]*>", "", text)
        self._answer(200, text.encode())

    def _is_known(self) -> bool:
        """Check the credentials as RFC 7616 (digest) or RFC 7617 (basic) has it."""
        given = self.headers.get("Authorization", "")
        basic = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.machine.auth == "basic":
            fine, challenge = given == basic, f'Basic realm="{REALM}"'
        else:
            fine = given.startswith("Digest ") and self._is_right(given)
            challenge = f'Digest realm="{REALM}", nonce="{NONCE}", qop="auth", algorithm=MD5'
        if not fine:
            self._answer(401, b"", WWW_Authenticate=challenge)
        return fine

    def _is_right(self, given: str) -> bool:
        said = dict(re.findall(r'(\w+)="?([^",]*)"?', given))

        def digest(*words: str) -> str:
            return hashlib.md5(":".join(words).encode()).hexdigest()  # noqa: S324 (the protocol's)

        secret = digest(USER, REALM, PASSWORD)
        asked = digest("POST", said["uri"])
        right = digest(secret, NONCE, said["nc"], said["cnonce"], said["qop"], asked)
        return said["username"] == USER and said["response"] == right


@contextmanager
def running() -> Iterator[Machine]:
    """Run the machine on a free port."""
    machine = Machine()
    handler = type("Bound", (Handler,), {"machine": machine})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    machine.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield machine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
