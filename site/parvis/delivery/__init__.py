"""How pages reach readers: kept in front of Django, dropped when they change, written as files."""
