"""How do thousands of suppliers stand in lanes? As rows of one height that are drawn, none of them a widget.

A drag carries plain text, the names, for whoever else it is dropped on. What is moved is never read from a
drop: the board remembers what is being dragged. Qt's own format for drags between views is neither made nor
read (see `desktop.ui.drops`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QDrag, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.characters import visible
from desktop.domain.cpr import scrub
from desktop.domain.suppliers import SupplierId
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui import hairline, icons, theme
from desktop.ui.pages.rollout.answers import LaneRow
from desktop.ui.theme import Colours, Space, TextSize, Tone
from desktop.ui.widgets.labels import plain_tip

_Index = QModelIndex | QPersistentModelIndex
_TEXT = "text/plain"
_BAR = 3
_MARK = 14
_MOST_NAMES = 50


class LaneModel(QAbstractListModel):
    """The suppliers of a lane, or those of them that a search finds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[LaneRow, ...] = ()
        self._sought = ""
        self.rows: tuple[LaneRow, ...] = ()

    def set_rows(self, rows: tuple[LaneRow, ...]) -> None:
        """Show others; nothing is drawn anew when they are the same."""
        if rows != self._all:
            self._all = rows
            self._show()

    def search(self, text: str) -> None:
        """Keep those whose name, number or trade has the text."""
        if text.casefold() != self._sought:
            self._sought = text.casefold()
            self._show()

    def _show(self) -> None:
        self.beginResetModel()
        sought = self._sought
        self.rows = tuple(row for row in self._all if sought in _searched(row)) if sought else self._all
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(row.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip("\n".join((row.name, *row.why)))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.rows[index.row()].movable:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [_TEXT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return names_as_mime(self.rows[index.row()] for index in indexes)

    def canDropMimeData(self, *_args: object) -> bool:
        """Lanes take drops, not models."""
        return False

    def dropMimeData(self, *_args: object) -> bool:
        """Nothing that comes as data is ever taken in."""
        return False


def _searched(row: LaneRow) -> str:
    return f"{row.name}\n{row.number}\n{row.trade}\n{row.cvr}".casefold()


def names_as_mime(rows: Iterable[LaneRow]) -> QMimeData:
    """The names as text, for whoever else it is dropped on."""
    mime = QMimeData()
    mime.setText("\n".join(scrub(visible(row.name)) for row in rows))
    return mime


def spoken(row: LaneRow) -> str:
    """A row as a screen reader says it: what is drawn, in words."""
    return ". ".join((visible(row.name), _figures(row), *marks(row)))


def marks(row: LaneRow) -> tuple[str, ...]:
    """What is drawn as a sign, in words."""
    found = []
    if row.locked:
        found.append(_("Locked"))
    if row.contacted:
        found.append(_("Has been written to"))
    if row.collective:
        found.append(_("Collective invoices"))
    if row.contact_missing:
        found.append(_("Contact data missing"))
    return tuple(found)


def _figures(row: LaneRow) -> str:
    """The second line: trade and invoices, or why it is in no wave."""
    if row.instead:
        return row.instead
    per_month = numbers.decimal(row.per_month, 1 if 0 < row.per_month < 10 else 0)
    return _("{trade} · {n} a month").format(trade=row.trade, n=per_month)


class LaneDelegate(QStyledItemDelegate):
    """Draws a supplier in two lines, with its signs to the right."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index  # all rows are alike
        return QSize(40, row_height(self._view))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, LaneModel):
            return
        row = model.rows[index.row()]
        palette = theme.colours(self._view.palette())
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        self._draw_ground(painter, palette, area, chosen=chosen, over=over)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            ring = palette.ring_on_selected if chosen else palette.tone(Tone.ACCENT).shape
            painter.setPen(QPen(ring, 1))
            painter.drawRect(area.adjusted(0, 0, -1, -2))
        ink = palette.on_selected if chosen else palette.text
        quiet = palette.quiet_on_selected if chosen else palette.muted
        inner = area.adjusted(Space.MEDIUM, 0, -Space.SMALL, -1)
        right = self._draw_marks(painter, quiet, inner, row)
        self._draw_words(painter, inner, row, right=right, ink=ink, quiet=quiet)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, palette: Colours, area: QRect, *, chosen: bool, over: bool
    ) -> None:
        if chosen:
            painter.fillRect(area, palette.selected)
            bar = QRect(area.left(), area.top(), 0 if palette.high_contrast else _BAR, area.height())
            painter.fillRect(bar, palette.accent)
        elif over:
            painter.fillRect(area, palette.hover)
        hairline.across(painter, QRect(area.left(), area.bottom(), area.width(), 1), palette.border)

    def _draw_marks(self, painter: QPainter, ink: QColor, inner: QRect, row: LaneRow) -> int:
        """The signs from the right; gives where the words must end."""
        side = theme.icon_size(self._view.font(), share=1.0, least=_MARK)
        right = inner.right()
        middle = inner.top() + inner.height() / 2
        shown = (
            (row.locked, "lock"),
            (row.contacted, "letters"),
            (row.collective, "collective"),
            (row.contact_missing, "warning"),
        )
        for there, icon in shown:
            if there:
                icons.paint(painter, icon, QRectF(right - side, middle - side / 2, side, side), ink)
                right -= side + Space.TINY
        return right

    def _draw_words(
        self, painter: QPainter, inner: QRect, row: LaneRow, *, right: int, ink: QColor, quiet: QColor
    ) -> None:
        lines = (
            (visible(row.name), theme.font(TextSize.BODY, base=self._view.font()), ink),
            (
                visible(_figures(row)),
                theme.font(TextSize.CAPTION, base=self._view.font(), tabular=True),
                quiet,
            ),
        )
        top = inner.top() + Space.TINY
        for text, font, colour in lines:
            metrics = QFontMetrics(font)
            line = QRect(inner.left(), top, right - inner.left(), metrics.height())
            painter.setFont(font)
            painter.setPen(colour)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), shown)
            top += metrics.height()


def row_height(view: QWidget) -> int:
    """Two lines and some air: the same for every row."""
    lines = (theme.font(size, base=view.font()) for size in (TextSize.BODY, TextSize.CAPTION))
    return sum(QFontMetrics(font).height() for font in lines) + 2 * Space.TINY + 1


class LaneList(QListView):
    """The rows of a lane.

    Signals:
        chosen: other rows are chosen, by whomever.
        dragged: a drag begins; emits True, and False when it is over.
        stepped: go to the lane that many to the right.
        pushed: move what is chosen to the lane that many to the right.
        lock_asked, out_asked, details_asked: for what is chosen.
        menu_asked: the place of a context menu, on the screen.
    """

    chosen = Signal()
    dragged = Signal(bool)
    stepped = Signal(int)
    pushed = Signal(int)
    lock_asked = Signal()
    out_asked = Signal()
    details_asked = Signal()
    menu_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = LaneModel(self)
        self.setModel(self.lane)
        self.setItemDelegate(LaneDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)  # the lane around it takes drops, wherever they fall
        self.doubleClicked.connect(lambda _index: self.details_asked.emit())
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen.emit())

    def chosen_rows(self) -> tuple[LaneRow, ...]:
        """The chosen rows, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(self.lane.rows[row] for row in rows)

    def choose(self, supplier_ids: Iterable[SupplierId]) -> bool:
        """Choose these suppliers, the first of them on the screen; False when none is here."""
        wanted = set(supplier_ids)
        selection = QItemSelection()
        places = [at for at, row in enumerate(self.lane.rows) if row.supplier_id in wanted]
        for at in places:
            index = self.lane.index(at)
            selection.select(index, index)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        if places:
            first = self.lane.index(places[0])
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)
        return bool(places)

    def begin_at(self, place: int) -> None:
        """Take the keyboard; choose a row near that place when none is chosen yet."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.lane.rows and not self.selectionModel().hasSelection():
            self.choose([self.lane.rows[min(place, len(self.lane.rows) - 1)].supplier_id])

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag what is chosen, as far as it can be moved."""
        rows = [row for row in self.chosen_rows() if row.movable]
        if not rows:
            return
        drag = QDrag(self)
        drag.setMimeData(names_as_mime(rows[:_MOST_NAMES]))
        self.dragged.emit(True)
        drag.exec(Qt.DropAction.MoveAction)
        self.dragged.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in sideways and held & Qt.KeyboardModifier.AltModifier:
            self.pushed.emit(sideways[key])
        elif key in sideways and not held & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(sideways[key])
        elif key == Qt.Key.Key_L and not held:
            self.lock_asked.emit()
        elif key == Qt.Key.Key_Delete:
            self.out_asked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.details_asked.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Mouse and index.isValid():
            row = self.lane.rows[index.row()]
            if row not in self.chosen_rows():
                self.choose([row.supplier_id])
        if self.chosen_rows():
            self.menu_asked.emit(event.globalPos())
