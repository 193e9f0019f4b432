"""What can be done with the chosen suppliers, and with a wave? The context menus, each entry with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import REST

if TYPE_CHECKING:
    from desktop.ui.pages.rollout.page import RolloutPage


def of_suppliers(page: RolloutPage) -> QMenu:
    """The menu for the chosen suppliers."""
    menu = QMenu(page)
    rows, chosen = page.board.chosen_rows(), page.board.chosen_lane()
    lane = chosen.facts if chosen is not None else None
    in_wave = lane is not None and lane.view is not None
    movable = tuple(row.supplier_id for row in rows if row.movable)
    to = menu.addMenu(_("Move to"))
    for one in page.answers.lanes if page.answers is not None else ():
        if one.view is not None and (lane is None or one.key != lane.key):
            _add(to, one.title, partial(page.moves.move, movable, one.key))
    to.setEnabled(bool(movable) and not to.isEmpty())
    locked = all(row.locked for row in rows)
    lock = _add(menu, _("Unlock") if locked else _("Lock in the wave"), page.moves.toggle_lock, "L")
    split = _add(menu, _("Split off as a wave of its own"), page.moves.split)
    for action in (lock, split):
        action.setEnabled(in_wave)
    out = _add(menu, _("Take out of the waves"), page.moves.take_out, QKeySequence.StandardKey.Delete)
    out.setEnabled(lane is not None and lane.key != REST)
    menu.addSeparator()
    _add(menu, _("Details"), page.open_drawer, "Return")
    _add(menu, _("Open the supplier"), page.show_supplier).setEnabled(len(rows) == 1)
    return menu


def of_wave(page: RolloutPage, number: int) -> QMenu:
    """The menu of a wave."""
    menu = QMenu(page)
    chosen = page.board.chosen_lane()
    mine = chosen is not None and chosen.facts is not None and chosen.facts.key == number
    _add(menu, _("Set the dates…"), lambda: page.proposals.set_dates(number))
    _add(menu, _("Look at the gate…"), lambda: page.proposals.show_gate(number))
    menu.addSeparator()
    _add(menu, _("Choose all its suppliers"), lambda: page.board.choose_all(number))
    _add(menu, _("Split the chosen off as a wave of their own"), page.moves.split).setEnabled(mine)
    return menu


def show(menu: QMenu, place: QPoint) -> None:
    """Open a menu there, and let go of it afterwards."""
    menu.exec(place)
    menu.deleteLater()


def _add(
    menu: QMenu,
    text: str,
    act: Callable[[], object],
    key: str | QKeySequence.StandardKey | None = None,
) -> QAction:
    """An entry; its key is shown, and is the list's own to act on."""
    action = QAction(text.replace("&", "&&"), menu)
    action.triggered.connect(lambda _checked=False: act())
    if key is not None:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.setShortcutVisibleInContextMenu(True)
    menu.addAction(action)
    return action
