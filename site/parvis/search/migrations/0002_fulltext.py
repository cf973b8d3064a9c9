"""The full-text index of each engine, kept by the database itself.

SQLite: a virtual table on the documents' own columns, which triggers keep in step. A migration
that makes `parvis_search_document` anew, as Django alters tables there, drops the triggers: it has
to run `create_index` again.
PostgreSQL: generated columns under GIN indexes. A title and its labels have one of their own: it is
small, and read for each page that has a common word.
"""

from django.db import migrations

TABLE = """
CREATE VIRTUAL TABLE parvis_search_text USING fts5(
    title_stems, label_stems, heading, body_stems,
    content='parvis_search_document', content_rowid='page_id',
    tokenize="unicode61 remove_diacritics 0"
)
"""
ADD = """
INSERT INTO parvis_search_text(rowid, title_stems, label_stems, heading, body_stems)
VALUES (new.page_id, new.title_stems, new.label_stems, new.heading, new.body_stems);
"""
REMOVE = """
INSERT INTO parvis_search_text(
    parvis_search_text, rowid, title_stems, label_stems, heading, body_stems
) VALUES (
    'delete', old.page_id, old.title_stems, old.label_stems, old.heading, old.body_stems
);
"""
TRIGGERS = {"INSERT": ADD, "DELETE": REMOVE, "UPDATE": REMOVE + ADD}
POSTGRESQL = """
-- Texts stand out of line: a common word makes the rows of most pages be read, and not their texts.
ALTER TABLE parvis_search_document SET (toast_tuple_target = 256);
ALTER TABLE parvis_search_document
    ADD COLUMN head tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A')
        || setweight(to_tsvector('simple', label_stems), 'B')
        || setweight(to_tsvector('simple', heading), 'C')
    ) STORED,
    ADD COLUMN whole tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title_stems), 'A')
        || setweight(to_tsvector('simple', label_stems), 'B')
        || setweight(to_tsvector('simple', body_stems), 'D')
    ) STORED;
CREATE INDEX parvis_search_head ON parvis_search_document USING gin (head);
CREATE INDEX parvis_search_whole ON parvis_search_document USING gin (whole)
"""




def create_index(apps, schema_editor):
    """Make the index, and fill it with the documents there are."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    schema_editor.execute(TABLE, params=None)
    for event, action in TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER parvis_search_{event.lower()} AFTER {event}"
            f" ON parvis_search_document BEGIN {action} END",
            params=None,
        )
    schema_editor.execute(
        "INSERT INTO parvis_search_text(parvis_search_text) VALUES ('rebuild')", params=None
    )


def drop_index(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE parvis_search_document DROP COLUMN head, DROP COLUMN whole"
        )
        return
    for event in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER parvis_search_{event.lower()}")
    schema_editor.execute("DROP TABLE parvis_search_text")


class Migration(migrations.Migration):
    dependencies = [("parvis_search", "0001_initial")]
    operations = [migrations.RunPython(create_index, drop_index)]
