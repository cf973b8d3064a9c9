"""Approving what was submitted."""
