"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from parvis.pages import foreign

INLINE_FEATURES = [
    "bold",
    "italic",
    "link",
    "document-link",
    "code",
    "superscript",
    "subscript",
    "strikethrough",
    *foreign.elements(),
]
TEXT_FEATURES = [*INLINE_FEATURES, "ol", "ul", "hr"]


class TextBlock(RichTextBlock):
    """Paragraphs and lists. Headings are blocks of their own, because they carry anchors."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links")
        preview_value = _(
            "<p>A digital commons is a resource that a community makes, keeps and shares under "
            "rules of its own. <b>Anyone may use it</b>; whoever improves it improves it for all."
            "</p>"
        )
