"""What does the panel beside the history show? One changed row: each field, from what to what."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.past import Happened, PastRow
from desktop.domain.restoring import RESTORED
from desktop.domain.row_restoring import stays
from desktop.texts import past
from desktop.texts import restoring as texts
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import emptied


class RowDrawer(Drawer):
    """The panel at the right.

    Signals:
        supplier_asked: show the supplier on its own page.
        restore_asked: put the supplier back; the panel's row says to when.
        row_asked: put the panel's row back by itself.
    """

    supplier_asked = Signal()
    restore_asked = Signal()
    row_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("What was changed"))
        self.row: PastRow | None = None
        self.heading = PlainLabel("", size=TextSize.CARD_TITLE)
        self.kind = PlainLabel("", muted=True)
        self.supplier = LinkButton(_("Show the supplier"))
        self.restore = Button(_("Put back…"), icon="undo")
        self.restore.setToolTip(_("Shows first what can be put back to how it was."))
        self.restore_row = Button(_("Put this back"), icon="undo")
        self.restore_row.setToolTip(
            _("What this entry changed here says what it said before; can be undone.")
        )
        self.stays = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self._fields = QVBoxLayout()
        self._fields.setSpacing(Space.SMALL)
        self.lift(self.heading)
        for widget in (self.kind, self.supplier):
            self.content.addWidget(widget)
        self.content.addSpacing(Space.SMALL)
        self.content.addLayout(self._fields)
        self.content.addSpacing(Space.SMALL)
        for way in (self.restore, self.restore_row, self.stays):
            self.content.addWidget(way)
        self.content.addStretch(1)
        self.supplier.clicked.connect(lambda _checked=False: self.supplier_asked.emit())
        self.restore.clicked.connect(lambda _checked=False: self.restore_asked.emit())
        self.restore_row.clicked.connect(lambda _checked=False: self.row_asked.emit())

    def show_row(self, row: PastRow, *, can_restore: bool, in_force: bool) -> None:
        """Show one changed row.

        Args:
            can_restore: the plan can be changed.
            in_force: the entry has not been undone.
        """
        self.row = row
        why, supplier = stays(row), row.table in RESTORED
        self.heading.setText(past.about(row) or past.table(row.table))
        kind = past.table(row.table)
        self.kind.setText(f"{kind} · {past.happened(row.happened)}")
        self.supplier.setVisible(row.supplier_id is not None)
        self.restore.setVisible(can_restore and supplier)
        self.restore_row.setVisible(can_restore and in_force and not supplier and why is None)
        self.stays.setText(texts.stays(why) if why is not None else "")
        self.stays.setVisible(can_restore and why is not None)
        emptied(self._fields)
        for one in past.steps(row):
            self._fields.addWidget(_FieldChange(row.happened, *past.step(row, one)))
        self.pane.verticalScrollBar().setValue(0)


class _FieldChange(QWidget):
    """A field's name, and below it what it was and what it became."""

    def __init__(self, happened: Happened, name: str, before: str, after: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(PlainLabel(name, size=TextSize.CAPTION, muted=True))
        if happened is Happened.CHANGED:
            column.addWidget(PlainLabel(before or _("(empty)"), muted=True))
            column.addWidget(PlainLabel(_("→ {value}").format(value=after or _("(empty)"))))
        else:
            column.addWidget(PlainLabel(after or before))
        column.addWidget(Divider())
        self.setAccessibleName(f"{name}: {before} → {after}")
