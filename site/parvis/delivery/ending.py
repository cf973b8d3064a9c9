"""What a process does when it ends."""

from collections.abc import Callable
from multiprocessing.util import Finalize


def at_end(act: Callable[[], object]) -> None:
    """Have something done when this process ends, in a worker of the web server too.

    Workers are forked with multiprocessing, which ends them without what `atexit` was told. It
    calls finalizers of its own, in whatever process they were made.
    """
    Finalize(None, act, exitpriority=0)
