"""Search: stems per language, the query, the results page."""
