"""Which backups of a plan are worth keeping? Many of the last days, fewer of the last months."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

VERSIONS = 10
DAYS = 14
WEEKS = 8
MONTHS = 12


def worth_keeping(times: Iterable[datetime]) -> frozenset[datetime]:
    """The last ten, and the newest of each of the last 14 days, 8 weeks and 12 months that have one.

    Only days with a backup count, so a plan that rests for a year keeps what it has; and no clock is asked,
    so a machine whose clock is wrong by a year throws nothing away.

    Args:
        times: when each backup was made, in one time zone.
    """
    newest_first = sorted(set(times), reverse=True)
    kept = set(newest_first[:VERSIONS])
    kept |= _newest_of_each(newest_first, lambda at: at.date(), DAYS)
    kept |= _newest_of_each(newest_first, lambda at: at.isocalendar()[:2], WEEKS)
    kept |= _newest_of_each(newest_first, lambda at: (at.year, at.month), MONTHS)
    return frozenset(kept)


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], Hashable], most: int
) -> set[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        if period(at) not in found:
            if len(found) == most:
                break
            found[period(at)] = at
    return set(found.values())
