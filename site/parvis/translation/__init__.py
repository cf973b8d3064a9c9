"""Translation: pairs and their state, the guards around wagtail-localize, the workbench."""
