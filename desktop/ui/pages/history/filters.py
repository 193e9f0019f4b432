"""Which entries of the history are shown? Person, kind, supplier, period and words, in two rows of tools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.past import HistoryFilter, people
from desktop.domain.plan import HistoryEntry, OperationName
from desktop.texts import history
from desktop.texts.translate import N_, _
from desktop.ui.theme import Space
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.search_box import SearchBox

_TYPING_MS = 200
_NARROWEST = 13
"""Characters of a field: no less, or what is picked could not be read."""


class Period(StrEnum):
    """How far back."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


_PERIODS = {
    Period.ALL: N_("The whole time"),
    Period.TODAY: N_("Today"),
    Period.WEEK: N_("The last 7 days"),
    Period.MONTH: N_("The last 30 days"),
    Period.YEAR: N_("The last 12 months"),
}
_DAYS = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29, Period.YEAR: 364}


class HistoryFilters(QWidget):
    """The tools above the entries.

    Signals:
        changed: another filter is wanted.
        left_down: the cursor leaves the search for the table.
    """

    changed = Signal()
    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchBox(_("Search in what was done …"))
        self.supplier = SearchBox(_("Supplier: name, number or CVR …"))
        self.person, self.kind, self.period = Choice(), Choice(), Choice()
        for choice, name in ((self.person, _("Who")), (self.kind, _("Kind")), (self.period, _("Period"))):
            choice.setAccessibleName(name)
        for period, text in _PERIODS.items():
            self.period.addItem(_(text), period.value)
        self._offered: tuple[tuple[str, ...], frozenset[OperationName]] | None = None
        self.offer(())
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.changed.connect(self._typing.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.TINY)
        column.setSpacing(Space.SMALL)
        searches, choices = (Columns(_NARROWEST, gap=Space.SMALL) for _row in range(2))
        for box in (self.search, self.supplier):
            searches.add(box)
        for choice in (self.person, self.kind, self.period):
            choices.add(choice)
        column.addWidget(searches)
        column.addWidget(choices)
        for box in (self.search, self.supplier):
            box.searched.connect(lambda _text: self._typing.start())
            box.left_down.connect(self.left_down)
        for choice in (self.person, self.kind, self.period):
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def offer(self, entries: Sequence[HistoryEntry]) -> None:
        """Offer the people and kinds that the history has; what is picked stays picked."""
        offered = (people(entries), frozenset(one.operation for one in entries))
        if offered == self._offered:
            return
        self._offered = offered
        names, kinds = offered
        _fill(self.person, _("Everybody"), [(one, one) for one in names])
        titles = sorted((history.action(one), one.value) for one in kinds)
        _fill(self.kind, _("All kinds"), [(value, text[:1].upper() + text[1:]) for text, value in titles])

    def pick_kind(self, key: str) -> None:
        """Show one kind of operation, also before it is known which the history has; "" shows all."""
        if key in set(OperationName) and self.kind.findData(key) < 0:
            text = history.action(OperationName(key))
            self.kind.addItem(text[:1].upper() + text[1:], key)
        self.kind.setCurrentIndex(max(0, self.kind.findData(key)))

    def pick_period(self, key: str) -> None:
        """Go so far back; "" is the whole time."""
        self.period.setCurrentIndex(max(0, self.period.findData(key)))

    def wanted(self, today: date) -> HistoryFilter:
        """The filter as it is set; the supplier is for the plan to find."""
        kind = str(self.kind.currentData() or "")
        back = _DAYS.get(Period(self.period.currentData() or Period.ALL))
        return HistoryFilter(
            by=str(self.person.currentData() or ""),
            operation=OperationName(kind) if kind else None,
            first=None if back is None else today - timedelta(days=back),
            text=self.search.text(),
        )

    def clear(self) -> None:
        """Let everything through."""
        widgets = (self.search, self.supplier, self.person, self.kind, self.period)
        for widget in widgets:
            widget.blockSignals(True)
        for box in (self.search, self.supplier):
            box.setText("")
        for choice in (self.person, self.kind, self.period):
            choice.setCurrentIndex(0)
        for widget in widgets:
            widget.blockSignals(False)
        self.changed.emit()


def _fill(choice: Choice, everything: str, items: list[tuple[str, str]]) -> None:
    picked = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    choice.addItem(everything, "")
    for value, text in items:
        choice.addItem(text, value)
    choice.setCurrentIndex(max(0, choice.findData(picked)))
    choice.blockSignals(False)
