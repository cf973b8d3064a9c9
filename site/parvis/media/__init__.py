"""Pictures and documents: our own models, so that they may grow without a painful swap."""
