"""People: the user model, groups and their rights, refusal of the demo accounts."""
