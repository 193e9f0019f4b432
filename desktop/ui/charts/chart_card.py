"""How does a chart stand on a page? On a card with its sentence, and its table one click away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.texts.translate import _
from desktop.ui.charts.chart import Chart
from desktop.ui.tables.columns import Column, Looks
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel

_Row = tuple[str, ...]


class ChartCard(Card):
    """A chart, or the same figures as a table; `below` stands under either."""

    def __init__(self, title: str, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=title)
        self.chart = chart
        self.sentence = PlainLabel("", muted=True)
        self.switch = LinkButton(_("Show as table"))
        self.switch.clicked.connect(lambda _checked=False: self.show_table(not self.shows_table))
        self.view: RowView[_Row] | None = None
        self._title = title
        if self.title_row is not None:
            self.title_row.addWidget(self.switch)
        self.body.addWidget(self.sentence)
        self.body.addWidget(chart, 1)

    @property
    def shows_table(self) -> bool:
        return self.view is not None

    def show_table(self, as_table: bool) -> None:
        """Show the figures as a table, or as a chart again."""
        if self.view is not None:
            self.body.removeWidget(self.view)
            self.view.hide()
            self.view.deleteLater()
            self.view = None
        self.chart.setVisible(not as_table)
        self.switch.setText(_("Show as chart") if as_table else _("Show as table"))
        if as_table:
            self.view = self._table()
            self.body.insertWidget(self.body.indexOf(self.chart), self.view, 1)

    def figures_changed(self) -> None:
        """The chart has other figures: the table, when it is the one that is shown, follows."""
        if self.view is not None:
            self.show_table(True)

    def _table(self) -> RowView[_Row]:
        twin = self.chart.table()
        columns = [
            _column(at, heading, number=number)
            for at, (heading, number) in enumerate(zip(twin.headings, twin.numbers, strict=True))
        ]
        model: RowModel[_Row] = RowModel(columns, lambda row: row, self)
        view = RowView(model, self._title)
        model.set_rows(twin.rows)
        view.show_lines(len(twin.rows))
        return view


def _column(at: int, heading: str, *, number: bool) -> Column[_Row]:
    def sort_key(row: _Row) -> object:
        return (float(row[at].replace(",", ".")) if row[at] else None) if number else row[at]

    return Column(
        str(at),
        heading,
        lambda row: row[at],
        sort_key,
        looks=Looks.NUMBER if number else Looks.TEXT,
        stretches=at == 0,
    )
