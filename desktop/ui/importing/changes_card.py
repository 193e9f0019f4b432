"""Which suppliers would come, change, be missing or stay as they are? One line per field that changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.domain.imports import Field, ImportSummary, Outcome, SupplierChange
from desktop.texts import importing, labels
from desktop.texts.translate import _
from desktop.ui.tables.columns import Column, identifier_column, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import TextSize
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.segments import Segments

OUTCOMES = (Outcome.NEW, Outcome.CHANGED, Outcome.GONE, Outcome.SAME)
_MOST_TELLING = (Outcome.CHANGED, Outcome.NEW, Outcome.GONE, Outcome.SAME)
"""What is looked at first, if there is any of it."""
_LEAST_LINES, _MOST_LINES = 3, 9


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the table.

    Attributes:
        key: unique among the lines.
        what: the field that changes; "" where the line is about the supplier as a whole.
    """

    key: tuple[int, int]
    change: SupplierChange
    what: str = ""
    before: str = ""
    after: str = ""


def lines_of(changes: Sequence[SupplierChange]) -> Iterator[ChangeLine]:
    """A changed supplier has a line per field, every other supplier one line."""
    for place, change in enumerate(changes):
        if change.outcome is Outcome.CHANGED:
            for number, field in enumerate(change.fields):
                yield ChangeLine(
                    (place, number),
                    change,
                    importing.changed_field(field),
                    importing.value(field, after=False) or "–",
                    importing.value(field, after=True) or "–",
                )
        else:
            yield ChangeLine((place, 0), change, after=_afterwards(change))


def _afterwards(change: SupplierChange) -> str:
    """What comes of a supplier that is not changed field by field."""
    if change.outcome is Outcome.GONE:
        return _("Stays in the plan")
    if change.outcome is Outcome.SAME:
        return _("As it is")
    told = (one for one in change.fields if one.field not in (Field.SUPPLIER_NO, Field.NAME))
    return " · ".join(f"{importing.changed_field(one)}: {importing.value(one, after=True)}" for one in told)


def change_columns() -> list[Column[ChangeLine]]:
    """Who, what, from what, to what."""
    return [
        identifier_column("number", _("No."), lambda line: line.change.number, widest=14),
        text_column(
            "name",
            _("Supplier"),
            lambda line: line.change.name,
            tooltip=lambda line: line.change.name,
            widest=28,
        ),
        text_column("what", _("What"), lambda line: line.what, widest=22),
        text_column(
            "before", _("Before"), lambda line: line.before, tooltip=lambda line: line.before, widest=26
        ),
        text_column(
            "after",
            _("After the import"),
            lambda line: line.after,
            tooltip=lambda line: line.after,
            stretches=True,
            widest=60,
        ),
        text_column(
            "decisions",
            _("Your decisions"),
            lambda line: importing.decisions(line.change.decisions),
            widest=20,
        ),
    ]


class ChangesCard(Card):
    """The suppliers an import is about, by what happens to them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Supplier by supplier"))
        self._lines: dict[Outcome, list[ChangeLine]] = {}
        self._shown: dict[Outcome, int] = {}
        self._totals: Mapping[Outcome, int] = {}
        self.stay = PlainLabel("", muted=True)
        self.views = Segments(_("What happens"), [(one.value, labels.outcome(one)) for one in OUTCOMES])
        self.model = RowModel(change_columns(), lambda line: line.key)
        self.table = RowView(self.model, _("Supplier by supplier"))
        self.more = PlainLabel("", size=TextSize.CAPTION, muted=True)
        for part in (self.stay, self.views, self.table, self.more):
            self.body.addWidget(part)
        self.views.picked.connect(lambda key: self._show(Outcome(key)))

    def show_summary(self, summary: ImportSummary, totals: Mapping[Outcome, int]) -> None:
        """Show what a reading of supplier lists would do.

        Args:
            totals: how many of each outcome there are in all.
        """
        grouped = {one: [each for each in summary.changes if each.outcome is one] for one in OUTCOMES}
        self._lines = {one: list(lines_of(changes)) for one, changes in grouped.items()}
        self._shown = {one: len(changes) for one, changes in grouped.items()}
        self._totals = totals
        self.stay.setText(importing.decisions_stay(summary.decided))
        self.stay.setVisible(bool(summary.decided))
        first = next((one for one in _MOST_TELLING if grouped[one]), Outcome.SAME)
        self.views.pick(first.value)
        self.views.show_counts({one.value: self._totals.get(one, 0) for one in OUTCOMES})
        self._show(first)
        self.setVisible(bool(summary.changes))

    def _show(self, outcome: Outcome) -> None:
        self.model.set_rows(self._lines[outcome])
        changed = outcome is Outcome.CHANGED
        decided = any(line.change.decisions for line in self._lines[outcome])
        for key, there in (("what", changed), ("before", changed), ("decisions", decided)):
            self.table.setColumnHidden(self._place_of(key), not there)
        self.table.fit_columns()
        self.table.show_lines(min(max(len(self._lines[outcome]), _LEAST_LINES), _MOST_LINES))
        text = importing.first_of(self._shown[outcome], self._totals.get(outcome, 0))
        self.more.setText(text)
        self.more.setVisible(bool(text))

    def _place_of(self, key: str) -> int:
        return next(place for place, column in enumerate(self.model.columns) if column.key == key)
