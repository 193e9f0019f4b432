"""What are the parts of the panel about one supplier? Each shows one thing, its evidence and its verbs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.invoices import Invoice
from desktop.domain.recipients import missing_contact
from desktop.domain.relevance import Relevance, TradeTable
from desktop.texts import dates, labels, numbers, recipients
from desktop.texts.translate import _, ngettext_
from desktop.ui.charts.bars import MonthBars
from desktop.ui.pages.deciding import (
    DecisionBar,
    collective_decision,
    collective_verbs,
    decided_by,
    relevance_decision,
    relevance_verbs,
)
from desktop.ui.pages.supplier_details import SupplierDetails, course, event_date
from desktop.ui.pages.supplier_words import relevance_tone
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.pills import Pill
from desktop.ui.widgets.section import Section, emptied

_EVIDENCE_LINES = 4
_EVENTS = 8


class HeadSection(QWidget):
    """Who it is: name, numbers, address, and what stands out as pills."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = PlainLabel("", size=TextSize.CARD_TITLE, selectable=True)
        self.numbers = PlainLabel("", muted=True, selectable=True, tabular=True)
        self.address = PlainLabel("", muted=True, selectable=True)
        self.pills = QWidget()
        self._flow = FlowLayout(self.pills, gap=Space.TINY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.HAIR)
        for widget in (self.name, self.numbers, self.address):
            column.addWidget(widget)
        column.addSpacing(Space.TINY)
        column.addWidget(self.pills)

    def show_assessment(self, one: SupplierAssessment) -> None:
        facts = one.supplier.facts
        self.name.setText(facts.name or _("Without a name"))
        parts = [_("No. {number}").format(number=facts.number)] if facts.number else []
        parts += [_("CVR {cvr}").format(cvr=facts.cvr)] if facts.cvr else []
        self.numbers.setText(" · ".join(parts))
        street = ", ".join(line for line in facts.address.splitlines() if line.strip())
        town = f"{facts.postal_code} {facts.city}".strip()
        lines = [", ".join(part for part in (street, town) if part), facts.email, facts.phone]
        self.address.setText("\n".join(line for line in lines if line))
        self.address.setVisible(any(lines))
        self._flow.clear()
        for pill in _pills(one):
            self._flow.addWidget(pill)
        self.pills.updateGeometry()


def _pills(one: SupplierAssessment) -> list[Pill]:
    relevance = one.relevance.relevance
    pills = [Pill(labels.relevance(relevance), relevance_tone(relevance) or Tone.NEUTRAL)]
    if one.collective.state is not CollectiveState.NO:
        open_question = one.collective.state is CollectiveState.SUSPECTED
        tone = Tone.ATTENTION if open_question else Tone.NEUTRAL
        pills.append(Pill(labels.collective_state(one.collective.state), tone))
    if not one.is_active:
        pills.append(Pill(_("No invoices in the period"), Tone.NEUTRAL))
    pills += [Pill(recipients.missing(kind), Tone.ATTENTION) for kind in missing_contact(one)]
    return pills


class RelevanceSection(Section):
    """Why KP, or why not; who says so; and how to overrule it, by the answer or by the trade.

    Signals:
        decided: subject and value; "" takes the decision back.
    """

    decided = Signal(object, str)

    def __init__(self, trades: TradeTable, parent: QWidget | None = None) -> None:
        super().__init__(_("Why KP?"), parent)
        self.reason = PlainLabel("")
        self.by = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.bar = DecisionBar(_("Belongs in KP"), relevance_verbs())
        self.bar.decided.connect(lambda value: self.decided.emit(Subject.RELEVANCE, value))
        self.trade = Choice()
        self.trade.setAccessibleName(_("Trade"))
        self.trade.addItem(_("Automatic"), "")
        for trade in trades.trades:
            self.trade.addItem(trade.title, trade.key)
        self.trade.activated.connect(self._trade_chosen)
        trade_row = QHBoxLayout()
        trade_row.setSpacing(Space.SMALL)
        trade_row.addWidget(PlainLabel(_("Trade"), muted=True, wrap=False))
        trade_row.addWidget(self.trade, 1)
        for widget in (self.reason, self.by, self.bar):
            self.body.addWidget(widget)
        self.body.addSpacing(Space.TINY)
        self.body.addLayout(trade_row)

    def show_details(self, details: SupplierDetails) -> None:
        one = details.assessment
        self.set_title(
            {
                Relevance.KP: _("Why KP?"),
                Relevance.OUTSIDE: _("Why outside KP?"),
                Relevance.UNKNOWN: _("Does it belong in KP?"),
            }[one.relevance.relevance]
        )
        self.reason.setText(labels.relevance_reason(one.relevance))
        self.by.setText(decided_by(details.decisions, Subject.RELEVANCE))
        self.bar.show_decision(relevance_decision(one))
        seen = labels.trade(None if one.relevance.trade_by_hand else one.relevance.trade)
        automatic = _("Automatic") if one.relevance.trade_by_hand else _("Automatic: {trade}")
        self.trade.setItemText(0, automatic.format(trade=seen))
        by_hand = one.relevance.trade.key if one.relevance.trade and one.relevance.trade_by_hand else ""
        self.trade.setCurrentIndex(max(0, self.trade.findData(by_hand)))

    def _trade_chosen(self, index: int) -> None:
        self.decided.emit(Subject.TRADE, str(self.trade.itemData(index) or ""))


