"""The words of the interface, read from the code as gettext's own tools would."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

# Arguments that name words, by function: the context first where there is one.
FUNCTIONS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), 1),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), 1),
    **dict.fromkeys(("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"), 2),
}
LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(\w*gettext)\(({LITERAL}(?:, *{LITERAL})*)")

Message = tuple[str | None, str]


def of_code(path: Path) -> Iterator[Message]:
    """Yield (context, words) of every call in a Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        wanted = FUNCTIONS.get(name, 0)
        values = [str(a.value) for a in node.args[:wanted] if isinstance(a, ast.Constant)]
        if wanted and len(values) == wanted:
            yield (values[0] if wanted == 2 else None, values[-1])


def of_template(path: Path) -> Iterator[Message]:
    """Yield (context, words) of every translated tag in a template."""
    for name, arguments in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        values = [ast.literal_eval(found) for found in re.findall(LITERAL, arguments)]
        yield (values[0], values[1]) if "pgettext" in name else (None, values[0])
