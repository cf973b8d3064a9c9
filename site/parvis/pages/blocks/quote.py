"""Quotations."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, URLBlock

from parvis.pages.blocks.text import INLINE_FEATURES


class QuoteBlock(StructBlock):
    """Somebody else's words, and where they come from."""

    text = RichTextBlock(label=_("Quotation"), features=[*INLINE_FEATURES, "ol", "ul"])
    source = CharBlock(label=_("Source"), required=False, max_length=255)
    source_url = URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quote.html"
        description = _("Somebody else’s words, with their source")
        preview_value = {
            "text": _("<p>What one municipality pays for, every other one may use.</p>"),
            "source": _("A municipal secretary"),
            "source_url": "",
        }
