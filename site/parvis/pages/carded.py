"""What is shared with a card of its own: see `parvis.pages.cards`."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from wagtail.models import Page

from parvis.delivery.rows import CARD
from parvis.discovery.head import HOME_DEPTH


class CardMixin(models.Model):
    """Something with an address in one language, named by `str()`, and its card."""

    # The file that stands for it where it is shared.
    card = models.CharField(max_length=120, blank=True, default="", editable=False)

    # It is drawn once the page is published: lists, which do not show it, are not made anew.
    apart_columns = {"card": CARD}

    class Meta:
        abstract = True

    @property
    def card_url(self) -> str:
        """The address of the card; empty where there is none."""
        return default_storage.url(self.card) if self.card else ""

    @property
    def has_card(self) -> bool:
        """Whether it is shared with a card."""
        return True

    @property
    def card_title(self) -> str:
        """What the card says."""
        return str(self)

    @property
    def card_picture(self) -> Any:
        """The picture on the card, beside its title; None where stones are drawn."""
        return None

    @property
    def card_owner(self) -> str:
        """What the names of its cards begin with, and no other’s."""
        return f"{self._meta.model_name}-{self.pk}"

    @property
    def card_site_name(self) -> str:
        """The title of its language’s home page; empty where there is none."""
        homes = Page.objects.filter(depth=HOME_DEPTH, locale=self.locale_id, alias_of=None)
        return homes.values_list("title", flat=True).first() or ""

    def with_content_json(self, content: Any) -> Any:
        """Return it as a revision has it; its card is its own, whatever the revision."""
        made: Any = super().with_content_json(content)
        made.card = self.card
        return made

    def copy_for_translation(self, *args: Any, exclude_fields: Any = None, **kwargs: Any) -> Any:
        """Return a translation to be, without a card."""
        excluded = [*(exclude_fields or []), "card"]
        return super().copy_for_translation(*args, exclude_fields=excluded, **kwargs)
