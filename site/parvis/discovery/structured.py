"""What programs are told of a page, as JSON-LD in the words of schema.org.

Every function returns a node without what is empty; all addresses are absolute.
Source: https://schema.org/Article, BreadcrumbList, Organization, WebSite.
"""

import json
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe

# A text must not be able to end the script element, or begin another.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def node(kind: str, **fields: Any) -> dict[str, Any]:
    """Return a node of this type; `id` becomes `@id`, and empty fields are left out."""
    named = {"@id" if name == "id" else name: value for name, value in fields.items() if value}
    return {"@type": kind, **named}


def organization(identity: Any, base: str) -> dict[str, Any]:
    """Return who publishes: a site's identity, on the site that `base` is an address of."""
    logo = identity.logo
    return node(
        "Organization",
        id=urljoin(base, "/#publisher"),
        name=identity.organisation or identity.name,
        url=urljoin(base, "/"),
        email=identity.contact_email,
        logo=urljoin(base, logo.file.url) if logo else "",
    )


def website(identity: Any, head: Any, search: str) -> dict[str, Any]:
    """Return the site as its home page in one language tells it; `search` is its results page."""
    return node(
        "WebSite",
        id=f"{head.canonical}#site",
        url=head.canonical,
        name=identity.name,
        description=head.description or identity.tagline,
        inLanguage=head.language,
        potentialAction=node(
            "SearchAction",
            target=node("EntryPoint", urlTemplate=f"{urljoin(head.canonical, search)}?q={{words}}"),
            **{"query-input": "required name=words"},
        ),
    )


def breadcrumbs(places: list[tuple[str, str]], base: str) -> dict[str, Any]:
    """Return the way to a page: (name, address) from the home page to the page itself."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=number, name=name, item=urljoin(base, address))
            for number, (name, address) in enumerate(places, start=1)
        ],
    )


def script(nodes: list[dict[str, Any]]) -> SafeString:
    """Return nodes as a script element that no text in them can leave; nothing for none."""
    if not nodes:
        return SafeString("")
    graph = nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    data = {"@context": "https://schema.org", **graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
