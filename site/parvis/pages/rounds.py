"""What the process of `manage.py run_schedule` does every minute, beside publishing."""

from collections.abc import Callable
from typing import Any

Round = Callable[[], Any]

_registered: list[Round] = []


def register_round(function: Round) -> None:
    """Have a function called every minute; to be called when an app is ready.

    It must return within about a minute, since what is scheduled waits for it, and find by itself
    what there is to do. What it raises is logged, and keeps nothing else from being done.
    """
    if function not in _registered:
        _registered.append(function)


def registered_rounds() -> tuple[Round, ...]:
    """Return these functions, in the order they were registered."""
    return tuple(_registered)
