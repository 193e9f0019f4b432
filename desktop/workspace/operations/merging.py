"""How does another copy of the plan come into this one? As one operation that undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.merging import Choices, Merged, Taken, Values, changed_rows, common_past, merge
from desktop.domain.merging_keys import Tables, keyed, rules, under_my_ids
from desktop.domain.plan import HistoryEntry, OperationName, PlanRow, RowChange
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass
class MergeCopies:
    """Take in what another copy of the plan has, as far as a person did not decide otherwise.

    Attributes:
        theirs: every row of the other copy.
        past: its history.
        file: its name, for the sentence.
        choices: what was decided about conflicts.
        merged: filled while the changes are worked out.
        common: likewise: the last entry that both have; 0 without a common past.
    """

    theirs: Tables
    past: tuple[HistoryEntry, ...]
    file: str = ""
    choices: Choices = field(default_factory=Choices)
    merged: Merged | None = None
    common: int = 0
    name: ClassVar[OperationName] = OperationName.MERGE_COPIES

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:  # noqa: ARG002 - as all operations
        from desktop.storage.whole_plan import columns

        shapes = rules(columns())
        mine = plan.whole().tables()
        self.common = common_past(plan.history(), self.past)
        base = plan.whole().before(mine, self.common) if self.common else None
        my_rows = keyed(mine, shapes)
        self.merged = merge(
            my_rows,
            under_my_ids(self.theirs, mine, base, shapes),
            keyed(base, shapes) if base is not None else None,
            shapes,
            self.choices,
        )
        for table, rows in self.merged.rows.items():
            for before, after in changed_rows(my_rows[table], rows):
                yield RowChange(_decoded(table, before), _decoded(table, after))

    def facts(self) -> Mapping[str, str]:
        taken = self.merged.taken.values() if self.merged else ()
        counts = {what.value: str(sum(one.get(what, 0) for one in taken)) for what in Taken}
        conflicts = len(self.merged.conflicts) if self.merged else 0
        return {"file": cpr.scrub(self.file), **counts, "conflicts": str(conflicts)}


def _decoded(table: str, values: Values | None) -> PlanRow | None:
    from desktop.storage.whole_plan import decode

    return None if values is None else decode(table, values)
