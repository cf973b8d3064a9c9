"""Undoing what tools do that print XML nicely: line ends and blanks around every code.

Between words and codes a blank means something, so nothing is guessed: the indentation is taken
out, and the caller sees on the source, which the tool indented too, whether that was right.
"""

import re

from parvis.translation.files.codes import Code, Fragment, Kind

_BEFORE = re.compile(r"\n([ \t]*)\Z")


def unindented(fragment: Fragment) -> list[str | Code]:
    """Return the fragment without the line ends and blanks that an indenting tool puts in."""
    parts = [part.replace("\r\n", "\n") if isinstance(part, str) else part for part in fragment]
    levels = _levels(parts)
    cleaned: list[str | Code] = []
    depth = 0
    for part in parts:
        if isinstance(part, Code):
            depth += {Kind.OPENS: 1, Kind.CLOSES: -1, Kind.STANDS: 0}[part.kind]
            cleaned.append(part)
            continue
        text = _BEFORE.sub("", part)
        start = f"\n{levels.get(depth, '')}"
        text = text.removeprefix(start) if text.startswith(start) else text
        if text:
            cleaned.append(text)
    return cleaned


def _levels(parts: Fragment) -> dict[int, str]:
    """Return the blanks before what stands at each depth; the whole is at depth -1."""
    levels: dict[int, str] = {}
    depth, before = 0, ""
    for part in [*parts, None]:
        if isinstance(part, str):
            before = part
            continue
        if part is None or part.kind == Kind.CLOSES:
            depth -= 1
        if found := _BEFORE.search(before):
            levels.setdefault(depth, found[1])
        if part is not None and part.kind == Kind.OPENS:
            depth += 1
        before = ""
    # What holds only words has no code of its own to measure by.
    step = levels.get(0, "").removeprefix(levels.get(-1, ""))
    for level in range(1, max(levels, default=0) + 2):
        levels.setdefault(level, levels.get(level - 1, "") + step)
    if 0 not in levels:
        levels[0] = _of_first(parts)
    return levels


def _of_first(parts: Fragment) -> str:
    """Return the blanks of a fragment that is nothing but words."""
    first = parts[0] if parts and isinstance(parts[0], str) else ""
    found = re.match(r"\n([ \t]*)", first)
    return found[1] if found else ""
