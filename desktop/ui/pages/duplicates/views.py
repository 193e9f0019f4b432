"""Which pairs stand in which view of the page about duplicates, and what is said of them? Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.duplicates import Pair, PairKey, Strength, better_kept
from desktop.domain.progress import Progress
from desktop.domain.suppliers import SupplierId

if TYPE_CHECKING:
    from desktop.workspace.session import Session

WAITING, WEAK, DECIDED, ALL = "waiting", "weak", "decided", "all"


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair, with how many invoices each of the two has in the period."""

    pair: Pair
    first_invoices: int = 0
    second_invoices: int = 0

    @property
    def key(self) -> PairKey:
        return self.pair.key

    @property
    def proposed(self) -> SupplierId:
        """Which of the two to propose as the one that stays."""
        return better_kept(
            self.pair, first_invoices=self.first_invoices, second_invoices=self.second_invoices
        )


@dataclass(frozen=True, slots=True)
class DuplicatesAnswer:
    """What the page shows.

    Attributes:
        suppliers: how many there are; without any there is nothing to compare.
        left_out: pairs that are not shown.
    """

    rows: tuple[PairRow, ...]
    suppliers: int
    left_out: int


def duplicates_answer(session: Session, progress: Progress) -> DuplicatesAnswer:
    """Ask the session; may take seconds for a large list.

    Raises:
        Cancelled: the user stopped it.
    """
    found = session.duplicates(progress)
    known = session.answers().by_id

    def invoices(key: SupplierId) -> int:
        one = known.get(key)
        return one.activity.invoices if one else 0

    rows = tuple(PairRow(pair, invoices(pair.first.id), invoices(pair.second.id)) for pair in found.pairs)
    return DuplicatesAnswer(rows, len(known), found.left_out)


def view_of(row: PairRow) -> str:
    """The view a pair stands in besides that of all."""
    if row.pair.decision is not None:
        return DECIDED
    return WEAK if row.pair.strength is Strength.WEAK else WAITING


def counts(rows: Sequence[PairRow]) -> dict[str, int]:
    """How many pairs each view has."""
    found = {WAITING: 0, WEAK: 0, DECIDED: 0, ALL: len(rows)}
    for row in rows:
        found[view_of(row)] += 1
    return found


def undecided_after(shown: Sequence[PairRow], after: PairKey | None) -> tuple[PairKey, ...]:
    """The pairs to go on with, those that wait for a person first; from the top again at the end."""
    at = next((place for place, row in enumerate(shown) if row.key == after), -1)
    onwards = [row for row in (*shown[at + 1 :], *shown[: at + 1]) if row.pair.decision is None]
    waiting = [row.key for row in onwards if row.pair.waits]
    others = [row.key for row in onwards if not row.pair.waits]
    return tuple(key for key in (*waiting, *others) if key != after)
