"""Which requests may be answered from memory, and under which address."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

Environ = dict[str, Any]
Address = tuple[str, str, str, str]  # scheme, host, path, query

# What those who count clicks append to links; pages are the same with and without it.
TRACKING = frozenset({
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid", "igshid",
    "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "ref_src", "at_medium", "at_campaign",
    "xtor", "piwik_campaign", "piwik_kwd", "pk_campaign", "pk_kwd", "matomo_campaign",
})  # fmt: skip
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "at_custom")
LONGEST_QUERY = 500  # characters


class Addresses:
    """Tells requests for public pages from the others.

    `passed` are beginnings of paths that are never kept, `parameters` the parameters of a query
    that lead to another page.
    """

    def __init__(
        self,
        *,
        session_cookie: str,
        passed: Iterable[str],
        parameters: Iterable[str],
        secure_header: tuple[str, str] | None = None,
    ) -> None:
        self._cookie = f"{session_cookie}="
        self._passed = tuple(passed)
        self._parameters = frozenset(parameters)
        self._secure = secure_header

    def of(self, environ: Environ) -> Address | None:
        """Return the address of a page anybody may be shown; None for whatever else is asked.

        Whoever has a session sees the site as it is, also where a copy would do.
        """
        if not self.is_of_a_page(environ):
            return None
        path: str = environ["PATH_INFO"]
        query: str | None = environ.get("QUERY_STRING", "")
        if query:
            query = self.kept_query(query)
            if query is None:
                return None
        scheme = environ["wsgi.url_scheme"]
        if self._secure is not None:
            name, value = self._secure
            scheme = "https" if environ.get(name) == value else scheme
        return scheme, environ.get("HTTP_HOST", ""), path, query or ""

    def is_of_a_page(self, environ: Environ) -> bool:
        """Whether a page is asked for, by no one in particular."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in environ:
            return False
        if environ["PATH_INFO"].startswith(self._passed):
            return False
        cookie = environ.get("HTTP_COOKIE")
        return not (cookie and self._cookie in cookie)

    def kept_query(self, query: str) -> str | None:
        """Return what of a query leads to another page, in one order; None where it asks more."""
        if len(query) > LONGEST_QUERY:
            return None
        try:
            pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True)
        except ValueError:
            return None
        kept = [
            (name, value)
            for name, value in pairs
            if name not in TRACKING and not name.startswith(TRACKING_PREFIXES)
        ]
        names = [name for name, _value in kept]
        if not self._parameters.issuperset(names) or len(set(names)) < len(names):
            return None
        return urlencode(sorted(kept))
