"""Downloads."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.documents import get_document_model

from parvis.pages.known import KnownDocumentBlock


class DocumentBlock(StructBlock):
    """A file to download: its type and size are shown before the click."""

    document = KnownDocumentBlock(label=_("Document"))
    title = CharBlock(
        label=_("Title"),
        required=False,
        max_length=255,
        help_text=_("When empty, the title in the library is shown."),
    )
    note = CharBlock(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("What it is, or its language when it is another than the page’s."),
    )

    def get_preview_value(self) -> Any:
        """Show the library's latest document in the block picker, where there is one."""
        latest = get_document_model().objects.order_by("-pk").first()
        return self.normalize({"document": latest, "title": "", "note": ""})

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"
        description = _("A file to download, with its type and size")
