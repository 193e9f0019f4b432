"""How are two copies of a plan put together? The other is read, compared, and taken in when told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.merging import Choices, Conflict, Merged, Taken
from desktop.domain.merging_keys import Tables
from desktop.domain.past import PastRow
from desktop.domain.plan import Changes, HistoryEntry
from desktop.domain.suppliers import SupplierId
from desktop.workspace.keeping import Opening
from desktop.workspace.operations.merging import MergeCopies
from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """Another copy of a plan, read whole; only to be looked at.

    Attributes:
        name: of its file.
        past: its history, the newest entry first.
    """

    name: str
    session: Session
    tables: Tables
    past: tuple[HistoryEntry, ...]

    def close(self) -> None:
        """Let go of it."""
        self.session.close()


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """A conflict with what is needed to tell it: my row as `before`, theirs as `after`."""

    conflict: Conflict
    row: PastRow


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging would do.

    Attributes:
        taken: how many rows of each table the other copy adds, changes and removes here.
        common: the last entry that both have; 0 without a common past.
        their_entries: entries of the other copy's history after that; they stay in its own file.
    """

    conflicts: tuple[ToldConflict, ...]
    taken: Mapping[str, Mapping[Taken, int]]
    common: int
    their_entries: int

    @property
    def brings_nothing(self) -> bool:
        """Whether the other copy has nothing that is not here."""
        return not self.conflicts and not any(any(one.values()) for one in self.taken.values())


def open_copy(path: Path) -> OtherCopy:
    """Read another copy; it stays open to be looked at until `close`.

    Raises:
        FileTrouble: it cannot be read.
        PlanTrouble: it is not a plan that this version can open.
    """
    session = Session.open(path, opening=Opening.READ)
    with session.reading() as reader:
        tables, past = reader.whole().tables(), reader.history()
    return OtherCopy(cpr.scrub(path.name), session, tables, past)


def preview(session: Session, other: OtherCopy, choices: Choices | None = None) -> MergePreview:
    """What merging would do; nothing is changed."""
    operation = _operation(other, choices)
    session.rehearse(operation)
    return _previewed(operation, other)


def take_in(
    session: Session, other: OtherCopy, choices: Choices | None = None
) -> tuple[Changes, MergePreview]:
    """Merge the other copy into the open plan as one operation.

    When it is a later version of the plan's own file, the next save may take that version's place.

    Raises:
        PlanTrouble: the plan is read-only here.
    """
    operation = _operation(other, choices)
    changes = session.run(operation)
    mine, theirs = session.path, other.session.path
    if mine is not None and theirs is not None and mine.absolute() == theirs.absolute():
        session.has_taken_in(other.session)
    return changes, _previewed(operation, other)


def _operation(other: OtherCopy, choices: Choices | None) -> MergeCopies:
    return MergeCopies(other.tables, other.past, other.name, choices or Choices())


def _previewed(operation: MergeCopies, other: OtherCopy) -> MergePreview:
    merged = operation.merged
    if merged is None:
        raise ValueError("an operation whose changes were never worked out")
    names = _supplier_names(merged)
    conflicts = tuple(ToldConflict(one, _row(one, names)) for one in merged.conflicts)
    later = sum(1 for entry in other.past if entry.number > operation.common)
    return MergePreview(conflicts, merged.taken, operation.common, later)


def _supplier_names(merged: Merged) -> dict[int, str]:
    """Of those that stay, and of those that are themselves in conflict."""
    names = {int(row[0] or 0): str(row[2] or row[1] or "") for row in merged.rows["supplier"].values()}
    for one in merged.conflicts:
        told = one.mine or one.theirs
        if one.table == "supplier" and told is not None:
            names.setdefault(int(told["id"] or 0), str(told["name"] or told["number"] or ""))
    return names


def _row(conflict: Conflict, names: Mapping[int, str]) -> PastRow:
    told = conflict.mine or conflict.theirs or {}
    key = told.get("id") if conflict.table == "supplier" else told.get("supplier_id") or told.get("first_id")
    supplier = SupplierId(int(key)) if key else None
    name = names.get(int(key), "") if key else ""
    return PastRow(
        0, conflict.table, int(told.get("id") or 0), conflict.mine, conflict.theirs, supplier, name
    )
