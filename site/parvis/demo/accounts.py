"""The demo's people. Production refuses to start with any of them."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from parvis.demo.people import ACCOUNTS, PASSWORD


def ensure_accounts() -> list[str]:
    """Create the accounts that are missing and return their names; existing ones are left alone."""
    users = get_user_model().objects
    made = []
    for username, (group, first_name, last_name, language) in ACCOUNTS.items():
        if users.filter(username=username).exists():
            continue
        user = users.create_user(
            username,
            f"{username}@parvis.example",
            PASSWORD,
            first_name=first_name,
            last_name=last_name,  # without one, Wagtail lets nobody save their own account
            is_superuser=group is None,
            is_staff=group is None,
        )
        if group is not None:
            user.groups.add(Group.objects.get(name=group))
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        made.append(username)
    return made
