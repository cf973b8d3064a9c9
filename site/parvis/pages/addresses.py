"""Addresses on paper: where a link of the site leads, for somebody who has but the sheet.

A style sheet can print the address that a link has, and within the site that is half of one.
"""

import re
from urllib.parse import urlsplit

_LINK = re.compile(r'(<a\b[^<>]*?\shref=")(/(?!/)[^"]*)"', re.I)


def for_paper(html: str, here: str) -> str:
    """Return HTML whose links to the site of `here` say their whole address in `data-address`."""
    parts = urlsplit(here)
    if not parts.netloc:
        return html
    site = f"{parts.scheme}://{parts.netloc}"
    return _LINK.sub(rf'\1\2" data-address="{site}\2"', html)
