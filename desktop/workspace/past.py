"""What was done to an open plan, row by row? The history's remembered rows, read as they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.past import HistoryFilter, PastRow
from desktop.domain.plan import HistoryEntry
from desktop.domain.suppliers import SupplierId, bare_number
from desktop.workspace.session import Session

_MOST_MEANT = 50
"""Suppliers that a few typed letters may mean; with more, the history is not narrowed yet."""

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Past:
    """The entries that fit, and how many there are in all."""

    entries: tuple[HistoryEntry, ...]
    total: int


def find(session: Session, wanted: HistoryFilter, told: Callable[[HistoryEntry], str]) -> Past:
    """The entries that fit, the newest first.

    Args:
        told: gives an entry's sentence, which the words of the filter are looked for in.
    """
    entries = session.history()
    return Past(tuple(one for one in entries if wanted.keeps(one, told)), len(entries))


def meant_suppliers(session: Session, typed: str) -> tuple[SupplierId, ...]:
    """The suppliers that a typed name, number or CVR number may mean; none when it may mean too many."""
    words = typed.casefold().split()
    if not words:
        return ()
    with session.reading() as reader:
        suppliers = reader.suppliers()
    exact = [one for one in suppliers if typed.strip() in (one.number, one.cvr, bare_number(one.number))]
    found = exact or [one for one in suppliers if all(word in one.name.casefold() for word in words)]
    return tuple(one.id for one in found) if len(found) <= _MOST_MEANT else ()


def entries_about(session: Session, suppliers: Iterable[SupplierId]) -> frozenset[int]:
    """Numbers of the entries that changed something about one of the suppliers."""
    with session.reading() as reader:
        return reader.past().entries_about(suppliers)


def row_ids(session: Session, number: int, suppliers: Iterable[SupplierId] = ()) -> Sequence[int]:
    """Ids of the rows that an entry changed; with suppliers only those about them."""
    with session.reading() as reader:
        return reader.past().row_ids(number, suppliers)


def rows(session: Session, ids: Sequence[int]) -> Mapping[int, PastRow]:
    """Some of the rows by id; those that have been cleaned away are left out."""
    with session.reading() as reader:
        return reader.past().rows(ids)


def each_row(session: Session, number: int) -> Iterator[PastRow]:
    """All rows of an entry one after the other, read in parts so that the plan is never held long."""
    ids = row_ids(session, number)
    for start in range(0, len(ids), _AT_ONCE):
        part = rows(session, ids[start : start + _AT_ONCE])
        yield from (part[key] for key in ids[start : start + _AT_ONCE] if key in part)
