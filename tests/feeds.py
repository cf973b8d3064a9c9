"""What is wrong with a feed: by RFC 4287, RSS 2.0 with its profile, and JSON Feed 1.1."""

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from lxml import etree

ATOM = Path(__file__).parent / "schemas" / "atom.rng"
SPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
# What an item of RSS may say several times.
SEVERAL = {"category", "{http://purl.org/dc/elements/1.1/}creator"}
TEXT, LIST = (str, False), (list, False)
# By the name of a field: its kind, and whether it must be there.
JSON_FEED: dict[str, tuple[type, bool]] = {
    "version": (str, True),
    "title": (str, True),
    "items": (list, True),
    **dict.fromkeys(("home_page_url", "feed_url", "description", "language"), TEXT),
    "authors": LIST,
}
JSON_ITEM: dict[str, tuple[type, bool]] = {
    "id": (str, True),
    **dict.fromkeys(("url", "title", "content_html", "content_text", "summary"), TEXT),
    **dict.fromkeys(("image", "language", "date_published", "date_modified"), TEXT),
    **dict.fromkeys(("authors", "tags"), LIST),
}


def wrong_in(kind: str, feed: bytes) -> list[str]:
    """Return what a feed of that kind (`atom`, `rss`, `json`) does otherwise than it should."""
    return {"atom": wrong_in_atom, "rss": wrong_in_rss, "json": wrong_in_json}[kind](feed)


def wrong_in_atom(feed: bytes) -> list[str]:
    """Return what RFC 4287 would not have; every entry tells its text whole, and a summary."""
    tree = etree.fromstring(feed)
    grammar = etree.RelaxNG(etree.parse(str(ATOM)))
    grammar.validate(tree)
    wrong = [f"line {error.line}: {error.message}" for error in grammar.error_log]
    ids = [str(found.text) for found in tree.iterfind(".//atom:entry/atom:id", SPACES)]
    wrong += [f"{one} is of several entries" for one in {one for one in ids if ids.count(one) > 1}]
    for entry in tree.iterfind("atom:entry", SPACES):
        for name, form in (("summary", "text"), ("content", "html")):
            found = entry.find(f"atom:{name}", SPACES)
            if found is None or found.get("type") != form or not (found.text or "").strip():
                wrong.append(f"an entry without a {name} as {form}")
    return wrong


def wrong_in_rss(feed: bytes) -> list[str]:
    """Return what RSS 2.0 would not have, or the advice of its board on it."""
    tree = etree.fromstring(feed)
    channel = tree.find("channel")
    if tree.tag != "rss" or tree.get("version") != "2.0" or channel is None:
        return ["not a channel of RSS 2.0"]
    wrong = [f"no {name}" for name in ("title", "link", "description") if not _said(channel, name)]
    own = channel.find("atom:link[@rel='self']", SPACES)
    if own is None or not str(own.get("href")).startswith("http"):
        wrong.append("no address of its own")
    dates = [*channel.iterfind("lastBuildDate"), *channel.iterfind("item/pubDate")]
    wrong += [f"no date: {date.text}" for date in dates if not _is_mail_date(str(date.text))]
    seen = set()
    for item in channel.iterfind("item"):
        guid = item.find("guid")
        if guid is None or guid.text in seen or guid.get("isPermaLink") != "false":
            wrong.append("an item without an identity of its own")
        seen.add(guid.text if guid is not None else "")
        wrong += [
            f"an item without {name}"
            for name in ("title", "link", "description", "pubDate", "content:encoded")
            if not _said(item, name)
        ]
        several = {child.tag for child in item if len(item.findall(str(child.tag))) > 1}
        wrong += [f"{tag} several times" for tag in several - SEVERAL]
    return wrong


def wrong_in_json(feed: bytes) -> list[str]:
    """Return what JSON Feed 1.1 would not have."""
    told = json.loads(feed)
    wrong = _wrong_fields(told, JSON_FEED)
    if told.get("version") != "https://jsonfeed.org/version/1.1":
        wrong.append("another version")
    ids = [item.get("id") for item in told.get("items", [])]
    if len(ids) != len(set(ids)):
        wrong.append("an id of several items")
    for item in told.get("items", []):
        wrong += _wrong_fields(item, JSON_ITEM)
        if not ("content_html" in item or "content_text" in item):
            wrong.append(f"{item.get('id')} has no content")
        for name in ("date_published", "date_modified"):
            if name in item and datetime.fromisoformat(item[name]).tzinfo is None:
                wrong.append(f"{name} without a time zone")
        people = item.get("authors", [])
        wrong += ["an author nobody names" for one in people if not {"name", "url"} & set(one)]
        wrong += ["a tag that is no word" for tag in item.get("tags", []) if not tag]
    return wrong


def _wrong_fields(told: dict[str, Any], fields: dict[str, tuple[type, bool]]) -> list[str]:
    wrong = [
        f"no {name}" for name, (_kind, needed) in fields.items() if needed and name not in told
    ]
    for name, value in told.items():
        if name not in fields:
            wrong.append(f"{name} is not a field")
        elif not isinstance(value, fields[name][0]):
            wrong.append(f"{name} is another kind of value")
        elif name.endswith("url") and not str(value).startswith("http"):
            wrong.append(f"{name} is not an address")
    return wrong


def _said(element: Any, name: str) -> bool:
    return bool((element.findtext(name, namespaces=SPACES) or "").strip())


def _is_mail_date(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except ValueError:
        return False
