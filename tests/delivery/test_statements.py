"""What an SQL statement reads or writes, told from its text."""

import pytest

from parvis.delivery.statements import read, values, verb, write

LINKS = (
    'SELECT "blog_articletag"."id", "blog_tag"."id", "blog_tag"."name" FROM "blog_articletag" '
    'INNER JOIN "blog_tag" ON ("blog_articletag"."tag_id" = "blog_tag"."id") '
    'WHERE "blog_articletag"."article_id" = %s ORDER BY "blog_articletag"."sort_order" ASC'
)


def test_rows_picked_by_a_column_are_told() -> None:
    found = read(LINKS)
    assert found.table == "blog_articletag"
    assert found.narrowed == (("article_id", 0, 1),)
    assert found.tables == {"blog_articletag", "blog_tag"}
    assert ("blog_tag", "id") in found.taken


def test_a_table_joined_under_another_name_is_told_by_its_own() -> None:
    found = read(
        'SELECT "a"."id", T4."id" FROM "a" LEFT OUTER JOIN "pictures" T4 ON ("a"."p" = T4."id") '
        'WHERE "a"."id" IN (%s, %s) LIMIT 21'
    )
    assert found.narrowed == (("id", 0, 2),)
    assert ("pictures", "id") in found.taken


def test_parameters_before_and_beside_are_counted() -> None:
    found = read(
        'SELECT COALESCE("a"."x", %s) AS "y" FROM "a" WHERE ("a"."kind" > %s AND "a"."id" = %s)'
    )
    assert found.narrowed == (("id", 2, 3),)


@pytest.mark.parametrize(
    "where",
    [
        '("a"."id" = %s OR "a"."live")',
        'NOT ("a"."id" = %s)',
        '("a"."id" = %s AND "b"."live")',
        '"a"."id" = (SELECT MAX("b"."id") FROM "b")',
        '"b"."id" = %s',
        'UPPER("a"."id") = %s',
    ],
)
def test_what_depends_on_other_rows_is_not_narrowed(where: str) -> None:
    sql = 'SELECT "a"."id", "b"."id" FROM "a" INNER JOIN "b" ON ("a"."b" = "b"."id") WHERE '
    found = read(sql + where)
    assert found.narrowed == ()
    assert found.tables == {"a", "b"}


def test_tables_of_raw_sql_are_told() -> None:
    assert read("SELECT path FROM wagtailcore_page JOIN other ON 1=1").tables == {
        "wagtailcore_page",
        "other",
    }


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("  select 1", "SELECT"),
        ('INSERT INTO "a" ("b") VALUES (%s)', "INSERT"),
        ("SAVEPOINT s1", ""),
        ("PRAGMA foreign_keys", ""),
        ("NOTIFY parvis", ""),
        ("WITH x AS (DELETE FROM a) SELECT 1", "WITH"),
    ],
)
def test_kinds(sql: str, expected: str) -> None:
    assert verb(sql) == expected


def test_rows_inserted_at_once_are_told() -> None:
    found = write(
        'INSERT INTO "links" ("article_id", "at", "tag_id") VALUES (%s, NOW(), %s), (%s, NOW(), %s)'
        ' RETURNING "links"."id"'
    )
    assert values(found, "article_id", [1, 7, 2, 8]) == [1, 2]
    assert values(found, "tag_id", [1, 7, 2, 8]) == [7, 8]
    assert values(found, "at", [1, 7, 2, 8]) == []
    assert values(found, "id", [1, 7, 2, 8]) is None


def test_rows_inserted_as_arrays_are_told() -> None:
    found = write(
        'INSERT INTO "links" ("article_id", "tag_id") '
        "SELECT * FROM UNNEST((%s)::integer[], (%s)::integer[])"
    )
    assert values(found, "tag_id", [[1, 2], [7, 8]]) == [7, 8]


def test_an_update_tells_its_columns_and_its_condition() -> None:
    found = write('UPDATE "a" SET "x" = COALESCE("a"."x", %s), "y" = %s WHERE "a"."id" IN (%s)')
    assert (found.table, found.columns) == ("a", ("x", "y"))
    assert (found.where, found.first) == ('"a"."id" IN (%s)', 2)
    raw = write("UPDATE wagtailcore_page SET numchild=numchild+1 WHERE path = %s")
    assert (raw.table, raw.columns, raw.first) == ("wagtailcore_page", ("numchild",), 0)
    every = write('UPDATE "a" SET "x" = %s')
    assert (every.where, every.columns) == ("", ("x",))


@pytest.mark.parametrize(
    "sql",
    [
        'UPDATE "a" SET "x" = (SELECT "b"."y" FROM "b" WHERE "b"."a" = "a"."id" LIMIT 1)',
        'INSERT INTO "a" ("x") SELECT "y" FROM "b"',
        'INSERT INTO "a" ("x") VALUES (%s) ON CONFLICT DO NOTHING',
        "INSERT OR IGNORE INTO a VALUES (%s)",
        "TRUNCATE a",
        "REPLACE INTO a VALUES (1)",
    ],
)
def test_what_is_not_understood_says_so(sql: str) -> None:
    assert not write(sql).is_known
