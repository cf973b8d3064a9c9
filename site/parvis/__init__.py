"""The site as a machine: nothing in here knows what an article is."""
