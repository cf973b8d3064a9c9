"""Template tags that every page type shares."""
