"""What other apps ask about whoever publishes the site."""

from home.models import SiteIdentity


def contact_address(language: str) -> str:
    """Return the contact address in a language; empty where there is none."""
    found = SiteIdentity.objects.filter(locale__language_code=language)
    return found.values_list("contact_email", flat=True).first() or ""
