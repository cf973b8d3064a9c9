"""The pages that frame the publication, and the identity of the site per language."""

from home.models.identity import MenuItem, SiteIdentity
from home.models.pages import HomePage, PlainPage
from home.models.statement import AccessibilityStatementPage

__all__ = ["AccessibilityStatementPage", "HomePage", "MenuItem", "PlainPage", "SiteIdentity"]
