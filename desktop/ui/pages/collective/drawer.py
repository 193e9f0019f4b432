"""What stands behind "sends collective invoices"? The invoices, by number, and how to settle it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.collective import ToldApart
from desktop.domain.invoices import Invoice
from desktop.texts import citizens, numbers
from desktop.texts.translate import _
from desktop.ui.charts.bars import CitizensHistogram
from desktop.ui.pages.collective.columns import evidence_columns
from desktop.ui.pages.supplier_details import SupplierDetails
from desktop.ui.pages.supplier_sections import CollectiveSection, HeadSection
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import TextSize
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import Section

_ROWS = 9
_NAMED = 6
"""How many invoice numbers are written out."""


class EvidenceSection(Section):
    """The invoices that name several citizens, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("The invoices behind it"), parent)
        self.model: RowModel[Invoice] = RowModel(evidence_columns(), lambda row: row.id, self)
        self.view = RowView(self.model, _("The invoices behind it"))
        self.none = PlainLabel(_("No invoice names more than one citizen for sure."), muted=True)
        self.body.addWidget(self.view)
        self.body.addWidget(self.none)

    def show_details(self, details: SupplierDetails) -> None:
        self.model.set_rows(details.collective)
        self.view.fit_columns()
        count = len(details.collective)
        self.view.setVisible(bool(count))
        self.none.setVisible(not count)
        self.view.show_lines(min(count, _ROWS))


class ApartSection(Section):
    """What else is told of its invoices: none named, several on a line, in the person reference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Also seen"), parent)
        self.lines: dict[ToldApart, PlainLabel] = {}
        self.numbers: dict[ToldApart, PlainLabel] = {}
        for kind in ToldApart:
            self.lines[kind] = PlainLabel("")
            self.numbers[kind] = PlainLabel("", muted=True, size=TextSize.CAPTION)
            self.body.addWidget(self.lines[kind])
            self.body.addWidget(self.numbers[kind])

    def show_details(self, details: SupplierDetails) -> None:
        for kind, invoices in details.apart:
            self.lines[kind].setText(citizens.told_apart_count(kind, len(invoices)))
            self.numbers[kind].setText(_names(invoices))
            self.lines[kind].setVisible(bool(invoices))
            self.numbers[kind].setVisible(bool(invoices))
        self.setVisible(any(invoices for _kind, invoices in details.apart))


def _names(invoices: Sequence[Invoice]) -> str:
    """The newest few by number, and how many more."""
    names = ", ".join(each.facts.invoice_no or _("Without a number") for each in invoices[:_NAMED])
    more = len(invoices) - _NAMED
    return _("{names} and {n} more").format(names=names, n=numbers.whole(more)) if more > 0 else names


class HistogramSection(Section):
    """How many invoices name how many citizens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Citizens per invoice"), parent)
        self.chart = CitizensHistogram()
        self.summary = PlainLabel("", muted=True)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.summary)

    def show_details(self, details: SupplierDetails) -> None:
        self.chart.set_counts(details.histogram)
        self.summary.setText(self.chart.summary())
        self.setVisible(bool(details.histogram))


class CollectiveDrawer(Drawer):
    """One supplier's collective invoices.

    Signals:
        decided: subject and value.
        supplier_asked: show the supplier on its own page.
    """

    decided = Signal(object, str)
    supplier_asked = Signal()
    least_width = 440

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Evidence"))
        self.head = HeadSection()
        self.collective = CollectiveSection(evidence=False)
        self.evidence = EvidenceSection()
        self.histogram = HistogramSection()
        self.apart = ApartSection()
        self.more = LinkButton(_("Everything about the supplier"))
        self.lift(self.head.name)
        for widget in (
            *(self.head, self.collective, self.evidence, self.histogram),
            *(self.apart, self.more),
        ):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.collective.decided.connect(self.decided)
        self.more.clicked.connect(self.supplier_asked)

    def show_details(self, details: SupplierDetails) -> None:
        self.head.show_assessment(details.assessment)
        for part in (self.collective, self.evidence, self.histogram, self.apart):
            part.show_details(details)
