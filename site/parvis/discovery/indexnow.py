"""IndexNow: search engines that take part are told of pages as they change. Off without a key.

What changed is noted with the publication, and told from `manage.py run_schedule`: no editor waits
for a search engine, and none of them learns who publishes. Source: https://www.indexnow.org.
"""

import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.core import checks
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, Site

from parvis.discovery.models import ChangedAddress

logger = logging.getLogger(__name__)

KEY = re.compile(r"[a-zA-Z0-9-]{8,128}")
# What one request may hold.
ADDRESSES = 10_000
SECONDS = 20
# Twice as long after each failure, a day at most.
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(days=1)
ACCEPTED = {200, 202}


def key_file(request: HttpRequest, key: str) -> HttpResponse:
    """Show search engines that whoever tells them speaks for the site."""
    if not settings.PARVIS_INDEXNOW_KEY or key != settings.PARVIS_INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type="text/plain; charset=utf-8")


def on_change(sender: type[Page], instance: Page, **signal: Any) -> None:
    """Note a page that was published or unpublished."""
    _note([instance.url_path] if _is_public(instance) else [])


def on_slug_change(sender: type[Page], instance: Page, instance_before: Page, **_: Any) -> None:
    """Note where a page was, and those below it: the address leads elsewhere, or nowhere, now."""
    _note_moved(instance, instance_before.url_path, instance.url_path)


def on_move(
    sender: type[Page], instance: Page, url_path_before: str, url_path_after: str, **_: Any
) -> None:
    """Note where a page and those below it were and are."""
    _note_moved(instance, url_path_before, url_path_after)


def announce() -> None:
    """Tell what is due, in one request. What cannot be told is kept, and tried again later."""
    key = settings.PARVIS_INDEXNOW_KEY
    if not key:
        return
    now = timezone.now()
    due = list(ChangedAddress.objects.filter(due__lte=now).order_by("pk")[:ADDRESSES])
    if not due:
        return
    base = settings.WAGTAILADMIN_BASE_URL
    try:
        answer = requests.post(
            settings.PARVIS_INDEXNOW_URL,
            json={
                "host": urlsplit(base).netloc,
                "key": key,
                "keyLocation": urljoin(base, f"/{key}.txt"),
                "urlList": [address.url for address in due],
            },
            timeout=SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        _try_later(due, type(error).__name__)
        return
    if answer.status_code in ACCEPTED:
        # What has changed again meanwhile is due later than this, and stays.
        told = ChangedAddress.objects.filter(pk__in=[address.pk for address in due])
        told.filter(due__lte=now).delete()
    else:
        _try_later(due, f"{answer.status_code} {answer.reason}")


def _try_later(addresses: list[ChangedAddress], why: str) -> None:
    logger.warning("IndexNow was not told of %d addresses: %s", len(addresses), why)
    now = timezone.now()
    for address in addresses:
        address.due = now + min(FIRST_WAIT * 2 ** min(address.tries, 12), LONGEST_WAIT)
        address.tries += 1
    ChangedAddress.objects.bulk_update(addresses, ["due", "tries"], batch_size=500)


def _note(url_paths: Iterable[str]) -> None:
    """Note the addresses of pages by their paths in the tree."""
    if not settings.PARVIS_INDEXNOW_KEY:
        return
    homes = _homes()
    addresses = {_address(url_path, homes) for url_path in url_paths} - {""}
    now = timezone.now()
    ChangedAddress.objects.bulk_create(
        [ChangedAddress(url=address, due=now) for address in sorted(addresses)],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=["due", "tries"],
    )


def _note_moved(page: Page, before: str, after: str) -> None:
    if not settings.PARVIS_INDEXNOW_KEY or before == after:
        return
    pages = Page.objects.filter(path__startswith=page.path, live=True, alias_of__isnull=True)
    ends = [path.removeprefix(after) for path in pages.values_list("url_path", flat=True)]
    if _is_public(page):
        _note(prefix + end for end in ends for prefix in (before, after))


def _address(url_path: str, homes: dict[str, str]) -> str:
    """Return the public address of a path in the tree; nothing outside the site's languages."""
    for start, code in homes.items():
        if url_path.startswith(start):
            end = url_path.removeprefix(start)
            return urljoin(settings.WAGTAILADMIN_BASE_URL, f"/{code}/{end}")
    return ""


def _homes() -> dict[str, str]:
    """Return the languages of the site by the paths of their home pages."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    return dict(homes.values_list("url_path", "locale__language_code"))


def _is_public(page: Page) -> bool:
    return page.alias_of_id is None and not page.get_view_restrictions().exists()


@checks.register(checks.Tags.security)
def indexnow_key_is_one(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Find a key that search engines refuse."""
    key = settings.PARVIS_INDEXNOW_KEY
    if not key or KEY.fullmatch(key):
        return []
    return [
        checks.Error(
            "PARVIS_INDEXNOW_KEY is not a key: search engines take 8 to 128 letters, digits and "
            "hyphens.",
            hint='Make one: python -c "import uuid; print(uuid.uuid4().hex)"',
            id="parvis.E012",
        )
    ]
