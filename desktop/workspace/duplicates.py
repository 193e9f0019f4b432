"""Which pairs of suppliers may be one, and which of them has a person looked at?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.domain.duplicates import Duplicates, PairDecision
from desktop.domain.progress import Progress, silent
from desktop.domain.suppliers import Supplier

COUNTED_AT_ONCE = 20_000
"""Up to so many suppliers pairs are counted unasked, for the badge: it takes less than a second."""


def pairs_among(suppliers: Sequence[Supplier], progress: Progress = silent) -> Duplicates:
    """Every pair that may be one, with nobody's decision on it.

    Raises:
        Cancelled: the user stopped it.
    """
    from desktop.importing.duplicates import find_duplicates

    return find_duplicates(suppliers, progress)


def with_decisions(found: Duplicates, decisions: Iterable[PairDecision]) -> Duplicates:
    """The same pairs, each with what a person said of it."""
    said = {decision.key: decision for decision in decisions}
    pairs = tuple(
        replace(pair, decision=said[pair.key]) if pair.key in said else pair for pair in found.pairs
    )
    return replace(found, pairs=pairs)
