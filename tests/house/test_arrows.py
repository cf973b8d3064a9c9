"""Who may use whom: `blog` and `home` use `parvis`, never the other way, and never each other."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.tools import PROJECT

ROOTS = {"parvis": PROJECT / "site", "blog": PROJECT, "home": PROJECT}


@cache
def modules() -> dict[str, Path]:
    """Return our modules by their full names."""
    found = {}
    for package, root in ROOTS.items():
        for path in (root / package).rglob("*.py"):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, *, only_on_load: bool = False) -> Iterator[str]:
    """Yield what a module imports, wherever in it: in functions and for type checking too.

    With `only_on_load`, only what runs when the module itself is imported.
    """
    tree = ast.parse(modules()[name].read_text(encoding="utf-8"))
    for node in _on_load(tree) if only_on_load else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(name, node)
            # `from package import module` uses the module, not what the package itself defines.
            found = [f"{base}.{alias.name}" for alias in node.names]
            yield from (full if full in modules() else base for full in found)


def _absolute(name: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = modules()[name].name == "__init__.py"
    parents = name.split(".")[: len(name.split(".")) - node.level + is_package]
    return ".".join([*parents, *([node.module] if node.module else [])])


def _on_load(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from _on_load(child)


def test_our_modules_are_found() -> None:
    assert {"parvis.urls", "blog.models.article", "home.models.pages"} <= modules().keys()


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [("parvis", {"blog", "home", "tests"}), ("blog", {"home"}), ("home", {"blog"})],
)
def test_arrows_point_one_way(package: str, forbidden: set[str]) -> None:
    wrong = {
        f"{name} imports {imported}"
        for name in modules()
        if name.partition(".")[0] == package
        for imported in imports(name)
        if imported.partition(".")[0] in forbidden
    }
    assert wrong == set()


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {
        name: {imported for imported in imports(name, only_on_load=True) if imported in modules()}
        - {name}
        for name in modules()
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for imported in sorted(graph[name]):
                visit(imported, (*path, name))
            done.add(name)

    for name in sorted(graph):
        visit(name, ())


def test_site_is_still_the_one_of_python() -> None:
    """A package named `site` would take the place of the standard library’s module."""
    assert not (PROJECT / "site" / "__init__.py").exists()
    shown = subprocess.run(
        [sys.executable, "-c", "import site; print(site.__file__)"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert Path(shown.strip()).parent == Path(ast.__file__).parent
