"""What was translated before, found again: exact and near matches, concordance."""
