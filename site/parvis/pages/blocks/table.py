"""Tables, translatable cell by cell."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, RichTextBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.rich_text import RichText
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import extract_strings, restore_strings

from parvis.pages.blocks.text import INLINE_FEATURES


class GridBlock(TypedTableBlock):
    """Columns, rows and caption. wagtail-localize knows no tables, so it says its own segments.

    Paths are `caption`, `heading-<column>` and `cell-<row>-<column>`: a table has no ids of its
    own, so a row inserted above moves the paths below it. Unmoved text keeps its translation all
    the same, because wagtail-localize finds strings by their content.
    """

    def get_translatable_segments(self, value: TypedTable) -> list[Any]:
        """Return the segments of the caption, the headings and every cell."""
        segments: list[Any] = []
        if value.caption:
            segments.append(StringSegmentValue("caption", value.caption))
        for index, column in enumerate(value.columns):
            if column["heading"]:
                segments.append(StringSegmentValue(f"heading-{index}", column["heading"]))
        for row_index, row in enumerate(value.row_data):
            for index, (column, cell) in enumerate(zip(value.columns, row["values"], strict=True)):
                path = f"cell-{row_index}-{index}"
                segments += [part.wrap(path) for part in _cell_segments(column["block"], cell)]
        return segments

    def restore_translated_segments(self, value: TypedTable, segments: list[Any]) -> TypedTable:
        """Return the table with its translated texts; cells without any keep the source's."""
        by_path: dict[str, list[Any]] = {}
        for segment in segments:
            path, rest = segment.unwrap()
            by_path.setdefault(path, []).append(rest)
        columns = [dict(column) for column in value.columns]
        rows = [{"values": list(row["values"])} for row in value.row_data]
        caption = value.caption
        for path, parts in by_path.items():
            kind, *where = path.split("-")
            if kind == "caption":
                caption = parts[0].render_text()
            elif kind == "heading":
                columns[int(where[0])]["heading"] = parts[0].render_text()
            else:
                row_index, index = map(int, where)
                rows[row_index]["values"][index] = _restored_cell(columns[index]["block"], parts)
        return TypedTable(columns=columns, row_data=rows, caption=caption)


def _cell_segments(block: Any, cell: Any) -> list[Any]:
    if isinstance(block, RichTextBlock):
        template, strings = extract_strings(cell.source)
        hrefs = {a["href"] for _s, attrs in strings for a in attrs.values() if "href" in a}
        return [
            TemplateSegmentValue("", "html", template, len(strings)),
            *(StringSegmentValue("", string, attrs=attrs) for string, attrs in strings),
            *(OverridableSegmentValue(quote_path_component(h), h) for h in sorted(hrefs)),
        ]
    return [StringSegmentValue("", cell)] if cell else []


def _restored_cell(block: Any, parts: list[Any]) -> Any:
    if isinstance(block, RichTextBlock):
        _format, template, strings = organise_template_segments(parts)
        return RichText(restore_strings(template, strings))
    return parts[0].render_text()


class TableBlock(StructBlock):
    """A table with a caption, a header row, and a header column where rows have names."""

    table = GridBlock(
        [
            ("text", RichTextBlock(label=_("Text"), features=INLINE_FEATURES, required=False)),
            ("number", CharBlock(label=_("Number"), required=False, max_length=60)),
        ],
        label=_("Table"),
    )
    has_row_headers = BooleanBlock(
        label=_("The first column names the rows"), required=False, default=False
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("Rows and columns with headers and a caption")
        preview_value = {
            "table": {
                "caption": _("Reuse in three years"),
                "columns": [
                    {"type": "text", "heading": _("Year")},
                    {"type": "number", "heading": _("Administrations")},
                ],
                "rows": [{"values": ["2023", "4"]}, {"values": ["2025", "31"]}],
            },
            "has_row_headers": True,
        }
