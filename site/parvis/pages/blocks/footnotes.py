"""Footnotes and references."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock

from parvis.pages.blocks.shared import SharedCharBlock
from parvis.pages.blocks.text import INLINE_FEATURES

NOTE = pgettext_lazy("at the foot of a text", "Note")


class FootnoteBlock(StructBlock):
    """One note. In the text, a link to `#note-<mark>` calls it; the note leads back to its call."""

    mark = SharedCharBlock(
        label=_("Mark"),
        max_length=40,
        help_text=_(
            "A number or a short name. In the text, link the call to #note- and this mark."
        ),
    )
    text = RichTextBlock(label=NOTE, features=INLINE_FEATURES)


class FootnotesBlock(StructBlock):
    """The notes of an article."""

    title = CharBlock(label=_("Title"), required=False, max_length=120)
    notes = ListBlock(FootnoteBlock(label=NOTE), min_num=1, label=_("Notes"))

    class Meta:
        icon = "superscript"
        label = _("Notes and references")
        template = "blocks/footnotes.html"
        description = _("The notes called in the text, or the sources of the article")
        preview_value = {
            "title": _("Notes"),
            "notes": [{"mark": "1", "text": _("<p>Counted in the repository on 1 March.</p>")}],
        }
