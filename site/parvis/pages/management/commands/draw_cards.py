"""`manage.py draw_cards`: draw every card that is not what it should be."""

from typing import Any

from django.core.management.base import BaseCommand

from parvis.pages.cards import keep_all_cards


class Command(BaseCommand):
    """Run where something was published before cards existed, or a home page got a new title."""

    help = "Draw the card of all that is published, where it is shared, that is out of date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw, and say how many were."""
        self.stdout.write(f"{keep_all_cards()} cards drawn")
