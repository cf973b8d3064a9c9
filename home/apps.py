"""The app's place in Django."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Registers what the home page adds to the site's structure and to the demo."""

    name = "home"

    def ready(self) -> None:
        """Register what other apps call: steps, loaders, sections, rounds."""
        from home import demo, identity, parity, reminders, structure
        from home.models import (
            AccessibilityStatementPage,
            HomePage,
            PlainPage,
            SiteIdentity,
        )
        from parvis.demo.loading import register_loader
        from parvis.discovery.pairs import register_pages
        from parvis.feedback.recipients import register_recipient
        from parvis.media.needs import register_pictured
        from parvis.pages.brand import register_brand
        from parvis.pages.rounds import register_round
        from parvis.pages.structure import register_step
        from parvis.translation.parity.required import register_requirement

        register_step(10, structure.ensure_homes)
        register_step(20, structure.ensure_identities)
        register_pages("pages", HomePage, PlainPage, AccessibilityStatementPage)
        register_requirement(parity.is_required)
        register_recipient(identity.contact_address)
        register_brand(identity.brand)
        register_round(reminders.run_reminders)
        register_pictured(SiteIdentity)
        register_loader(20, demo.load_frame)
