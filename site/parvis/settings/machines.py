"""The translation machine, from the environment: see `docs/machines.md`."""

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ENGINES = "parvis.translation.machine.engines"
# For each machine: its class, and how its own options are called by ours.
MACHINES: dict[str, tuple[str, dict[str, str]]] = {
    "libretranslate": (
        f"{ENGINES}.libretranslate.LibreTranslator",
        {"url": "LIBRETRANSLATE_URL", "key": "API_KEY"},
    ),
    "deepl": (f"{ENGINES}.deepl.DeepLTranslator", {"url": "URL", "key": "AUTH_KEY"}),
    "etranslation": (
        f"{ENGINES}.etranslation.ETranslation",
        {"url": "URL", "key": "PASSWORD", "user": "APPLICATION", "auth": "AUTH"},
    ),
    "etranslation-proxy": (
        f"{ENGINES}.etranslation_proxy.ETranslationProxy",
        {"url": "URL", "key": "PASSWORD", "user": "USERNAME"},
    ),
}


def machine(env: environ.Env) -> dict[str, Any] | None:
    """Return what wagtail-localize calls its machine translator; None where none is named.

    Raises ImproperlyConfigured for a machine nobody knows.
    """
    name = env.str("PARVIS_MACHINE", default="")
    given = {
        "url": env.str("PARVIS_MACHINE_URL", default=""),
        "key": env.str("PARVIS_MACHINE_KEY", default=""),
        "user": env.str("PARVIS_MACHINE_USER", default=""),
        "auth": env.str("PARVIS_MACHINE_AUTH", default=""),
    }
    timeout = env.float("PARVIS_MACHINE_TIMEOUT", default=30)
    if not name:
        return None
    if name not in MACHINES:
        raise ImproperlyConfigured(
            f"PARVIS_MACHINE is {name!r}: use one of {', '.join(sorted(MACHINES))}."
        )
    engine, options = MACHINES[name]
    found: dict[str, Any] = {options[key]: value for key, value in given.items() if key in options}
    return {
        "CLASS": engine,
        "OPTIONS": {key: value for key, value in found.items() if value} | {"TIMEOUT": timeout},
    }
