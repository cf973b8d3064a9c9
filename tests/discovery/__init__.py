"""How pages are found: languages, head, addresses."""
