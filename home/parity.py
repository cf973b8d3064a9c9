"""Whether the site requires its languages to go public together: each says so in its identity."""

from wagtail.models import Page

from home.models import SiteIdentity


def is_required(page: Page) -> bool:
    """Whether what is written in this page’s language waits for its translations."""
    return SiteIdentity.objects.filter(locale=page.locale_id, requires_parity=True).exists()
