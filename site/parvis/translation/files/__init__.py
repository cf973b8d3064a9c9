"""Translations that leave and come back: XLIFF, PO, TMX."""
