"""Accordions."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from parvis.pages.blocks.text import TEXT_FEATURES


class AccordionItemBlock(StructBlock):
    """A title that opens on its text."""

    title = CharBlock(label=_("Title"), max_length=255)
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class AccordionBlock(StructBlock):
    """Passages that open one by one, without JavaScript (`<details>`)."""

    items = ListBlock(AccordionItemBlock(label=_("Passage")), min_num=1, label=_("Passages"))

    class Meta:
        icon = "list-ul"
        label = _("Accordion")
        template = "blocks/accordion.html"
        description = _("Passages that open one by one: questions and answers")
        preview_value = {
            "items": [
                {"title": _("Who may reuse it?"), "text": _("<p>Anyone, for any purpose.</p>")},
                {"title": _("What does it cost?"), "text": _("<p>Nothing.</p>")},
            ]
        }
