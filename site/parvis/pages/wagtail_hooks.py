"""What rich text has beside Wagtail’s own: marks for passages in a language, links of its own."""

from django.utils.functional import lazy
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature
from wagtail.rich_text.feature_registry import FeatureRegistry

from parvis.pages import foreign
from parvis.pages.locales import language_name
from parvis.pages.rich_text import KnownDocumentLinkHandler, KnownPageLinkHandler


# After Wagtail’s own, whose places they take.
@hooks.register("register_rich_text_features", order=1)
def register_links(features: FeatureRegistry) -> None:
    """Find what is linked in a few queries, instead of Wagtail’s way of one at a time."""
    features.register_link_type(KnownPageLinkHandler)
    features.register_link_type(KnownDocumentLinkHandler)


@hooks.register("register_rich_text_features")
def register_foreign_passages(features: FeatureRegistry) -> None:
    """Add one mark a language; the editor shows what is marked with a dotted line under it."""
    for code in foreign.languages():
        name = foreign.element(code)
        style = name.upper()
        control = {
            "type": style,
            "label": code.upper(),
            "description": lazy(_description, str)(code),
            "style": {"borderBottom": "2px dotted currentColor"},
        }
        features.register_editor_plugin("draftail", name, InlineStyleFeature(control))
        features.register_converter_rule(
            "contentstate",
            name,
            {
                "from_database_format": {name: InlineStyleElementHandler(style)},
                "to_database_format": {"style_map": {style: name}},
            },
        )


def _description(code: str) -> str:
    return gettext("Passage in another language: %(language)s") % {"language": language_name(code)}
