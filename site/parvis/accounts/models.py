"""The user model: Django's own for now, ours so that it may grow without a painful swap."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who signs in to the admin."""
