"""Checks of a translation before it is published, and what a person said of them."""
