"""The site's locales, remembered: every page asks for its own, and there is a handful of them."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from wagtail.models import Locale

_known: dict[int, Locale] = {}


def locale_of(locale_id: int) -> Locale:
    """Return a locale by its id, from memory where it has been seen before."""
    if locale_id not in _known:
        _remember()
    return _known[locale_id]


def locale_for(code: str | None) -> Locale | None:
    """Return a locale by its language code, or None where the site has none."""
    found = _by_code(code)
    if found is None:
        _remember()
        found = _by_code(code)
    return found


def language_name(code: str) -> str:
    """Return a language's name in the language being read: *anglais*, *English*."""
    name = str(get_language_info(code)["name_translated"])
    # Django writes it as a title; within a sentence French gives languages no capital.
    return name.lower() if (get_language() or "").startswith("fr") else name


def direction(code: str) -> str:
    """Return which way a language is written, as HTML says it; left to right where nobody knows."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def language_attributes(code: str) -> SafeString:
    """Return the HTML attributes of what is in a language: `lang="ar" dir="rtl"`.

    Both ways are written: what is within may run against what is around it.
    """
    return format_html('lang="{}" dir="{}"', code, direction(code))


def forget_locales(**_signal: Any) -> None:
    """Ask the database again next time."""
    _known.clear()


def _remember() -> None:
    _known.update((locale.pk, locale) for locale in Locale.objects.all())


def _by_code(code: str | None) -> Locale | None:
    return next((locale for locale in _known.values() if locale.language_code == code), None)


# Another process that adds a locale is seen all the same: what is not in memory is asked for.
post_save.connect(forget_locales, sender=Locale, dispatch_uid="forget_locales")
post_delete.connect(forget_locales, sender=Locale, dispatch_uid="forget_locales")
