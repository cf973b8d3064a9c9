"""The app's place in Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the groups a new site begins with, and the checks on accounts."""

    name = "parvis.accounts"
    label = "parvis_accounts"

    def ready(self) -> None:
        """Register the step of `setup_site` and the checks."""
        from parvis.accounts import checks  # noqa: F401 (importing registers them)
        from parvis.accounts.groups import ensure_groups
        from parvis.pages.structure import register_step

        register_step(40, ensure_groups)
