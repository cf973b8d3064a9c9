"""What readers write: whether a page was useful, what is wrong on it, and anything else."""
