"""That what measures measures what it says."""
