"""Measurements. Each prints what it measured; `bench/README.md` keeps the figures."""
