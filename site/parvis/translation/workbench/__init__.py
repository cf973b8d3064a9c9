"""Where translators work: the editor, who is on what, what was said about it."""
