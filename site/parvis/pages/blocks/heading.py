"""Headings."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructValue

from parvis.pages.anchors import as_anchor
from parvis.pages.blocks.shared import SharedCharBlock


class HeadingValue(StructValue):
    """A heading's data, with the id of its element."""

    @property
    def id(self) -> str:
        """The end of a link to this heading."""
        return as_anchor(self.get("anchor") or "", str(self.get("text") or ""))


class HeadingBlock(StructBlock):
    """A heading whose anchor is the same in every language, so that a link survives the switch."""

    text = CharBlock(label=_("Heading"), max_length=255)
    level = ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Subsection")), ("4", _("Part of a subsection"))],
        default="2",
        label=_("Level"),
    )
    anchor = SharedCharBlock(
        label=_("Anchor"),
        required=False,
        max_length=80,
        help_text=_(
            "The end of a link to this heading. Made from the text when left empty, then kept."
        ),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        value_class = HeadingValue
        description = _("Announces a section and gives it an address")
        preview_value = {"text": _("What a commons is"), "level": "2", "anchor": "commons"}
