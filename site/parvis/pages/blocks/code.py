"""Program code."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from parvis.pages.blocks.shared import SharedCharBlock, SharedTextBlock


class CodeBlock(StructBlock):
    """Code, shown as it was written. Its language is Pygments' short name (`python`, `html`)."""

    language = SharedCharBlock(
        label=_("Language"),
        required=False,
        max_length=30,
        help_text=_("Its short name: python, html, bash. Colours the code."),
    )
    code = SharedTextBlock(label=_("Code"))
    caption = CharBlock(label=_("Caption"), required=False, max_length=500)

    class Meta:
        icon = "code"
        label = _("Code")
        template = "blocks/code.html"
        description = _("Program code or commands, coloured")
        preview_value = {
            "language": "bash",
            "code": "make demo\nmake test",
            "caption": _("Two commands are enough"),
        }
