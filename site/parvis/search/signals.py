"""What others may follow."""

from django.dispatch import Signal

# A page's document has been committed, its words counted: `key` is the page's.
indexed = Signal()
# The index has been made anew: what was computed from it can be too.
rebuilt = Signal()
