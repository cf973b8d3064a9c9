"""What the environment must say before the site goes public: `manage.py check --deploy`.

Each finding names the variable; `docs/settings.md` has them all in one table.
"""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http.request import validate_host
from django.utils.translation import to_locale

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}


@register(Tags.translation)
def languages_are_known(**_kwargs: Any) -> list[CheckMessage]:
    """Find content languages Django has no name for."""
    return [
        Error(
            f"PARVIS_LANGUAGES names a language nobody knows: “{code}”.",
            hint="Use codes such as fr, en, nl, de or pt-br, separated by commas.",
            id="parvis.E001",
        )
        for code in settings.CONTENT_LANGUAGES
        if code not in LANG_INFO
    ]


@register(Tags.translation)
def interface_is_translated(**_kwargs: Any) -> list[CheckMessage]:
    """Find content languages whose readers would meet the default language’s words."""
    (folder,) = settings.LOCALE_PATHS
    return [
        Warning(
            f"The interface is not translated into “{code}”: its readers would meet "
            f"words of “{settings.LANGUAGE_CODE}”.",
            hint=f"Translate locale/{code}/LC_MESSAGES/django.po, then run compile_catalogues.",
            id="parvis.W010",
        )
        for code in settings.CONTENT_LANGUAGES
        if code != "en" and not any((folder / name).is_dir() for name in _catalogues(code))
    ]


def _catalogues(code: str) -> set[str]:
    return {to_locale(code), to_locale(code.partition("-")[0])}


@register("start", Tags.security, deploy=True)
def secret_is_set(**_kwargs: Any) -> list[CheckMessage]:
    """Find a site without a secret of its own."""
    if _secret():
        return []
    return [
        Error(
            "SECRET_KEY is not set: sessions and links sent by mail could not be signed.",
            hint='Make one: python3 -c "import secrets; print(secrets.token_urlsafe(50))"',
            id="parvis.E002",
        )
    ]


@register(Tags.urls, deploy=True)
def address_is_public(**_kwargs: Any) -> list[CheckMessage]:
    """Find a site that does not know its own public address."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    found: list[CheckMessage] = []
    if not settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS is not set: every request would be refused.",
                hint="Name the hosts this site answers for: ALLOWED_HOSTS=blog.example.org",
                id="parvis.E003",
            )
        )
    if not address.hostname or address.hostname in LOCAL:
        found.append(
            Error(
                "PARVIS_BASE_URL is not set: mails would link to this machine.",
                hint="Give the public address: PARVIS_BASE_URL=https://blog.example.org",
                id="parvis.E004",
            )
        )
    elif address.scheme != "https":
        found.append(
            Error(
                f"PARVIS_BASE_URL is not encrypted: {settings.WAGTAILADMIN_BASE_URL}",
                hint="Begin it with https://",
                id="parvis.E005",
            )
        )
    elif settings.ALLOWED_HOSTS and not validate_host(address.hostname, settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"PARVIS_BASE_URL names a host this site refuses: {address.hostname}",
                hint="Add it to ALLOWED_HOSTS.",
                id="parvis.E006",
            )
        )
    return found


@register(Tags.compatibility, deploy=True)
def database_is_a_server(**_kwargs: Any) -> list[CheckMessage]:
    """Find a public site on SQLite: sound on one machine, and no more than that."""
    if connection.vendor != "sqlite":
        return []
    return [
        Warning(
            "DATABASE_URL is not set, or names SQLite: one machine, one writer at a time.",
            hint="Use PostgreSQL: DATABASE_URL=postgres://parvis:…@127.0.0.1/parvis",
            id="parvis.W007",
        )
    ]


@register(Tags.security, deploy=True)
def mail_is_sent(**_kwargs: Any) -> list[CheckMessage]:
    """Find a site whose mails go nowhere, or come from nobody."""
    found: list[CheckMessage] = []
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        found.append(
            Error(
                "EMAIL_URL is not set: forgotten passwords and reviews would tell nobody.",
                hint="Name a mail server: EMAIL_URL=smtp+tls://user:password@mail.example.org:587",
                id="parvis.E008",
            )
        )
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        found.append(
            Error(
                "DEFAULT_FROM_EMAIL is not set: mail servers would refuse the sender.",
                hint="Give an address of yours: DEFAULT_FROM_EMAIL=parvis@example.org",
                id="parvis.E009",
            )
        )
    return found


def _secret() -> str:
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:  # how Django says that it is empty
        return ""
