"""Networks in front of the site (CDN), from the environment: see `docs/deploying.md`."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def networks(address: str) -> dict[str, Any]:
    """Return Wagtail’s settings of what forgets pages when asked to; none without an address.

    Raises ImproperlyConfigured for an address that is none.
    """
    if not address:
        return {}
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ImproperlyConfigured(
            f"PARVIS_PURGE_URL is {address!r}: give a whole address, http://127.0.0.1:6081."
        )
    backend = "parvis.delivery.networks.PurgeByRequest"
    return {"network": {"BACKEND": backend, "LOCATION": address}}
