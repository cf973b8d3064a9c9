"""Fields shared by page types."""

from typing import Any

from django.db.models import JSONField
from django.utils.functional import cached_property
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField that keeps its block definitions out of migrations.

    Wagtail writes every block and option into each migration; the history then grows by thousands
    of lines that change nothing in the database, and `migrate` pays for building them all.
    A data migration that must read a body uses its raw JSON (`value.raw_data`).
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Describe the field to migrations as a StreamField without blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    @cached_property
    def json_field(self) -> JSONField:
        """How the text is kept: Wagtail makes one for each value that is read."""
        field: JSONField = super().json_field
        return field

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """Return the body, with its text as the database has it: `parvis.pages.bodies` asks."""
        body = super().from_db_value(value, expression, connection)
        body.as_kept = value if isinstance(value, str) else None
        return body
