"""Messages in the admin: read, settled, deleted; never written there."""

from typing import Any

import django_filters
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from parvis.feedback.models import Message


class MessageFilterSet(WagtailFilterSet):
    """By what is left to do, by answer and by language."""

    language = django_filters.ChoiceFilter(
        label=pgettext_lazy("of people", "Language"), choices=lambda: list(settings.LANGUAGES)
    )
    has_text = django_filters.BooleanFilter(
        label=_("With words"), field_name="text", lookup_expr="gt", method="with_words"
    )

    class Meta:
        model = Message
        fields = ["is_settled", "useful", "has_text", "language"]

    def with_words(self, found: Any, _name: str, wanted: bool) -> Any:
        """Keep the messages that say something, or those that only answer the question."""
        return found.exclude(text="") if wanted else found.filter(text="")


class MessagesView(IndexView):
    """The list of what readers wrote."""

    @cached_property
    def no_results_message(self) -> str:
        """What is said where there is nothing: whence messages come, where nobody has written."""
        if self.is_searching or self.is_filtering:
            return str(super().no_results_message)
        return gettext(
            "Nobody has written yet. What readers write under a page, or on the contact page, "
            "arrives here."
        )


class MessageViewSet(ModelViewSet):
    """The list, and a form to settle one."""

    model = Message
    icon = "mail"
    menu_label = pgettext_lazy("of readers", "Messages")
    menu_order = 350
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = MessagesView
    filterset_class = MessageFilterSet
    search_fields = ["text", "email", "address"]
    list_export = ["made_at", "language", "address", "useful", "text", "email", "is_settled"]
    list_display = [
        "__str__",
        Column("page", label=_("Page")),
        Column("get_useful_display", label=_("Useful"), sort_key="useful"),
        BooleanColumn("is_settled", label=_("Settled"), sort_key="is_settled"),
        DateColumn("made_at", label=_("Received"), sort_key="made_at"),
    ]
