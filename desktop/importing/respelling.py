"""Which cells of a table had their letters spoilt by an earlier program, and what do they say put right?

Nothing is put right unasked: a table tells what it would be, and a person decides.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.imports import Respelt
from desktop.domain.mojibake import looks_spoilt, repaired
from desktop.domain.problems import ProblemKind
from desktop.importing.columns import shown_value
from desktop.importing.tables import Table

_EXAMPLES = 3


def examples(table: Table) -> tuple[Respelt, ...]:
    """Values of a table with spoilt letters, as they are and put right; none when nothing can be."""
    if not _is_told(table):
        return ()
    found: dict[str, Respelt] = {}
    for _number, row in table.rows_from(0, []):
        for cell in row:
            fixed = repaired(cell)
            if fixed != cell:
                found[fixed] = Respelt(shown_value(cell), shown_value(fixed))
                if len(found) == _EXAMPLES:
                    return tuple(found.values())
    return tuple(found.values())


def put_right(table: Table) -> Table:
    """The table with every spoilt cell put right that can be; it is told only if others are left."""
    if not _is_told(table):
        return table
    count, left = 0, False
    for _number, row in table.rows_from(0, []):
        for cell in row:
            fixed = repaired(cell)
            count += fixed != cell
            left = left or looks_spoilt(fixed)
    return replace(
        table,
        rows=[[repaired(cell) for cell in row] for row in table.rows],
        repair=True,
        repaired=count,
        problems=tuple(one for one in table.problems if left or one.kind is not ProblemKind.MOJIBAKE),
    )


def _is_told(table: Table) -> bool:
    return any(problem.kind is ProblemKind.MOJIBAKE for problem in table.problems)
