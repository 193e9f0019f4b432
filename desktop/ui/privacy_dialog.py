"""What does the plan keep? Counted, with where it lies, what never is kept, until when, and cleaning up."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.privacy import Inventory, PlaceKind, deletion
from desktop.texts import numbers
from desktop.texts import privacy as texts
from desktop.texts.translate import _
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import Section, emptied

_WIDTH, _HEIGHT = 720, 460
_EARLIER = (PlaceKind.BACKUPS, PlaceKind.OLD_FORMAT)
"""Where earlier versions lie."""


class _Pane(ScrollPane):
    def sizeHint(self) -> QSize:
        """Most of the account at once; the rest is scrolled to."""
        return QSize(super().sizeHint().width(), _HEIGHT)


class PrivacyDialog(PlainDialog):
    """The account of one plan.

    Signals:
        export_asked: write the account as a spreadsheet.
        day_set: has the deletion date, or None when it is taken back.
        clean_asked: has how many of the last entries of the history to keep.
        backups_asked: delete the earlier versions.
    """

    help_topic = "privacy"

    export_asked = Signal()
    day_set = Signal(object)
    clean_asked = Signal(int)
    backups_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(
            _("What does the plan store?"),
            parent,
            note=_("Counted from the plan itself, for whoever answers for its data."),
            width=_WIDTH,
        )
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(Space.MEDIUM)
        self._column.addLayout(self._parts)
        self._build_deletion()
        self._build_cleaning()
        self._column.addStretch(1)
        self.add_pane(self._content, _Pane(self._content, gutter=True))
        export = Button(_("Export to Excel…"), icon="export")
        export.clicked.connect(lambda _checked=False: self.export_asked.emit())
        close = PrimaryButton(_("Close"))
        close.clicked.connect(self.accept)
        self.add_button(export, left=True)
        self.add_button(close, default=True)
        for widget in (self.day, self.set_button, self.keep, self.clean_button, self.backups_button):
            widget.setEnabled(not read_only)

    def _build_deletion(self) -> None:
        section = Section(_("Deletion date"))
        self.state = PlainLabel("")
        self.labelled_day = DayField(_("The plan is to be deleted on"), hint=_("Leave it empty for no date."))
        self.day = self.labelled_day.line
        self.set_button = Button(_("Set the date"))
        self.set_button.clicked.connect(lambda _checked=False: self._set_day())
        section.body.addWidget(self.state)
        section.body.addWidget(self.labelled_day)
        section.body.addLayout(_beside(self.set_button))
        self._column.addWidget(section)

    def _build_cleaning(self) -> None:
        section = Section(_("Clean up"))
        self.history = PlainLabel("")
        self.keep = Choice()
        self.keep.setAccessibleName(_("How much of the history to keep"))
        for kept in (200, 50, 10, 0):
            text = _("Keep the last {n} entries").format(n=numbers.whole(kept)) if kept else _("Keep nothing")
            self.keep.addItem(text, kept)
        self.clean_button = Button(_("Delete earlier history…"))
        self.clean_button.clicked.connect(
            lambda _checked=False: self.clean_asked.emit(int(self.keep.currentData()))
        )
        self.backups = PlainLabel("")
        self.backups_button = Button(_("Delete the earlier versions…"))
        self.backups_button.clicked.connect(lambda _checked=False: self.backups_asked.emit())
        section.body.addWidget(self.history)
        section.body.addLayout(_beside(self.keep, self.clean_button))
        section.body.addSpacing(Space.SMALL)
        section.body.addWidget(self.backups)
        section.body.addLayout(_beside(self.backups_button))
        self._column.addWidget(section)

    def show_inventory(self, found: Inventory, today: date) -> None:
        """Show the account anew."""
        emptied(self._parts)
        stored = Section(_("What is stored"))
        for table, count in found.rows.items():
            if count:
                stored.body.addWidget(KeyValueRow(texts.row_kind(table), numbers.whole(count)))
        stored.body.addWidget(PlainLabel(texts.people(found), muted=True))
        self._parts.addWidget(stored)
        where = Section(_("Where it lies"))
        for place in found.places:
            row = KeyValueRow(texts.place_kind(place.kind), texts.size(place))
            row.setToolTip(place.where)
            where.body.addWidget(row)
            if place.kind in (PlaceKind.PLAN, PlaceKind.WORKING_COPY):
                where.body.addWidget(PlainLabel(place.where, muted=True))
        self._parts.addWidget(where)
        never = Section(_("What is never stored"))
        for one in texts.never():
            never.body.addWidget(PlainLabel(f"– {one}"))
        self._parts.addWidget(never)
        self.state.setText(texts.deletion(deletion(found.delete_on, today), found.delete_on))
        self.labelled_day.set_today(today)
        self.labelled_day.set_day(found.delete_on)
        self.history.setText(texts.history(found))
        self._show_backups(found)

    def _show_backups(self, found: Inventory) -> None:
        kept = sum(one.files for one in found.places if one.kind in _EARLIER)
        self.backups.setText(
            texts.backups_there(kept) if kept else _("There are no earlier versions beside the plan.")
        )
        self.backups_button.setVisible(bool(kept))

    def _set_day(self) -> None:
        if self.labelled_day.check():
            self.day_set.emit(self.labelled_day.day)


def _beside(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
