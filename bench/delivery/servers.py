"""The servers that are measured: Parvis as it is served in production, and nginx beside it."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.delivery.machine import cpu, family, own, rss, tool
from parvis.delivery.processes import PROJECT
from parvis.delivery.serving import Plan, is_free, server_command

HOST = "127.0.0.1"
SERVER_CORE, CLIENT_CORE = 0, 1
PATIENCE = 60.0  # seconds until a server answers
NGINX = """
worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; daemon off;
{user}
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; gzip_static on;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  types {{ text/html html; }}
  server {{
    listen {host}:{port}; root {folder}/root;
    location = /article.br {{ default_type text/html; add_header Content-Encoding br; }}
  }}
}}
"""


class Server:
    """A running server: its address, and what it costs, with the `database` that answers it."""

    def __init__(
        self, process: subprocess.Popen[bytes], address: str, database: int | None = None
    ) -> None:
        self.process, self.address, self.database = process, address, database

    @property
    def workers(self) -> list[int]:
        """The processes that answer: those the first one started, or that one alone."""
        return family(self.process.pid)[1:] or [self.process.pid]

    def cpu(self) -> float:
        """Return the CPU seconds of all its processes so far."""
        beside = family(self.database) if self.database else []
        return cpu([*family(self.process.pid), *beside])

    def memory(self) -> tuple[float, float]:
        """Return what its largest process takes: its own, and with the pages of files it maps."""
        return max((float(own(pid)), float(rss(pid))) for pid in self.workers)


def environment(data: Path, database: str = "", **more: str) -> dict[str, str]:
    """Return the environment of a process of the site whose data is there.

    The settings are those of the demo: production’s without TLS, and a secret kept with the data.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "parvis.settings.demo",
        "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
        "PARVIS_DATA": str(data),
        "DATABASE_URL": database,
        **more,
    }


def run(data: Path, *command: str, database: str = "", **more: str) -> str:
    """Run this Python on the data of a site; return what it prints."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env=environment(data, database, **more),
        stdout=subprocess.PIPE,
        check=True,
    )
    return done.stdout.decode()


def inside(data: Path, task: str, *given: str, database: str = "", **more: str) -> Any:
    """Run a task of `bench.delivery.inside`; return its answer."""
    said = run(data, "-m", "bench.delivery.inside", task, *given, database=database, **more)
    return json.loads(said.splitlines()[-1])


def pinned(command: list[str], core: int) -> list[str]:
    """Return a command that keeps to one core, where there are several and it can be done."""
    taskset = tool("taskset")
    if taskset is None or (os.cpu_count() or 1) < 2:
        return command
    return [taskset, "-c", str(core), *command]


def free_port(first: int = 8300) -> int:
    """Return a port nobody listens at."""
    return next(port for port in range(first, first + 200) if is_free(HOST, port))


@contextmanager
def site(
    data: Path,
    *,
    workers: int = 1,
    threads: int = 16,
    core: int | None = None,
    database: str = "",
    **settings: str,
) -> Iterator[Server]:
    """Serve the site whose data is there, as `make serve` does but for what works beside it."""
    port = free_port()
    command = [sys.executable, *server_command(Plan(HOST, port, workers, threads))]
    if core is not None:
        command = pinned(command, core)
    address = f"http://{HOST}:{port}"
    env = environment(data, database, PARVIS_BASE_URL=address, **settings)
    with _running(command, env, f"{address}/fr/", address) as running:
        running.database = _postmaster(database) if database else None
        yield running


@contextmanager
def constant(body: bytes, headers: dict[str, str], core: int | None) -> Iterator[Server]:
    """Serve nothing but these bytes and headers, with the web server of a site."""
    port = free_port(8400)
    with tempfile.NamedTemporaryFile(prefix="parvis-bench-") as file:
        file.write(body)
        file.flush()
        served = server_command(Plan(HOST, port, workers=1, threads=16))[:-1]
        command = [sys.executable, *served, "bench.delivery.constant:application"]
        if core is not None:
            command = pinned(command, core)
        address = f"http://{HOST}:{port}"
        env = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(PROJECT / "site"), str(PROJECT)]),
            "PARVIS_BENCH_FILE": file.name,
            "PARVIS_BENCH_HEADERS": json.dumps(headers),
        }
        with _running(command, env, address, address) as running:
            yield running


def _postmaster(database: str) -> int:
    """Return the first process of a PostgreSQL server of ours, by the DATABASE_URL it has."""
    folder = Path(database.partition("host=")[2])
    return int((folder / "postmaster.pid").read_text().split()[0])


@contextmanager
def nginx(files: dict[str, bytes], core: int | None) -> Iterator[Server]:
    """Serve files with nginx; raise where it is not installed."""
    program = tool("nginx")
    if program is None:
        raise FileNotFoundError("nginx")
    port = free_port(8500)
    with tempfile.TemporaryDirectory(prefix="parvis-bench-nginx-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "root").mkdir(mode=0o755)
        for path, content in files.items():
            (folder / "root" / path).write_bytes(content)
        user = "user root;" if os.getuid() == 0 else ""
        config = NGINX.format(folder=folder, host=HOST, port=port, user=user)
        (folder / "nginx.conf").write_text(config)
        command = [program, "-c", str(folder / "nginx.conf"), "-p", name]
        if core is not None:
            command = pinned(command, core)
        address = f"http://{HOST}:{port}"
        with _running(command, dict(os.environ), f"{address}/article.html", address) as running:
            yield running


@contextmanager
def _running(command: list[str], env: dict[str, str], ready: str, address: str) -> Iterator[Server]:
    """Start a server and end it; what it logs is shown where it does not come to answer."""
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command, cwd=PROJECT, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            wait_for(ready, process)
            yield Server(process, address)
        except RuntimeError:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until an address answers 200."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError(f"{address} does not answer")
