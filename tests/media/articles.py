"""Articles with pictures, and what was made of these."""

from typing import Any

from parvis.media.models import Picture
from tests import factories

COVER = {
    *("width-640", "width-1120", "width-1600"),
    *("fill-320x200", "fill-640x400", "fill-960x600"),
}
LEAD = {"fill-640x480", "fill-1280x960"}
BODY = {"width-480", "width-800", "width-1280"}


def with_picture(shown: Picture, **fields: Any) -> Any:
    """Publish an article with a picture in its text."""
    block = {"picture": {"image": shown.pk, "alt_text": "Vue", "decorative": False}}
    body = [
        (
            "image",
            factories.ArticlePage.body.field.stream_block.child_blocks["image"].to_python(
                block | {"caption": "", "credit": ""}
            ),
        )
    ]
    return factories.article("Le pont", body=body, **fields)


def roles_of(known: Picture) -> set[str]:
    """Return the shapes that were made of a picture."""
    return {
        spec.partition("|")[0] for spec in known.renditions.values_list("filter_spec", flat=True)
    }
