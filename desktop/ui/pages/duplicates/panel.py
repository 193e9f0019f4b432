"""How do two suppliers look side by side? Field by field, what differs marked, and the verbs below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.duplicates import FieldPair, side_by_side
from desktop.texts import duplicates as texts
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.pages.duplicates.columns import called, strength_icon, strength_tone, strength_words
from desktop.ui.pages.duplicates.views import PairRow
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel, plain_tip
from desktop.ui.widgets.pills import Pill

_ROOMY = 50
"""With less room than so many characters a field's name stands above the two values."""
_IDENTIFIERS = frozenset({"number", "cvr", "phone", "ean", "postal_code", "trade_code"})


class Comparison(QWidget):
    """Two suppliers in two columns. What differs is strong and has ≠ beside it; what is the same is quiet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, Space.SMALL, 0, 0)
        self._grid.setHorizontalSpacing(Space.SMALL)
        self._grid.setVerticalSpacing(Space.TINY)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self.texts: list[tuple[str, str, str, str]] = []
        self._row: PairRow | None = None
        self._narrow = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Names go above their values where there is no room beside them, and back."""
        if self._row is not None and self._is_narrow() != self._narrow:
            self.show_row(self._row)

    def _is_narrow(self) -> bool:
        return self.width() < _ROOMY * self.fontMetrics().averageCharWidth()

    def show_row(self, row: PairRow) -> None:
        """Fill the columns; `texts` holds what stands there: field, first, sign, second."""
        self._row, self._narrow = row, self._is_narrow()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.texts = []
        for found in side_by_side(row.pair.first.facts, row.pair.second.facts):
            self._add(texts.field(found.field), found)
        self._add(
            _("Invoices in the period"),
            FieldPair(
                "invoices",
                numbers.whole(row.first_invoices),
                numbers.whole(row.second_invoices),
                differs=False,
            ),
        )

    def _add(self, title: str, found: FieldPair) -> None:
        at = len(self.texts) * 3
        sign = "≠" if found.differs else ""
        self.texts.append((title, found.first, sign, found.second))
        narrow = self._narrow
        name = PlainLabel(title, muted=True, size=TextSize.CAPTION)
        self._grid.addWidget(name, at, 0, 1, 4 if narrow else 1, Qt.AlignmentFlag.AlignTop)
        row = at + 1 if narrow else at
        for column, value in ((1, found.first), (3, found.second)):
            self._grid.addWidget(_value(found, value), row, column)
        if sign:
            mark = PlainLabel(sign, tone=Tone.ATTENTION, size=TextSize.STRONG, wrap=False)
            mark.setAccessibleName(_("{field} differs").format(field=title))
            self._grid.addWidget(mark, row, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(Divider(), at + 2, 0, 1, 4)


def _value(found: FieldPair, value: str) -> PlainLabel:
    label = PlainLabel(
        value or "–",
        size=TextSize.STRONG if found.differs else TextSize.BODY,
        muted=not value,
        tabular=found.field in _IDENTIFIERS,
        selectable=True,
    )
    # A long e-mail address must not push the other column out of the panel.
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setToolTip(plain_tip(value))
    return label


class PairDrawer(Drawer):
    """One pair: how sure, why, side by side, and what to do about it.

    Signals:
        merge_asked: put the two together (asks first which of them stays).
        decided: a `PairVerdict` value, or "" to take the decision back.
        next_asked: show the next pair that waits.
    """

    merge_asked = Signal()
    decided = Signal(str)
    next_asked = Signal()
    least_width = 460

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Side by side"))
        self.pill = Pill()
        self.both = PlainLabel("", size=TextSize.CARD_TITLE)
        self.why = PlainLabel("", muted=True)
        self.said = PlainLabel("")
        self.comparison = Comparison()
        self.lift(self.both)
        for widget in (self.pill, self.why, self.said, self.comparison):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self._add_verbs()

    def _add_verbs(self) -> None:
        """The verbs stand below the scrolled part, so that they are always to be seen."""
        self.merge = PrimaryButton(
            _("The same – put together…"), hint=_("You choose which of the two stays (Ctrl+M).")
        )
        self.different = Button(_("Two different"), hint=_("Remembered for the next import (Ctrl+D)."))
        self.same = LinkButton(
            _("The same, but let both stay"), hint=_("Nothing is moved; the pair is not asked about again.")
        )
        self.take_back = LinkButton(_("Take the decision back"))
        go_on = _("Go on without deciding (Ctrl+Down).")
        self.next = LinkButton(_("Next pair"), icon="arrow-right", hint=go_on)
        self.merge.clicked.connect(self.merge_asked)
        self.different.clicked.connect(lambda _checked=False: self.decided.emit("different"))
        self.same.clicked.connect(lambda _checked=False: self.decided.emit("same"))
        self.take_back.clicked.connect(lambda _checked=False: self.decided.emit(""))
        self.next.clicked.connect(self.next_asked)
        loud = QWidget()
        flow = FlowLayout(loud)
        flow.addWidget(self.merge)
        flow.addWidget(self.different)
        quiet = QHBoxLayout()
        quiet.setSpacing(Space.LARGE)
        for widget in (self.same, self.take_back):
            quiet.addWidget(widget)
        quiet.addStretch(1)
        quiet.addWidget(self.next)
        verbs = QVBoxLayout()
        verbs.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.LARGE)
        verbs.setSpacing(Space.SMALL)
        verbs.addWidget(loud)
        verbs.addLayout(quiet)
        self.body.addWidget(Divider())
        self.body.addLayout(verbs)

    def show_row(self, row: PairRow) -> None:
        """Show a pair."""
        pair = row.pair
        self.pill.set(strength_words(row), strength_tone(row), icon=strength_icon(row))
        # Each on a line of its own: what is nearly alike is compared more easily above each other.
        message = _("{first} and {second}").replace(" {second}", "\n{second}")
        self.both.setText(message.format(first=called(pair.first), second=called(pair.second)))
        self.why.setText(
            _("{evidence}. {help}").format(
                evidence=texts.in_common(pair), help=texts.strength_help(pair.strength)
            )
        )
        decision = pair.decision
        self.said.setText(texts.decided(decision) if decision else "")
        self.said.setVisible(decision is not None)
        self.comparison.show_row(row)
        self.different.setVisible(decision is None)
        self.same.setVisible(decision is None)
        self.take_back.setVisible(decision is not None)
