"""What an SQL statement reads or writes, told from its text."""

import pytest

from parvis.delivery.statements import read, values, verb, write

LINKS = (
    'SELECT "blog_articletag"."id", "blog_tag"."id", "blog_tag"."name" FROM "blog_articletag" '
    'INNER JOIN "blog_tag" ON ("blog_articletag"."tag_id" = "blog_tag"."id") '
    'WHERE "blog_articletag"."article_id" = %s ORDER BY "blog_articletag"."sort_order" ASC'
)
JOINED = 'SELECT "a"."id", "b"."id" FROM "a" INNER JOIN "b" ON ("a"."b" = "b"."id")'
NESTED = (
    'UPDATE "a" SET "x" = (SELECT "b"."y" FROM "b" WHERE "b"."a" = %s), "y" = %s '
    'WHERE "a"."id" IN (SELECT "b"."y" FROM "b" WHERE "b"."a" = %s)'
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
        '"a"."live"',
        '("a"."id" = %s OR "a"."live")',
        'NOT ("a"."id" = %s)',
        'UPPER("a"."id") = %s',
        '(NOT ("a"."live" AND "a"."id" = %s))',
    ],
)
def test_rows_that_are_picked_otherwise_are_of_one_table_as_a_whole(where: str) -> None:
    found = read(JOINED + " WHERE " + where)
    assert (found.table, found.narrowed) == ("a", ())


@pytest.mark.parametrize(
    "end",
    [
        ' WHERE ("a"."id" = %s AND "b"."live")',
        ' WHERE "a"."id" = (SELECT MAX("b"."id") FROM "b")',
        ' WHERE "b"."id" = %s',
        ' WHERE ("a"."id" = %s AND T4."live")',
        ' WHERE "a"."id" = %s ORDER BY "b"."date" DESC LIMIT 3',
    ],
)
def test_rows_that_depend_on_other_rows_are_not_told_apart(end: str) -> None:
    found = read(JOINED + end)
    assert (found.table, found.narrowed) == ("", ())
    assert found.tables == {"a", "b"}


def test_all_rows_in_an_order_of_other_rows_are_those_of_the_table() -> None:
    found = read(JOINED + ' ORDER BY "b"."date" DESC')
    assert found.table == "a"
    assert ("b", "id") in found.taken


def test_tables_of_raw_sql_are_told() -> None:
    assert read("SELECT path FROM wagtailcore_page JOIN other ON 1=1").tables == {
        "wagtailcore_page",
        "other",
    }


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("  select 1", "SELECT"),
        ('(SELECT "a"."b" FROM "a") UNION ALL (SELECT "c"."b" FROM "c")', "SELECT"),
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
    nested = write(NESTED)
    assert set(nested.columns) >= {"x", "y"}
    assert nested.where == '"a"."id" IN (SELECT "b"."y" FROM "b" WHERE "b"."a" = %s)'
    assert nested.first == 2
    every = write('UPDATE "a" SET "x" = %s')
    assert (every.where, every.columns) == ("", ("x",))


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "a" ("x") SELECT "y" FROM "b"',
        'INSERT INTO "a" ("x") VALUES (%s) ON CONFLICT DO NOTHING',
        "INSERT OR IGNORE INTO a VALUES (%s)",
        "TRUNCATE a",
        "REPLACE INTO a VALUES (1)",
    ],
)
def test_what_is_not_understood_says_so(sql: str) -> None:
    assert not write(sql).is_known


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT OR IGNORE INTO words VALUES (%s)",
        "\nINSERT INTO words (word)\nVALUES (%s)\nON CONFLICT (word) DO NOTHING",
        'REPLACE INTO "words" VALUES (1)',
    ],
)
def test_the_table_of_such_a_statement_is_told_where_it_can_be(sql: str) -> None:
    assert (write(sql).table, write(sql).is_known) == ("words", False)
