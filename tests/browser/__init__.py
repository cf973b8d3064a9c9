"""Journeys of real people through the demo, in a real browser, and a crawl of all of it."""
