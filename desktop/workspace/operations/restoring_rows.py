"""How is one changed row put back: a letter's mark, a wave's dates, a place in a wave, a task?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from desktop.domain.past import PastRow, Value
from desktop.domain.plan import OperationName, PlanRow, RowChange
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.row_restoring import RowStays, Stays, put_back
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class RestoreRow:
    """Put a row back to what it said before an entry of the history.

    Attributes:
        entry: the entry's number.
        past_row: id of the remembered row.
        table: where it stands, for the history's sentence.

    Raises:
        RowStays: from `changes`, when it cannot be put back.
    """

    entry: int
    past_row: int
    table: str = ""
    name: ClassVar[OperationName] = OperationName.RESTORE_ROW

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:  # noqa: ARG002 - as all operations
        row = plan.past().rows((self.past_row,)).get(self.past_row)
        if row is None:
            raise RowStays(Stays.GONE)
        now = plan.past().row_now(row.table, row.row_id)
        back = put_back(row, now)
        if back.wanted is not None:
            _fits(plan, row, back.wanted)
        yield RowChange(_decoded(row.table, back.now), _decoded(row.table, back.wanted))

    def facts(self) -> Mapping[str, str]:
        return {"entry": str(self.entry), "table": self.table}


def _decoded(table: str, row: Mapping[str, Value] | None) -> PlanRow | None:
    if row is None:
        return None
    from desktop.storage.whole_plan import columns, decode

    return decode(table, tuple(row.get(column) for column in columns()[table]))


def _fits(plan: PlanView, row: PastRow, wanted: Mapping[str, Value]) -> None:
    """What it belongs to is there, and no other row stands in its place.

    Raises:
        RowStays: otherwise.
    """
    if row.supplier_id is not None and plan.supplier(row.supplier_id) is None:
        raise RowStays(Stays.GONE)
    match row.table:
        case "placement":
            waves = {TAKEN_OUT, *(one.number for one in plan.waves())}
            if wanted["wave"] not in waves:
                raise RowStays(Stays.GONE)
            _alone([one.id for one in plan.placements() if one.supplier_id == row.supplier_id], row.row_id)
        case "task":
            _alone([one.id for one in plan.tasks() if one.key == wanted["key"]], row.row_id)
        case "scenario":
            named = [one.id for one in plan.scenarios() if one.name == wanted["name"]]
            _alone(named, row.row_id)
        case "acceptance":
            same = [one.id for one in plan.acceptances() if one.identity == wanted["identity"]]
            _alone(same, row.row_id)


def _alone(there: Sequence[int], mine: int) -> None:
    if any(one != mine for one in there):
        raise RowStays(Stays.THERE)
