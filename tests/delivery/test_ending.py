"""What is to be done at the end is done, in a worker and in any other process."""

import subprocess
import sys

from tests.tools import PROJECT

# As the web server has its workers.
SCRIPT = """
import multiprocessing
from parvis.delivery.ending import at_end

def work():
    at_end(lambda: print("worker", flush=True))

at_end(lambda: print("server", flush=True))
worker = multiprocessing.get_context("fork").Process(target=work)
worker.start()
worker.join()
"""


def test_each_process_does_once_what_it_was_told_itself() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=PROJECT / "site",
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout.split() == ["worker", "server"]
