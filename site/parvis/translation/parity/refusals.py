"""Why languages do not go public together."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from parvis.translation.refusals import TranslationRefusedError


class NotTogetherError(TranslationRefusedError):
    """A set of pages was not published or scheduled, for these reasons, one a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = list(dict.fromkeys(reasons))
        super().__init__(" ".join(self.reasons))


def not_scheduled(page: Page) -> str:
    """Say that a member of a set lost its schedule, so that the others wait for it."""
    return _(
        "“%(title)s” is no longer scheduled in %(language)s: publish it, or schedule anew."
    ) % {
        "title": page.get_admin_display_title(),
        "language": page.locale.get_display_name(),
    }


class ParityRequiredError(TranslationRefusedError):
    """A page was not published, because other languages lack it or are behind."""

    def __init__(self, page: Page, locales: Sequence[Locale]) -> None:
        self.page, self.locales = page, list(locales)
        languages = ", ".join(str(locale.get_display_name()) for locale in locales)
        text = _(
            "“%(title)s” is not published: its translation is missing or behind in %(languages)s. "
            "Publish the languages together, or say why this page goes without."
        )
        super().__init__(text % {"title": page.get_admin_display_title(), "languages": languages})
