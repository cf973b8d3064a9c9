"""Approving what was submitted: who may, what is frozen meanwhile, and the screen to do it on."""
