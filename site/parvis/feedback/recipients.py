"""Whom messages are mailed to: whoever says for which language."""

from collections.abc import Callable

Recipient = Callable[[str], str]

_registered: list[Recipient] = []


def register_recipient(function: Recipient) -> None:
    """Have a function say the mail address for a language code; empty where it has none."""
    if function not in _registered:
        _registered.append(function)


def recipients(language: str) -> list[str]:
    """Return the addresses that messages in a language go to."""
    return list(dict.fromkeys(filter(None, (function(language) for function in _registered))))
