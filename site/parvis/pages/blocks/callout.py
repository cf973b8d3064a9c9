"""Call-outs."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, RichTextBlock, StructBlock

from parvis.pages.blocks.text import TEXT_FEATURES

KINDS = [
    ("note", _("Note")),
    ("tip", _("Tip")),
    ("important", _("Important")),
    ("warning", _("Warning")),
]


class CalloutBlock(StructBlock):
    """A passage set apart from the text."""

    kind = ChoiceBlock(choices=KINDS, default="note", label=_("Kind"))
    title = CharBlock(label=_("Title"), required=False, max_length=255)
    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        template = "blocks/callout.html"
        description = _("A passage set apart: note, tip, important, warning")
        preview_value = {
            "kind": "tip",
            "title": _("Before you start"),
            "text": _("<p>Look whether another administration has already published it.</p>"),
        }
