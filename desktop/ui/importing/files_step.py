"""Which files are imported, and as what? A place to drop them, and for each what it seems to be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.imports import SourceKind
from desktop.texts import errors, importing, labels, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui import theme
from desktop.ui.drops import dropped
from desktop.ui.importing.encodings import encoding_name
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.empty_state import IconDisc
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.import_flow import ImportFlow, ImportItem

_KINDS = (SourceKind.SUPPLIERS, SourceKind.INVOICES)


class DropZone(QWidget):
    """A dashed field that says what can be dropped, with buttons for those who would rather pick.

    Signals:
        pick_files, pick_folder: a button was pressed.
        came: has the paths that were dropped.
    """

    pick_files = Signal()
    pick_folder = Signal()
    came = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Choose files"))
        self.files_button = Button(_("Choose files…"))
        self.folder_button = Button(_("Choose a folder…"))
        self.files_button.clicked.connect(self.pick_files)
        self.folder_button.clicked.connect(self.pick_folder)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(PlainLabel(_("Drop files here, or choose them"), size=TextSize.CARD_TITLE))
        words.addWidget(
            PlainLabel(
                _(
                    "Supplier lists and invoice extracts as Excel or CSV, e-invoices as XML, ZIP or a "
                    "folder. Rows copied from Excel can be pasted with Ctrl+V. CPR numbers are counted while "
                    "the files are read, and then forgotten."
                ),
                muted=True,
            )
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.EDGE, Space.EDGE, Space.EDGE, Space.EDGE)
        row.setSpacing(Space.LARGE)
        row.addWidget(IconDisc("import"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addWidget(self.folder_button)
        row.addWidget(self.files_button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()).files:
            self._set_over(True)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's signature
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        found = dropped(event.mimeData())
        if found.files:
            event.acceptProposedAction()
            self.came.emit(found.files)
        else:
            event.ignore()

    def _set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = palette.tone(Tone.ACCENT)
        painter.setPen(QPen(accent.shape if self._over else palette.outline, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(accent.soft if self._over else palette.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)


class FileRow(QWidget):
    """One table or one source of e-invoices.

    Signals:
        wanted_changed: import it, or not.
        kind_changed: has the `SourceKind` it is to be taken for.
        removed: leave the file out altogether.
    """

    wanted_changed = Signal(bool)
    kind_changed = Signal(object)
    removed = Signal()

    def __init__(self, item: ImportItem, *, siblings: bool) -> None:
        super().__init__()
        title = item.name
        if item.preview is not None and item.preview.sheet and siblings:
            title = _("{file}, sheet {sheet}").format(file=item.name, sheet=item.preview.sheet)
        self.setAccessibleName(title)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(ElidedLabel(title, mode=Qt.TextElideMode.ElideMiddle))
        trouble = item.trouble is not None
        words.addWidget(
            PlainLabel(
                _told(item), size=TextSize.CAPTION, muted=not trouble, tone=Tone.BAD if trouble else None
            )
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        self.wanted = QCheckBox()
        self.wanted.setAccessibleName(_("Import {name}").format(name=title))
        self.wanted.setChecked(item.is_used)
        self.wanted.setEnabled(not trouble)
        self.wanted.toggled.connect(self.wanted_changed)
        row.addWidget(self.wanted)
        row.addWidget(_disc(item))
        row.addLayout(words, 1)
        self.pill = _last_time(item)
        if self.pill is not None:
            row.addWidget(self.pill)
        self.kind: Choice | None = None
        if item.is_table:
            self.kind = self._kind_choice(item, title)
            row.addWidget(self.kind)
        elif not trouble:
            row.addWidget(Pill(_("E-invoices"), Tone.ACCENT))
        remove = Button(look=Look.QUIET, icon="close", hint=_("Leave out {name}").format(name=item.name))
        remove.clicked.connect(self.removed)
        row.addWidget(remove)

    def _kind_choice(self, item: ImportItem, title: str) -> Choice:
        choice = Choice()
        choice.setAccessibleName(_("What {name} is").format(name=title))
        for kind in _KINDS:
            choice.addItem(labels.source_kind(kind), kind)
        choice.setCurrentIndex(_KINDS.index(item.kind))
        choice.activated.connect(lambda place: self.kind_changed.emit(_KINDS[place]))
        return choice


def _last_time(item: ImportItem) -> Pill | None:
    """Whether the table is known from last time, as a word; None for a new one."""
    if item.remembered is None:
        return None
    if item.is_as_last_time:
        return Pill(_("As last time"), Tone.GOOD, icon="check")
    return Pill(_("Other headings"), Tone.ATTENTION)


def _disc(item: ImportItem) -> IconDisc:
    if item.trouble is not None:
        return IconDisc("warning", Tone.BAD, size=36)
    if not item.is_table:
        return IconDisc("archive" if "." in item.name else "folder", Tone.NEUTRAL, size=36)
    icon = "suppliers" if item.kind is SourceKind.SUPPLIERS else "receipt"
    return IconDisc(icon, Tone.NEUTRAL, size=36)


def _told(item: ImportItem) -> str:
    """What was recognised, in a line."""
    if item.trouble is not None:
        return errors.sentence(item.trouble)
    preview = item.preview
    if preview is None:
        return _("Read as e-invoices: OIOUBL, Peppol and OIOXML")
    parts = [
        ngettext_("{n} row", "{n} rows", preview.row_count).format(n=numbers.whole(preview.row_count)),
        _("headings in row {number}").format(number=preview.header_row),
    ]
    if preview.encoding:
        parts.append(encoding_name(preview.encoding))
    if preview.hidden:
        parts.append(_("hidden sheet"))
    if item.remembered is not None and item.is_as_last_time:
        parts.append(importing.as_last_time(item.remembered))
    return " · ".join(parts)


class FilesStep(QWidget):
    """The first step.

    Signals:
        pick_files, pick_folder: the user wants to choose.
        came: has paths that were dropped.
        changed: the flow's items are others now.
    """

    pick_files = Signal()
    pick_folder = Signal()
    came = Signal(object)
    changed = Signal()

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self.zone = DropZone()
        self.zone.pick_files.connect(self.pick_files)
        self.zone.pick_folder.connect(self.pick_folder)
        self.zone.came.connect(self.came)
        self.card = Card(title=_("Files to import"))
        self.rows: list[FileRow] = []
        inner = QWidget()
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.card.body.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE - theme.GUTTER, Space.LARGE)
        self.card.body.addWidget(ScrollPane(inner, gutter=True), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.GUTTER, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(self.zone)
        column.addWidget(self.card, 1)
        self._filler = QWidget()
        column.addWidget(self._filler, 1)
        self.refresh()

    def set_flow(self, flow: ImportFlow) -> None:
        """Begin another import."""
        self._flow = flow
        self.refresh()

    def refresh(self) -> None:
        """Show the flow's items."""
        while (line := self._lines.takeAt(0)) is not None:
            widget = line.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        items = self._flow.items
        self.card.setVisible(bool(items))
        self._filler.setVisible(not items)
        # With files to go on with, "Next" is the one primary button.
        self.zone.files_button.set_look(Look.NORMAL if items else Look.PRIMARY)
        self.rows = []
        for place, item in enumerate(items):
            siblings = sum(1 for one in items if one.path == item.path) > 1
            row = FileRow(item, siblings=siblings)
            row.wanted_changed.connect(lambda wanted, at=place: self._want(at, wanted))
            row.kind_changed.connect(lambda kind, at=place: self._take_for(at, kind))
            row.removed.connect(lambda at=place: self._remove(at))
            if place:
                self._lines.addWidget(Divider())
            self._lines.addWidget(row)
            self.rows.append(row)
        self._lines.addStretch(1)

    def _want(self, place: int, wanted: bool) -> None:
        self._flow.set_wanted(place, wanted)
        self.changed.emit()

    def _take_for(self, place: int, kind: SourceKind) -> None:
        self._flow.set_kind(place, kind)
        self.changed.emit()

    def _remove(self, place: int) -> None:
        self._flow.remove(place)
        self.refresh()
        self.changed.emit()
