"""`docs/settings.md` and the code name the same variables."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tools import PROJECT

TABLE_ROW = re.compile(r"^\| `([A-Z_]+)` \| .+ \| .+ \| .+ \|$", re.MULTILINE)


def documented() -> list[str]:
    return TABLE_ROW.findall((PROJECT / "docs" / "settings.md").read_text(encoding="utf-8"))


def names_read(path: Path) -> Iterator[str]:
    """Yield what a module reads: `env.str("NAME")`, `os.environ["NAME"]`, `os.environ.get("NAME")`.

    A mere `environ` is what a server says of a request.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            holder, arguments = ast.unparse(node.func.value), node.args[:1]
        elif isinstance(node, ast.Subscript):
            holder, arguments = ast.unparse(node.value), [node.slice]
        else:
            continue
        if holder not in {"env", "os.environ"}:
            continue
        yield from (str(name.value) for name in arguments if isinstance(name, ast.Constant))


def read_by_the_code() -> set[str]:
    return {
        name
        for folder in ("site", "blog", "home")
        for path in (PROJECT / folder).rglob("*.py")
        for name in names_read(path)
    }


def test_every_variable_that_is_read_is_in_the_table() -> None:
    assert read_by_the_code() - set(documented()) == set()


def test_every_variable_in_the_table_is_read() -> None:
    assert set(documented()) - read_by_the_code() == set()


def test_no_variable_is_in_the_table_twice() -> None:
    assert len(documented()) == len(set(documented()))


def test_the_table_is_found_at_all() -> None:
    assert {"SECRET_KEY", "DATABASE_URL", "PARVIS_DATA"} <= set(documented())
