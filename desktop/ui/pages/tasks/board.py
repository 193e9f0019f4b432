"""How far is each task? Four columns of cards that are moved with the mouse or with the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.checklist import ChecklistTask, TaskStatus
from desktop.texts import checklist, checklist_page, numbers
from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.contrast import mix
from desktop.ui.pages.tasks.board_card import CardDelegate
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.labels import PlainLabel

_PLAIN = "text/plain"
_MARK = "ean-planner-task:"
"""Stands before a key that is dragged, so that a dropped word of another program is no card."""
_CHARACTERS = 17
"""What a column needs at least."""
_DARK = 128

Index = QModelIndex | QPersistentModelIndex


class ColumnModel(QAbstractListModel):
    """The cards of one column. What is dropped on it is only told: the plan decides where a card stands.

    Signals:
        dropped: the key of a card that was dropped here.
    """

    dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: tuple[ChecklistTask, ...] = ()
        self._titles: dict[str, str] = {}

    def show_tasks(self, tasks: Sequence[ChecklistTask], titles: dict[str, str]) -> None:
        """Other cards, and every task's title for what is said of them."""
        self.beginResetModel()
        self._tasks, self._titles = tuple(tasks), titles
        self.endResetModel()

    def task(self, row: int) -> ChecklistTask:
        return self._tasks[row]

    def row_of(self, key: str) -> int:
        """Where a card stands; -1 when it is not here."""
        return next((row for row, one in enumerate(self._tasks) if one.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One; Qt keeps its own answer to itself in a list."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        task = self._tasks[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return task
        if role == Qt.ItemDataRole.DisplayRole:
            return checklist.title(task.definition)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return checklist_page.spoken(task, self._titles)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_PLAIN]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setText(_MARK + self._tasks[indexes[0].row()].key)
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, row, column, parent  # a card goes into a column, not to a place in it
        return data.hasText() and data.text().startswith(_MARK)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        key = data.text().removeprefix(_MARK)
        if self.row_of(key) < 0:
            self.dropped.emit(key)
        return True


class ColumnView(QListView):
    """The cards of one column.

    Signals:
        opened: Enter, a click or a double click on the current card.
        stepped: Ctrl+Left or Ctrl+Right on the current card: -1 or 1 columns.
        left: Left or Right: the focus goes to another column.
    """

    opened = Signal()
    stepped = Signal(int)
    left = Signal(int)

    def __init__(self, model: ColumnModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = model
        self.setModel(model)
        self.paints = CardDelegate(self)
        self.setItemDelegate(self.paints)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.clicked.connect(lambda _index: self.opened.emit())

    def current(self) -> ChecklistTask | None:
        index = self.currentIndex()
        return self.cards.task(index.row()) if index.isValid() else None

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_CHARACTERS * metrics.averageCharWidth(), 6 * metrics.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None:
            by_hand = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.stepped if by_hand else self.left).emit(way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Lane(QWidget):
    """The ground of a column, so that an empty one is seen to be a place for cards."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(palette.border, 1) if palette.high_contrast else Qt.PenStyle.NoPen)
        # On a dark page cards are lighter than it: there a lane stays nearer to the page.
        dark = palette.page.lightness() < _DARK
        over, share = (palette.surface, 0.4) if dark else (palette.text, 0.05)
        painter.setBrush(mix(palette.page, over, share))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), theme.RADIUS, theme.RADIUS)


class Board(QScrollArea):
    """Four columns beside each other; they scroll sideways when the text is too large for the window.

    Signals:
        opened: the key of the card somebody opened.
        moved: a card's key and the status of the column it was moved to.
    """

    opened = Signal(str)
    moved = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns: dict[TaskStatus, ColumnView] = {}
        self.headings: dict[TaskStatus, PlainLabel] = {}
        self.setAccessibleName(_("Board"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.SMALL)
        for status in TaskStatus:
            row.addWidget(self._column(status), 1)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)

    def _column(self, status: TaskStatus) -> QWidget:
        frame = Lane()
        column = QVBoxLayout(frame)
        column.setContentsMargins(Space.SMALL, Space.MEDIUM, Space.SMALL, Space.SMALL)
        column.setSpacing(Space.TINY)
        heading = PlainLabel("", size=TextSize.STRONG)
        view = ColumnView(ColumnModel(self), checklist.status(status))
        view.opened.connect(lambda: self._open(view))
        view.stepped.connect(lambda way: self._step(status, way))
        view.left.connect(lambda way: self._go(status, way))
        view.cards.dropped.connect(lambda key: self.moved.emit(key, status))
        self.columns[status], self.headings[status] = view, heading
        empty = PlainLabel(_("Drag a task here, or press Ctrl with an arrow."), muted=True)
        view.cards.modelReset.connect(lambda: empty.setVisible(not view.cards.rowCount()))
        column.addWidget(heading)
        column.addWidget(empty)
        column.addWidget(view, 1)
        return frame

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_CHARACTERS * metrics.averageCharWidth() + Space.EDGE, 12 * metrics.height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def show_tasks(
        self,
        tasks: Sequence[ChecklistTask],
        titles: dict[str, str],
        *,
        plain_years: frozenset[int] = frozenset(),
    ) -> None:
        """Other cards, each in the column of its status; the current card stays the current one.

        Args:
            plain_years: see `CardDelegate`.
        """
        keep = self.current_key()
        focused = any(view.hasFocus() for view in self.columns.values())
        for status, view in self.columns.items():
            mine = [one for one in tasks if one.state.status is status]
            view.paints.plain_years = plain_years
            view.cards.show_tasks(mine, titles)
            self.headings[status].setText(f"{checklist.status(status)}  {numbers.whole(len(mine))}")
        self.choose(keep, focus=focused)

    def current_key(self) -> str:
        """The card that is chosen; "" for none."""
        for view in self.columns.values():
            task = view.current()
            if task is not None and view.selectionModel().hasSelection():
                return task.key
        return ""

    def choose(self, key: str, *, focus: bool = False) -> None:
        """Make a card the chosen one, in whatever column it stands; none for a key that is not there."""
        for view in self.columns.values():
            row = view.cards.row_of(key)
            if row < 0:
                view.clearSelection()
                continue
            view.setCurrentIndex(view.cards.index(row, 0))
            view.scrollTo(view.currentIndex())
            if focus:
                view.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """The keyboard goes to the chosen card, or to the first there is."""
        cards = (view.cards.task(0).key for view in self.columns.values() if view.cards.rowCount())
        key = self.current_key() or next(cards, "")
        if key:
            self.choose(key, focus=True)

    def _open(self, view: ColumnView) -> None:
        task = view.current()
        if task is not None:
            self.choose(task.key)
            self.opened.emit(task.key)

    def _step(self, status: TaskStatus, way: int) -> None:
        """Move the current card a column on."""
        task = self.columns[status].current()
        order = list(TaskStatus)
        to = order.index(status) + way
        if task is not None and 0 <= to < len(order):
            self.choose(task.key)
            self.moved.emit(task.key, order[to])

    def _go(self, status: TaskStatus, way: int) -> None:
        """The focus goes to the next column that has a card."""
        order = list(TaskStatus)
        at = order.index(status) + way
        while 0 <= at < len(order):
            view = self.columns[order[at]]
            if view.cards.rowCount():
                here = max(0, self.columns[status].currentIndex().row())
                key = view.cards.task(min(here, view.cards.rowCount() - 1)).key
                self.choose(key, focus=True)
                return
            at += way
