"""What every page type shares: the base page, its fields and its StreamField blocks."""
