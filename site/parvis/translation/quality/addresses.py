"""E-mail and web addresses written out in a text: kept, but for the language in them."""

import re

from django.utils.translation import gettext as _

from parvis.translation.quality.findings import Finding, shortened
from parvis.translation.quality.segment import ADDRESS, EMAIL, Segment

_NAMES = ("francais", "french", "anglais", "english", "nederlands", "deutsch", "fra", "eng")


def check(source: Segment, target: Segment) -> list[Finding]:
    """Return the addresses that are not kept."""
    languages = "|".join({source.language, target.language, *_NAMES})
    # What differs between the addresses of two languages, as a whole part of one.
    part = re.compile(rf"[-_.]?(?<![a-z])(?:{languages})(?![a-z])")
    return [*_emails(source, target, part), *_web(source, target, part)]


def _emails(source: Segment, target: Segment, part: re.Pattern[str]) -> list[Finding]:
    given = {_neutral(email, part) for email in EMAIL.findall(target.text)}
    message = _("The e-mail address %(address)s of the original is not in the translation.")
    return [
        _finding(message, email)
        for email in dict.fromkeys(EMAIL.findall(source.text))
        if _neutral(email, part) not in given
    ]


def _web(source: Segment, target: Segment, part: re.Pattern[str]) -> list[Finding]:
    addresses = ADDRESS.findall(target.text)
    given = {_neutral(address, part) for address in addresses}
    # A page in the folder of a language may have another name there.
    in_folders = {
        _neutral(address, part).partition("/")[0] for address in addresses if part.search(address)
    }
    message = _("The address %(address)s of the original is not in the translation.")
    found = []
    for address in dict.fromkeys(ADDRESS.findall(source.text)):
        neutral = _neutral(address, part)
        is_elsewhere = part.search(address) and neutral.partition("/")[0] in in_folders
        if neutral not in given and not is_elsewhere:
            found.append(_finding(message, address))
    return found


def _neutral(address: str, part: re.Pattern[str]) -> str:
    """Return an address without its scheme and without what names a language."""
    address = re.sub(r"^(?:https?|ftp)://|^mailto:|(?<![\w.])www\.", "", address.lower())
    host, slash, path = address.partition("/")
    # The last part of a host is a country’s or a kind of organisation’s.
    name, point, end = host.rpartition(".")
    host = (part.sub("", name) + point + end).strip(".")
    return (host + slash + part.sub("", path)).strip("/")


def _finding(message: str, address: str) -> Finding:
    return Finding("addresses", "error", message % {"address": address}, shortened(address))
