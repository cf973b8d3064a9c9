"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParityConfig(AppConfig):
    """Puts its guards around publication, outside those of `parvis.translation`."""

    name = "parvis.translation.parity"
    label = "parvis_parity"
    verbose_name = _("languages side by side")

    def ready(self) -> None:
        """Install the guards: this app stands after `parvis.translation` in the settings."""
        from django.db.models.signals import post_delete, pre_delete
        from wagtail.models import DraftStateMixin, Page, get_translatable_models

        from parvis.translation.parity import acts, exemptions, followers, guard, marks, privacy

        guard.install()
        marks.install()
        acts.install()
        exemptions.install()
        privacy.install()
        snippets = [model for model in get_translatable_models() if not issubclass(model, Page)]
        for model in snippets:
            if issubclass(model, DraftStateMixin):
                pre_delete.connect(
                    followers.keep_words_of_snippet, sender=model, dispatch_uid="parity_keeps_words"
                )
        for model in (Page, *snippets):
            post_delete.connect(followers.forget, sender=model, dispatch_uid="parity_forgets")
