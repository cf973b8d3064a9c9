"""What other apps ask about whoever publishes the site."""

from home.models import SiteIdentity
from parvis.pages.brand import PARVIS, Brand


def contact_address(language: str) -> str:
    """Return the contact address in a language; empty where there is none."""
    found = SiteIdentity.objects.filter(locale__language_code=language)
    return found.values_list("contact_email", flat=True).first() or ""


def brand() -> Brand | None:
    """Return the site’s own colours and icon, which every language has alike."""
    found = SiteIdentity.objects.select_related("icon").order_by("pk").first()
    return found and Brand(
        found.own("brand_colour") or PARVIS.main,
        found.own("accent_colour") or PARVIS.accent,
        found.icon,
    )
