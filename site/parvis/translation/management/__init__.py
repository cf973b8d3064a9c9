"""Commands of the translation part."""
