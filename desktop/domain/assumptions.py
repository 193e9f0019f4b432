"""What does the EAN model assume, in which unit, and within which range?

Each assumption is declared once, here.

The defaults are working assumptions, not facts: the guide (seed 002) gives none. They are shown as
"antagelse" and every one can be changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.errors import UnknownAssumption


class Unit(StrEnum):
    """What a value of an assumption is counted in."""

    MINUTES = "minutes"
    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"
    SHARE = "share"
    SUPPLIERS = "suppliers"
    INVOICES_PER_MONTH = "invoices_per_month"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One number of the model.

    Attributes:
        key: name on the command line (`--assume KEY=VALUE`).
        default: the value until somebody changes it.
        low, high: the range that makes sense.
        whole: only whole numbers make sense.
    """

    key: str
    unit: Unit
    default: float
    low: float
    high: float
    whole: bool = False


ASSUMPTIONS: tuple[Assumption, ...] = (
    Assumption("letter_minutes", Unit.MINUTES, 6, 0, 120),
    Assumption("call_share", Unit.SHARE, 0.25, 0, 1),
    Assumption("call_minutes", Unit.MINUTES, 10, 0, 120),
    Assumption("reminder_share", Unit.SHARE, 0.20, 0, 1),
    Assumption("reminder_minutes", Unit.MINUTES, 5, 0, 120),
    Assumption("months_until_changed", Unit.MONTHS, 1.5, 0, 12),
    Assumption("reject_minutes", Unit.MINUTES, 8, 0, 120),
    Assumption("old_way_minutes", Unit.MINUTES, 2, 0, 120),
    Assumption("setup_hours", Unit.HOURS, 8, 0, 200),
    Assumption("watching_hours", Unit.HOURS, 1, 0, 40),
    Assumption("notice_weeks", Unit.WEEKS, 6, 0, 52),
    Assumption("wave_interval_weeks", Unit.WEEKS, 4, 1, 26),
    Assumption("tail_weeks", Unit.WEEKS, 4, 0, 26),
    Assumption("pilot_suppliers", Unit.SUPPLIERS, 8, 1, 200, whole=True),
    Assumption("wave_suppliers", Unit.SUPPLIERS, 25, 1, 1000, whole=True),
    Assumption("capacity_per_month", Unit.INVOICES_PER_MONTH, 300, 0, 100_000),
    Assumption("window_months", Unit.MONTHS, 12, 1, 36, whole=True),
)
_BY_KEY = {assumption.key: assumption for assumption in ASSUMPTIONS}


class Assumptions(Mapping[str, float]):
    """The values in force: defaults with a person's changes on top.

    Raises:
        UnknownAssumption: for a key the model does not have, or a value outside its range.
    """

    def __init__(self, changed: Mapping[str, float] | None = None) -> None:
        self._changed = {key: _checked(key, value) for key, value in (changed or {}).items()}

    def __getitem__(self, key: str) -> float:
        return self._changed.get(key, _BY_KEY[key].default)

    def __iter__(self) -> Iterator[str]:
        return iter(_BY_KEY)

    def __len__(self) -> int:
        return len(_BY_KEY)

    @property
    def changed(self) -> Mapping[str, float]:
        """Only what differs from the declared defaults."""
        return {key: value for key, value in self._changed.items() if value != _BY_KEY[key].default}

    def with_value(self, key: str, value: float) -> Assumptions:
        return Assumptions({**self._changed, key: value})

    def moved(self, key: str, factor: float) -> Assumptions:
        """One assumption multiplied and kept inside its range, for the sensitivity analysis."""
        declared = _BY_KEY[key]
        value = min(declared.high, max(declared.low, self[key] * factor))
        return self.with_value(key, max(1, round(value)) if declared.whole else value)


def _checked(key: str, value: float) -> float:
    declared = _BY_KEY.get(key)
    if declared is None:
        raise UnknownAssumption(key)
    if not declared.low <= value <= declared.high or (declared.whole and value != int(value)):
        raise UnknownAssumption(key, low=declared.low, high=declared.high)
    return value
