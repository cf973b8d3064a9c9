"""What makes very many documents quick to list: indexes that answer without a look at them.

PostgreSQL takes a text that stands out of line to be as near as its row, and would rather read all of
them than ask an index: so it is asked by functions that have it go by the index. Those of a title and
of labels hold no weights, which would have to be looked up in each document.
"""

from django.db import migrations, models

TITLE = "to_tsvector('simple', title_stems)"
NAMES = "to_tsvector('simple', title_stems || ' ' || label_stems)"
HEADING = "to_tsvector('simple', heading)"
INDEXES = {"title": TITLE, "names": NAMES, "heading": HEADING}
FUNCTIONS = {
    "parvis_search_in_title": TITLE,
    "parvis_search_in_names": NAMES,
    "parvis_search_in_heading": HEADING,
    "parvis_search_anywhere": "whole",
}
FUNCTION = """
CREATE FUNCTION {name}(sought tsquery) RETURNS bigint[]
LANGUAGE sql STABLE SET enable_seqscan = off SET enable_indexscan = off
AS $$ SELECT array_agg(page_id::bigint) FROM parvis_search_document WHERE {column} @@ sought $$
"""


def create(apps, schema_editor):
    """Make indexes and functions on PostgreSQL."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for name, column in INDEXES.items():
        schema_editor.execute(
            f"CREATE INDEX parvis_search_{name} ON parvis_search_document USING gin (({column}))",
            params=None,
        )
    for name, column in FUNCTIONS.items():
        schema_editor.execute(FUNCTION.format(name=name, column=column), params=None)


def drop(apps, schema_editor):
    """Take them away again."""
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION {name}(tsquery)")
    for name in INDEXES:
        schema_editor.execute(f"DROP INDEX parvis_search_{name}")


class Migration(migrations.Migration):
    dependencies = [("parvis_search", "0002_fulltext")]
    operations = [
        migrations.RemoveIndex(model_name="facet", name="search_facet_value"),
        migrations.AddIndex(
            model_name="facet",
            index=models.Index(
                fields=["kind", "value", "label", "document"], name="search_facet_whole"
            ),
        ),
        migrations.RunPython(create, drop),
    ]
