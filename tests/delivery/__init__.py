"""How pages are kept in front of Django, and dropped."""
