"""The demo: its accounts, and content of our own writing as Markdown in `content/`."""
