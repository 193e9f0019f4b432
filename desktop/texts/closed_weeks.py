"""How are the weeks a municipality closes written, so that they can be read again?"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.working_days import ClosedPeriod


def written(periods: Iterable[ClosedPeriod]) -> str:
    """One period after the other: "12-07-2027 – 30-07-2027 Sommerferie; 18-10-2027"."""
    return "; ".join(_period(one) for one in periods)


def _period(period: ClosedPeriod) -> str:
    days = f"{period.first:%d-%m-%Y}"
    if period.last != period.first:
        days = f"{days} – {period.last:%d-%m-%Y}"
    # A semicolon goes between periods, so none may stand in a name.
    return f"{days} {period.title.replace(';', ',')}".strip()
