"""What delivery costs: pages from memory, pages that are rendered, and how soon changes are seen.

`python -m bench.delivery --help`; `bench/RESULTS.md` keeps the last figures.
"""
