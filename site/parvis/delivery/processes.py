"""The processes of a site: started as one, ended as one, whatever ends the first."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

PROJECT = Path(__file__).resolve().parents[3]
PATIENCE = 10  # seconds a process is given to end by itself

Process = subprocess.Popen[bytes]


class Processes:
    """Child processes that end with the `with` block they were started in."""

    def __init__(self) -> None:
        self.running: list[Process] = []

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_error: object) -> None:
        """Ask each to end, wait, and force the one that does not."""
        for name in _endings():
            signal.signal(name, signal.SIG_IGN)
        for process in self.running:
            process.terminate()
        for process in self.running:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        interrupt_on_signals()

    def start(self, *arguments: str) -> Process:
        """Start this Python with `arguments`, in the project's folder.

        It does not hear Ctrl-C, which a terminal sends to every process at once: it is ended by
        us, in order and without a traceback. Its input is a pipe that closes when we are gone.
        """
        heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            process = subprocess.Popen(  # noqa: S603 (our own commands)
                [sys.executable, *arguments], cwd=PROJECT, stdin=subprocess.PIPE
            )
        finally:
            signal.signal(signal.SIGINT, heard)
        self.running.append(process)
        return process


def interrupt_on_signals() -> None:
    """Raise KeyboardInterrupt on every signal that asks us to end."""
    for name in _endings():
        signal.signal(name, _interrupt)


def _endings() -> list[signal.Signals]:
    """Return the signals that end us: `nohup` asks that hanging up be none of them."""
    endings = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    return [name for name in endings if name != signal.SIGHUP or not _is_nohup]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


_is_nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
_parent = os.getppid()


def is_orphan() -> bool:
    """Return whether the process that started us has gone."""
    return os.getppid() != _parent
