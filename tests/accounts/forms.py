"""What a browser would send to an address of the admin: the fields of the form it was shown."""

from typing import Any

from bs4 import BeautifulSoup, SoupStrainer

from tests.accounts.addresses import Address
from tests.admin.test_editing import form as article_form

ARTICLE = {"add", "edit", "revisions_revert", "preview_on_add", "preview_on_edit"}
NEXT = "/admin/account/"


def data_for(address: Address, shown: Any) -> dict[str, Any]:
    """Return the data to post to `address`, whose GET answered `shown`.

    A page's form is built by scripts from its blocks: ours is written out instead.
    """
    space, _colon, view = address.name.rpartition(":")
    if space == "wagtailadmin_pages" and view in ARTICLE:
        return {**article_form(slug=f"a-{address.about}"), "action-publish": "1"}
    if shown.status_code != 200 or shown.streaming:
        return {"next": NEXT}
    kind = shown.headers.get("Content-Type", "")
    if "json" in kind:
        answer = shown.json()
        html = answer.get("html", "") if isinstance(answer, dict) else ""
    else:
        html = shown.content.decode() if "html" in kind else ""
    return {"next": NEXT, **_fields(html, address.path)}


def _fields(html: str, path: str) -> dict[str, Any]:
    """Return the fields of the form that posts to `path`, else of the longest form shown.

    An earlier version of an object is shown in a form that posts to the object's own address.
    """
    soup = BeautifulSoup(html, "lxml", parse_only=SoupStrainer("form"))
    forms = [f for f in soup.find_all("form") if str(f.get("method", "")).lower() == "post"]
    own = [f for f in forms if str(f.get("action") or path).partition("?")[0] == path]
    found = [_values(form) for form in own or forms]
    return max(found, key=len, default={})


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        kind = field.get("type", "")
        if not name or kind in ("submit", "button", "file") or name == "next":
            continue
        if kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                values.setdefault(name, []).append(field.get("value", "on"))
        elif field.name == "select":
            chosen = [o.get("value", "") for o in field.find_all("option", selected=True)]
            values[name] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
        elif field.name == "textarea":
            values[name] = field.get_text().removeprefix("\n")
        else:
            values[name] = field.get("value", "")
    return values
