"""`manage.py translations_export`: translations for an agency, in one file."""

from parvis.translation.files.commands import Export as Command  # noqa: F401 (Django’s name)
