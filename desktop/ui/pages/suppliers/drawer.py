"""What does the panel beside the supplier table show? One supplier in full, or several to decide on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.relevance import TradeTable
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.deciding import DecisionBar, collective_verbs, relevance_verbs
from desktop.ui.pages.supplier_details import SupplierDetails
from desktop.ui.pages.supplier_sections import (
    CollectiveSection,
    CourseSection,
    HeadSection,
    InvoicesSection,
    NoteSection,
    RelevanceSection,
)
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import Section


class OneSupplier(QWidget):
    """Everything about one supplier.

    Signals:
        decided: subject and value.
        evidence_asked: show all of the evidence.
        history_asked: show everything that was done about it.
    """

    decided = Signal(object, str)
    evidence_asked = Signal()
    history_asked = Signal()

    def __init__(self, trades: TradeTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = HeadSection()
        self.relevance = RelevanceSection(trades)
        self.collective = CollectiveSection()
        self.invoices = InvoicesSection()
        self.note = NoteSection()
        self.course = CourseSection(trades)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(self.head)
        for part in (self.relevance, self.collective, self.invoices, self.note, self.course):
            column.addWidget(part)
        column.addStretch(1)
        for deciding in (self.relevance, self.collective, self.note):
            deciding.decided.connect(self.decided)
        self.collective.all_asked.connect(self.evidence_asked)
        self.course.history_asked.connect(self.history_asked)

    def show_details(self, details: SupplierDetails) -> None:
        self.head.show_assessment(details.assessment)
        for part in (self.relevance, self.collective, self.invoices, self.note, self.course):
            part.show_details(details)


class SeveralSuppliers(QWidget):
    """Several chosen suppliers: what they add up to, and one decision for all of them.

    Signals:
        decided: subject and value.
    """

    decided = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel("", size=TextSize.CARD_TITLE)
        self.invoices = KeyValueRow(_("Invoices in the period"))
        self.amount = KeyValueRow(_("Amount"), divider=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        for widget in (self.title, self.invoices, self.amount, Divider()):
            column.addWidget(widget)
        self.relevance = self._part(column, _("Do they belong in KP?"), Subject.RELEVANCE)
        self.collective = self._part(column, _("Do they send collective invoices?"), Subject.COLLECTIVE)
        column.addStretch(1)

    def _part(self, column: QVBoxLayout, title: str, subject: Subject) -> DecisionBar:
        section = Section(title)
        bar = DecisionBar(title, relevance_verbs() if subject is Subject.RELEVANCE else collective_verbs())
        bar.decided.connect(lambda value: self.decided.emit(subject, value))
        section.body.addWidget(bar)
        column.addWidget(section)
        return bar

    def show_rows(self, rows: Sequence[SupplierAssessment]) -> None:
        count = len(rows)
        self.title.setText(
            ngettext_("{n} supplier chosen", "{n} suppliers chosen", count).format(n=numbers.whole(count))
        )
        self.invoices.set_value(numbers.whole(sum(one.activity.invoices for one in rows)))
        self.amount.set_value(numbers.whole_kroner(sum(one.activity.amount_ore for one in rows)))
        for bar in (self.relevance, self.collective):
            bar.show_decision("")
            bar.undo.setVisible(True)


class SupplierDrawer(Drawer):
    """The panel at the right: one supplier, or several.

    Signals:
        decided: subject and value, for the suppliers that are chosen.
        evidence_asked: show all of the evidence about the supplier.
        history_asked: show everything that was done about the supplier.
    """

    decided = Signal(object, str)
    evidence_asked = Signal()
    history_asked = Signal()

    def __init__(self, trades: TradeTable, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("About the supplier"))
        self.one = OneSupplier(trades)
        self.several = SeveralSuppliers()
        self.lift(self.one.head.name, self.several.title)
        self.content.addWidget(self.one)
        self.content.addWidget(self.several)
        self.several.hide()
        self.several.title.hide()
        self.one.decided.connect(self.decided)
        self.one.evidence_asked.connect(self.evidence_asked)
        self.one.history_asked.connect(self.history_asked)
        self.several.decided.connect(self.decided)

    def take_focus(self) -> None:
        """Put the keyboard where what is chosen can be settled."""
        bar = self.one.relevance.bar if self.several.isHidden() else self.several.relevance
        bar.take_focus()

    def show_details(self, details: SupplierDetails) -> None:
        self.one.show_details(details)
        self._turn_to(self.one)

    def show_several(self, rows: Sequence[SupplierAssessment]) -> None:
        self.several.show_rows(rows)
        self._turn_to(self.several)

    def _turn_to(self, part: QWidget) -> None:
        # Not stacked: a stack is always as high as its highest part.
        for each, heading in ((self.one, self.one.head.name), (self.several, self.several.title)):
            heading.setVisible(part is each)
        if part.isHidden():
            self.one.setVisible(part is self.one)
            self.several.setVisible(part is self.several)
            self.pane.verticalScrollBar().setValue(0)
