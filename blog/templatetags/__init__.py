"""Template tags that bring articles to pages of other kinds."""
