"""Which changed row of the history can be put back by itself, and if not, why?

A supplier has its own way (`restoring`), thing by thing. Here it is letters' marks, waves, places in waves,
tasks and what else a person has set: the fields that an entry changed go back to what they said before it,
and what has been changed in other fields since stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.errors import PlannerError
from desktop.domain.past import Happened, PastRow, Value
from desktop.domain.restoring import RESTORED


class Stays(StrEnum):
    """Why a row is not put back.

    IMPORTED: it was read from a file. PAIR: two suppliers are one, or not. CHOICE: the EAN number is chosen
    on its own page. LETTER: a letter that was written stays written. WAVE: waves come and go with a proposal.
    MUNICIPALITY: a detail that was told for the first time. GONE: the row is not in the plan any more, or
    what it belongs to is not. THERE: it says so already, or another has taken its place.
    """

    IMPORTED = "imported"
    PAIR = "pair"
    CHOICE = "choice"
    LETTER = "letter"
    WAVE = "wave"
    MUNICIPALITY = "municipality"
    GONE = "gone"
    THERE = "there"


class RowStays(PlannerError):
    """A row that cannot be put back.

    Attributes:
        why: the reason.
    """

    def __init__(self, why: Stays) -> None:
        super().__init__(why.value)
        self.why = why


_NEVER = {
    "invoice": Stays.IMPORTED,
    "source": Stays.IMPORTED,
    "problem": Stays.IMPORTED,
    "profile": Stays.IMPORTED,
    "pair_decision": Stays.PAIR,
    "supplier_alias": Stays.PAIR,
    "choice": Stays.CHOICE,
}
_ONLY_CHANGED = {"letter": Stays.LETTER, "wave": Stays.WAVE, "setting": Stays.MUNICIPALITY}
"""Tables whose rows neither come nor go by putting something back."""


def stays(row: PastRow) -> Stays | None:
    """Why a row cannot be put back whatever the plan says now; None when it may be, or is a supplier's."""
    if row.table in RESTORED:
        return None
    never = _NEVER.get(row.table)
    if never is not None or row.happened is Happened.CHANGED:
        return never
    return _ONLY_CHANGED.get(row.table)


@dataclass(frozen=True, slots=True)
class RowBack:
    """A row as it is to be; None: it goes again."""

    now: Mapping[str, Value] | None
    wanted: Mapping[str, Value] | None


def put_back(row: PastRow, now: Mapping[str, Value] | None) -> RowBack:
    """What becomes of a row.

    Args:
        now: the row as it is in the plan; None when it is not there.

    Raises:
        RowStays: it cannot be, or it says so already.
    """
    why = stays(row)
    if why is not None:
        raise RowStays(why)
    match row.happened:
        case Happened.REMOVED:
            if now is not None:
                raise RowStays(Stays.THERE)
            return RowBack(None, dict(row.before or {}))
        case Happened.ADDED:
            if now is None:
                raise RowStays(Stays.GONE)
            return RowBack(now, None)
    if now is None:
        raise RowStays(Stays.GONE)
    wanted = dict(now) | {one.field: (row.before or {}).get(one.field) for one in row.steps()}
    if wanted == dict(now):
        raise RowStays(Stays.THERE)
    return RowBack(now, wanted)
