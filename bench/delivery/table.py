"""What was measured, as one table."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure: what it is of, and the goal it keeps or misses, where there is one."""

    part: str
    name: str
    figure: str
    goal: str = ""
    is_met: bool | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal was met, in a word."""
        return "" if self.is_met is None else "yes" if self.is_met else "**no**"


def at_most(part: str, name: str, value: float, unit: str, goal: float, digits: int = 1) -> Row:
    """Return a row for a figure that may not pass a goal."""
    figure, limit = f"{value:,.{digits}f} {unit}".strip(), f"≤ {goal:g} {unit}".strip()
    return Row(part, name, figure, limit, value <= goal)


def at_least(part: str, name: str, value: float, unit: str, goal: float, digits: int = 2) -> Row:
    """Return a row for a figure that has to reach a goal."""
    figure, limit = f"{value:,.{digits}f} {unit}".strip(), f"≥ {goal:g} {unit}".strip()
    return Row(part, name, figure, limit, value >= goal)


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table of Markdown; what belongs together is named once."""
    lines = ["| | | figure | goal | met |", "|---|---|---|---|---|"]
    part = ""
    for row in rows:
        cells = [row.part if row.part != part else "", row.name, row.figure, row.goal, row.verdict]
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
        part = row.part
    return "\n".join(lines)


def results(title: str, about: Sequence[str], rows: Sequence[Row], missing: Sequence[str]) -> str:
    """Return the whole account: how it was made, the table, and what was not measured."""
    parts = [f"# {title}", *about, table(rows)]
    missed = [f"{row.part}: {row.name}" for row in rows if row.is_met is False]
    kept = sum(1 for row in rows if row.is_met)
    parts.append(f"{kept} goals met, {len(missed)} missed.")
    if missing:
        parts.append("Not measured:\n\n" + "\n".join(f"- {what}" for what in missing))
    return "\n\n".join(parts) + "\n"
