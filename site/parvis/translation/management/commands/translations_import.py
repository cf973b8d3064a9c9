"""`manage.py translations_import`: what an agency sends back."""

from parvis.translation.files.commands import Import as Command  # noqa: F401 (Django’s name)
