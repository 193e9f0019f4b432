"""What do the tests of tables look at? Made-up clinics with numbers that spreadsheets like to spoil."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.texts.numbers import kroner
from desktop.ui.tables.columns import Column, identifier_column, number_column, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView

EAN = "5790000000005"


@dataclass(frozen=True, slots=True)
class Clinic:
    """One row: a number with zeros in front, a name, an EAN number, and an amount in øre."""

    number: str
    name: str
    ean: str = EAN
    ore: int = 123_450


def columns() -> list[Column[Clinic]]:
    """Number, name, EAN number and amount."""
    return [
        identifier_column("number", "No.", lambda clinic: clinic.number),
        text_column("name", "Name", lambda clinic: clinic.name, stretches=True),
        identifier_column("ean", "EAN number", lambda clinic: clinic.ean),
        number_column(
            "amount",
            "Amount",
            lambda clinic: clinic.ore / 100,
            lambda amount: kroner(round(amount * 100)),
        ),
    ]


def view_of(*rows: Clinic) -> RowView[Clinic]:
    """A table with these rows."""
    model: RowModel[Clinic] = RowModel(columns(), lambda clinic: clinic.number)
    model.set_rows(rows)
    view = RowView(model, "Clinics")
    model.setParent(view)
    return view
