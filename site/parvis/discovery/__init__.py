"""How pages are found: languages of an address, head metadata, hreflang, sitemap, robots."""
