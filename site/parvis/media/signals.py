"""What the rest of the house may listen to."""

from django.dispatch import Signal

# Sent once the rows are committed, with the key of the `picture`: pages that show it have changed.
renditions_ready = Signal()
