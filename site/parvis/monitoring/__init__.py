"""For those who run the site: is it alive, is it ready."""
