"""The dashboard of translations."""