class CollectiveSection(Section):
    """Whether it sends collective invoices, the invoices that show it, and how to settle it.

    Signals:
        decided: subject and value.
        all_asked: show all of the evidence.
    """

    decided = Signal(object, str)
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, evidence: bool = True) -> None:
        super().__init__(_("Collective invoices"), parent)
        self._evidence = evidence
        self.reason = PlainLabel("")
        self.by = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.lines = QWidget()
        self._list = QVBoxLayout(self.lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        self.all = LinkButton("")
        self.all.clicked.connect(self.all_asked)
        self.bar = DecisionBar(_("Collective invoices"), collective_verbs())
        self.bar.decided.connect(lambda value: self.decided.emit(Subject.COLLECTIVE, value))
        for widget in (self.reason, self.by, self.lines, self.all, self.bar):
            self.body.addWidget(widget)

    def show_details(self, details: SupplierDetails) -> None:
        one = details.assessment
        self.reason.setText(labels.collective_reason(one.collective))
        self.by.setText(decided_by(details.decisions, Subject.COLLECTIVE))
        shown = details.collective[:_EVIDENCE_LINES] if self._evidence else ()
        emptied(self._list)
        for at, invoice in enumerate(shown):
            row = KeyValueRow(evidence_name(invoice), citizens(invoice), divider=at < len(shown) - 1)
            row.value.setWordWrap(False)
            self._list.addWidget(row)
        self.lines.setVisible(bool(shown))
        count = len(details.collective)
        self.all.setText(
            ngettext_("See the evidence: {n} invoice", "See the evidence: {n} invoices", count).format(
                n=numbers.whole(count)
            )
        )
        self.all.setVisible(self._evidence and bool(count))
        self.bar.show_decision(collective_decision(one))


def evidence_name(invoice: Invoice) -> str:
    """An invoice by its number and date: the evidence, never a citizen."""
    facts = invoice.facts
    number = facts.invoice_no or _("Without a number")
    return f"{number} · {dates.short(facts.issue_date)}" if facts.issue_date else number


def citizens(invoice: Invoice) -> str:
    """How many citizens, and how sure: "6 citizens, certain"."""
    evidence = invoice.facts.evidence
    if evidence.citizens is None or not evidence.is_collective:
        return _("Says so itself")
    count = ngettext_("{n} citizen", "{n} citizens", evidence.citizens).format(
        n=numbers.whole(evidence.citizens)
    )
    return f"{count}, {labels.grade(evidence.grade).lower()}"


class InvoicesSection(Section):
    """How much comes from it, month by month and to which EAN numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Invoices per month"), parent)
        self.bars = MonthBars()
        self.none = PlainLabel("", muted=True)
        self.eans = QWidget()
        self._list = QVBoxLayout(self.eans)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(0)
        for widget in (self.bars, self.none, self.eans):
            self.body.addWidget(widget)

    def show_details(self, details: SupplierDetails) -> None:
        self.bars.set_months(details.months)
        self.bars.setVisible(bool(details.months))
        activity = details.assessment.activity
        self.none.setText(labels.activity_source(activity.source))
        self.none.setVisible(not details.months)
        emptied(self._list)
        for use in sorted(activity.uses, key=lambda one: -one.invoices):
            amount = f" · {numbers.whole_kroner(use.amount_ore)}" if use.amount_ore else ""
            count = ngettext_("{n} invoice", "{n} invoices", use.invoices).format(
                n=numbers.whole(use.invoices)
            )
            name = _("EAN {ean}").format(ean=use.ean) if use.ean else _("Without EAN")
            row = KeyValueRow(name, count + amount, divider=False)
            row.value.setWordWrap(False)
            self._list.addWidget(row)
        self.eans.setVisible(bool(activity.uses))


class NoteSection(Section):
    """A note of one's own; kept when the field is left.

    Signals:
        decided: subject and the text.
    """

    decided = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Note"), parent)
        self._kept = ""
        self.field = NoteField()
        self.field.setAccessibleName(_("Note"))
        self.field.setPlaceholderText(_("Write a note. No CPR numbers: they are removed."))
        self.field.finished.connect(self._finish)
        self.field.textChanged.connect(self._show_button)
        self.keep = Button(_("Keep the note"))
        self.keep.clicked.connect(self._finish)
        self.keep.hide()
        self.body.addWidget(self.field)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def show_details(self, details: SupplierDetails) -> None:
        self._kept = details.assessment.note
        if self.field.toPlainText() != self._kept:
            self.field.setPlainText(self._kept)
        self._show_button()

    def _show_button(self) -> None:
        self.keep.setVisible(self.field.toPlainText().strip() != self._kept)

    def _finish(self) -> None:
        text = self.field.toPlainText().strip()
        if text != self._kept:
            self._kept = text
            self.keep.hide()
            self.decided.emit(Subject.NOTE, text)


class CourseSection(Section):
    """What has happened with it: decisions and letters, and the way to everything that was done.

    Signals:
        history_asked: show the history of this supplier.
    """

    history_asked = Signal()

    def __init__(self, trades: TradeTable, parent: QWidget | None = None) -> None:
        super().__init__(_("So far"), parent)
        self._trades = trades
        self.lines: list[str] = []
        self.history = LinkButton(_("History"), hint=_("Everything that was done about this supplier"))
        self.history.clicked.connect(lambda _checked=False: self.history_asked.emit())
        self._events = QVBoxLayout()
        self._events.setSpacing(Space.TINY)
        self.body.addLayout(self._events)
        self.body.addWidget(self.history, 0, Qt.AlignmentFlag.AlignLeft)

    def show_details(self, details: SupplierDetails) -> None:
        events = course(details, self._trades)[:_EVENTS]
        emptied(self._events)
        self.lines = [f"{event_date(event)}  {event.text}" for event in events]
        for line in self.lines:
            self._events.addWidget(PlainLabel(line, muted=True, tabular=True))
