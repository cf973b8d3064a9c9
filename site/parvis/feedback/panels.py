"""What a reader wrote, as an editor reads it: with its lines, and leading on."""

from typing import Any
from urllib.parse import quote

from django.db import models
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe
from wagtail.admin.panels import FieldPanel


class ReadPanel(FieldPanel):
    """A field that is read: an address is a link, one of mail begins an answer."""

    read_only_output_template_name = "feedback/read.html"

    def __init__(self, field_name: str, *, read_only: bool = True, **options: Any) -> None:
        super().__init__(field_name, read_only=read_only, **options)

    def format_value_for_display(self, value: Any) -> Any:
        """Return the value, or the HTML it is read as."""
        shown = super().format_value_for_display(value)
        if not shown:
            return shown
        if isinstance(self.db_field, models.EmailField):
            return format_html('<a href="mailto:{}">{}</a>', quote(shown, safe="@"), shown)
        if isinstance(self.db_field, models.TextField):
            return mark_safe(linebreaks(shown, autoescape=True))  # noqa: S308 (escaped)
        if isinstance(shown, str) and shown.startswith(("http://", "https://")):
            return format_html('<a href="{0}">{0}</a>', shown)
        return shown
