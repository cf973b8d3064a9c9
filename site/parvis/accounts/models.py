"""The user model: Django's own, which says its name; ours so that it may grow without a swap."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Someone who signs in to the admin."""

    def __str__(self) -> str:
        """Return the name people know them by; the name they sign in with without one."""
        return self.get_full_name() or self.get_username()
