"""What does the rollout look like on a sheet? One row for each supplier, with its wave, its days and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.domain.rollout_dates import WaveDates
from desktop.domain.sheets import Cell, CellKind, Sheet, SheetColumn
from desktop.texts.translate import _


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A supplier of the rollout.

    Attributes:
        wave: its name, or what the lane of those without one is called.
        dates: of the wave; None for those who are in none.
        marks: locked, written to and the like, in words.
    """

    wave: str
    dates: WaveDates | None
    number: str
    name: str
    cvr: str
    trade: str
    per_month: float
    marks: tuple[str, ...]
    why: tuple[str, ...]


def listed(lines: Iterable[SheetLine]) -> Sheet:
    """The rollout as it is exported."""
    return Sheet(
        name=_("Rollout"),
        columns=(
            SheetColumn(_("Wave")),
            SheetColumn(_("First letters"), CellKind.DATE),
            SheetColumn(_("Reminder"), CellKind.DATE),
            SheetColumn(_("Changes"), CellKind.DATE),
            SheetColumn(_("Last day with the old EAN number"), CellKind.DATE),
            SheetColumn(_("Supplier no."), CellKind.IDENTIFIER),
            SheetColumn(_("Supplier")),
            SheetColumn(_("CVR no."), CellKind.IDENTIFIER),
            SheetColumn(_("Trade")),
            SheetColumn(_("Invoices a month"), CellKind.NUMBER),
            SheetColumn(_("Status")),
            SheetColumn(_("Why here")),
        ),
        rows=tuple(_row(line) for line in lines),
    )


def _row(line: SheetLine) -> tuple[Cell, ...]:
    days: tuple[date | None, ...] = (None, None, None, None)
    if line.dates is not None:
        days = (line.dates.letter, line.dates.reminder, line.dates.cut_over, line.dates.last_old_ean)
    return (
        line.wave,
        *days,
        line.number,
        line.name,
        line.cvr,
        line.trade,
        Decimal(str(round(line.per_month, 1))),
        ", ".join(line.marks),
        " ".join(line.why),
    )
