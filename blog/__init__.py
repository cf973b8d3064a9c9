"""What is published: articles, tags, authors, index and tag pages, feeds, Markdown exchange."""
