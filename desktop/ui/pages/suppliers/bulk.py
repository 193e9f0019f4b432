"""What can be done to the chosen suppliers at once? The same verbs in the menu and on the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.relevance import Relevance, TradeTable
from desktop.texts import labels
from desktop.texts.translate import _
from desktop.ui.tables.view import RowView


class BulkActions(QObject):
    """Actions on a table of suppliers, with keys that work while the table has the keyboard.

    Signals:
        decided: subject and value, for all chosen suppliers.
    """

    decided = Signal(object, str)

    def __init__(self, view: RowView[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._trades = TradeTable(())
        self.in_kp = self._action(
            labels.relevance(Relevance.KP), Subject.RELEVANCE, Relevance.KP.value, "Ctrl+K"
        )
        self.outside = self._action(
            labels.relevance(Relevance.OUTSIDE), Subject.RELEVANCE, Relevance.OUTSIDE.value, "Ctrl+U"
        )
        self.back = self._action(_("Take the decision back"), Subject.RELEVANCE, "", "Ctrl+Shift+K")
        self.collective = [
            self._action(labels.collective_decision(decision), Subject.COLLECTIVE, decision.value)
            for decision in CollectiveDecision
        ]
        self.collective.append(self._action(_("Take the decision back"), Subject.COLLECTIVE, ""))

    def use_trades(self, trades: TradeTable) -> None:
        self._trades = trades

    def _action(self, text: str, subject: Subject, value: str, keys: str = "") -> QAction:
        action = QAction(text, self._view)
        action.triggered.connect(lambda _checked=False: self.decided.emit(subject, value))
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._view.addAction(action)
        return action

    def fill(self, menu: QMenu) -> None:
        """Put everything into a context menu."""
        menu.addActions([self.in_kp, self.outside, self.back])
        menu.addSeparator()
        menu.addMenu(self._sub_menu(menu, _("Collective invoices"), self.collective))
        menu.addMenu(self._trade_menu(menu))

    def _sub_menu(self, menu: QMenu, title: str, actions: list[QAction]) -> QMenu:
        below = QMenu(title, menu)
        below.addActions(actions)
        return below

    def _trade_menu(self, menu: QMenu) -> QMenu:
        below = QMenu(_("Trade"), menu)
        for trade in self._trades.trades:
            below.addAction(self._action(trade.title, Subject.TRADE, trade.key))
        below.addSeparator()
        below.addAction(self._action(_("Automatic"), Subject.TRADE, ""))
        return below
