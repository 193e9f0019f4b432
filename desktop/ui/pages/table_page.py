"""What do the pages with a table share? The drawer and the filter panel, the search, the menu, what is told
below, what is remembered, and the print. A page says what its rows are, and wires its own to this once.

What a user expects to find as they left it is kept: widths, order and columns of every table, which panels
stand, and the filter, which is said in words above the rows with the way to clear it. What was searched for
is never kept: a CPR number could have been typed there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.pages.page import Page, PageContext, PageStatus
from desktop.ui.pages.page_memory import FilterState, PageMemory
from desktop.ui.tables.memory import TableMemory
from desktop.ui.tables.view import COPY_VALUE, RowView
from desktop.ui.widgets.filter_bar import FilterBar

if TYPE_CHECKING:
    from desktop.ui.paper import Paper
    from desktop.ui.widgets.buttons import Button
    from desktop.ui.widgets.drawer import Drawer
    from desktop.ui.widgets.search_box import SearchBox

_WAIT_MS = 400
"""A tick is followed by others: write when the hand rests."""


class TablePage(Page):
    """The base of the pages with a table.

    Class attributes:
        room_for_side, room_for_both: from these widths on, in characters of the system's font, the panel at
            the left stands beside the table by itself: without the drawer, and with it.
    """

    scrolls = False
    room_for_side: ClassVar[int] = 118
    room_for_both: ClassVar[int] = 156

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.remembered = PageMemory(self.name)
        self.show_menu: Callable[[QMenu, QPoint], object] = lambda menu, at: menu.exec(at)
        self.filter_bar: FilterBar | None = None
        self.search_box: SearchBox | None = None
        self._tables: list[RowView[Any]] = []
        self._memories: list[TableMemory] = []
        self._panel: Drawer | None = None
        self._panel_focus: Callable[[], None] = lambda: None
        self._side: QWidget | None = None
        self._side_button: Button | None = None
        self._split: QSplitter | None = None
        self._gives_way = False
        self.drawer_wanted = self.remembered.drawer
        self._side_by_hand = self.remembered.side
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self._keep_filter)

    # ----------------------------------------------------------------------------- what a page wires once

    def add_table(self, view: RowView[Any], name: str) -> TableMemory:
        """Take a table in: its layout is remembered under the name, its rows are counted below."""
        memory = TableMemory(view, name)
        self._tables.append(view)
        self._memories.append(memory)
        view.choice_changed.connect(self.choice_changed)
        view.rows.shown_changed.connect(self.tell_status)
        view.went_on.connect(view.setFocus)
        view.headings_asked.connect(lambda at, one=view: self._headings_menu(one, at))
        return memory

    def make_filter_bar(self) -> FilterBar:
        """The line above the rows that says the filter; for pages whose filter is not seen at a glance."""
        self.filter_bar = FilterBar(self)
        self.filter_bar.cleared.connect(self._let_go)
        return self.filter_bar

    def use_search(self, box: SearchBox, *views: RowView[Any], by_page: bool = False) -> None:
        """Wire a search field to its tables.

        Args:
            by_page: the page searches itself; otherwise the tables' rows are narrowed as one types.
        """
        self.search_box = box
        box.left_down.connect(lambda: self.current_table().enter())
        for view in views:
            view.typed.connect(box.type_on)
            if not by_page:
                box.searched.connect(view.rows.search)

    def use_drawer(self, drawer: Drawer, take_focus: Callable[[], None] | None = None) -> None:
        """Wire the panel at the right; with `take_focus`, opening a row puts the keyboard into it."""
        self._panel = drawer
        if take_focus is not None:
            self._panel_focus = take_focus
        drawer.closed.connect(self._drawer_closed)
        drawer.hide()

    def use_side(self, side: QWidget, button: Button | None = None) -> None:
        """Wire the panel at the left, and the button that shows and hides it."""
        self._side = side
        if button is not None:
            self._side_button = button
            button.setCheckable(True)
            button.clicked.connect(self.toggle_side)

    def use_splitter(self, splitter: QSplitter) -> None:
        """Give the parts of a page that can be pulled the sizes they had."""
        self._split = splitter
        sizes = self.remembered.split
        if len(sizes) == splitter.count() and sum(sizes) > 0:
            splitter.setSizes(list(sizes))
        splitter.splitterMoved.connect(lambda _at, _index: self._later.start())

    # ------------------------------------------------------------------------------------- which table

    def current_table(self) -> RowView[Any]:
        """The table on the screen; of two, the one with the keyboard."""
        focused = (view for view in self._tables if view.hasFocus())
        return next(focused, self._tables[0])

    def copy_rows(self) -> int:
        view = self.current_table()
        return view.copy(or_all=True) if view.isVisibleTo(self) else 0

    def take_keyboard(self) -> None:
        view = self.current_table()
        if view.isVisibleTo(self):
            view.setFocus()

    def focus_search(self) -> bool:
        if self.search_box is None:
            return False
        self.search_box.take_focus()
        return True

    # --------------------------------------------------------------------------------------- the panels

    def toggle_drawer(self) -> bool:
        if self._panel is None:
            return False
        wanted = self._panel.isHidden()
        view = self.current_table()
        if wanted and view.rows.shown and not view.chosen_count():
            view.selectRow(0)
        self.want_drawer(wanted=wanted)
        return True

    def want_drawer(self, *, wanted: bool) -> None:
        """The user opened the drawer or closed it; it stays so."""
        self.drawer_wanted = wanted
        self._keep_panels()
        self.show_panels()

    def open_drawer(self) -> None:
        """Enter on a row: its details, and the keyboard in them."""
        self.want_drawer(wanted=True)
        self._panel_focus()

    def _drawer_closed(self) -> None:
        self.want_drawer(wanted=False)
        self.current_table().setFocus()

    def toggle_side(self) -> None:
        """Show the panel at the left, or hide it, however wide the window is."""
        self._gives_way = False
        self._side_by_hand = self._side is not None and self._side.isHidden()
        self._keep_panels()
        self.show_panels()

    def drawer_has_content(self) -> bool:
        """Whether the drawer would have anything to show."""
        return self.current_table().chosen_count() > 0

    def show_panels(self) -> None:
        """The drawer stands while something is chosen; where there is too little room the side gives way."""
        drawer = self.drawer_wanted and self.drawer_has_content()
        if self._panel is not None:
            self._panel.setVisible(drawer)
        if self._side is None:
            return
        needed = self.room_for_both if drawer else self.room_for_side
        by_itself = self.width() >= needed * self.fontMetrics().averageCharWidth()
        by_hand = self._side_by_hand
        # Beside the help there is room for what fits by itself; wished for by hand it would crowd the table.
        there = by_itself if by_hand is None or (by_hand and self._gives_way) else by_hand
        self._side.setVisible(there)
        if self._side_button is not None:
            self._side_button.setChecked(there)

    def give_way(self, *, wanted: bool) -> None:
        if wanted == self._gives_way:
            return
        self._gives_way = wanted
        if wanted and self._side is not None:
            self._side.hide()  # so that the page can become narrower; how narrow is known afterwards
        QTimer.singleShot(0, self, self.show_panels)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._side is not None:
            self.show_panels()

    # -------------------------------------------------------------------------------------- the filter

    def filter_state(self) -> FilterState:
        """What the rows are narrowed by, as it may be remembered; {} for nothing. For subclasses."""
        return {}

    def use_filter(self, state: FilterState) -> None:
        """Narrow the rows by this and nothing else, the search apart. For subclasses."""

    def filter_words(self) -> str:
        """The filter as it is said to the user; "" for none. For subclasses."""
        return ""

    def narrowed_words(self) -> str:
        """What narrows the rows, for paper: there nobody sees which button is pressed."""
        return self.filter_words()

    def clear_filters(self) -> None:
        """Show every row that the search leaves."""
        self.use_filter({})

    def _let_go(self) -> None:
        """The bar goes away under whoever pressed its button: they go on in the table."""
        self.clear_filters()
        self.current_table().setFocus()

    def recall_filter(self) -> None:
        """Narrow the rows as they were last time; a page calls this when all its parts are there."""
        remembered = self.remembered.filter
        if remembered:
            self.use_filter(remembered)
        self._later.stop()

    def filter_changed(self) -> None:
        """The rows are narrowed by something else now: say so, and remember it."""
        if self.filter_bar is not None:
            self.filter_bar.show_words(self.filter_words())
        self.tell_status()
        self._later.start()

    # ----------------------------------------------------------------------------------- what is told

    def choice_changed(self) -> None:
        """Other rows are chosen. Subclasses show their details, and call this."""
        self.tell_status()
        self.show_panels()

    def counted(self) -> tuple[int, int]:
        """How many rows are shown, of how many."""
        rows = self.current_table().rows
        return rows.shown, rows.total

    def rows_in_words(self, shown: int, total: int) -> str:
        """How much of everything is shown, for the status bar and for paper."""
        told = _("Shows {shown} of {total}")
        return told.format(shown=numbers.whole(shown), total=numbers.whole(total)) if total else ""

    def tell_status(self) -> None:
        """Say below what the page shows."""
        if not self._tables:
            return
        if self.session is None:
            self.set_status(PageStatus())
            return
        chosen = self.current_table().chosen_count()
        selection = _("{n} chosen").format(n=numbers.whole(chosen)) if chosen > 1 else ""
        rows = self.rows_in_words(*self.counted())
        self.set_status(PageStatus(rows=rows, filter=self.filter_words(), selection=selection))

    # ------------------------------------------------------------------------------------------ the menu

    def fill_menu(self, menu: QMenu, view: RowView[Any]) -> None:
        """What can be done about the chosen rows, in a context menu. For subclasses."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        view = self._table_at(event.globalPos())
        if view is None:
            event.ignore()
            return
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and view.currentIndex().isValid():
            at = view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft())
        menu = self.context_menu(view)
        self.show_menu(menu, at)
        menu.deleteLater()

    def context_menu(self, view: RowView[Any]) -> QMenu:
        """The page's own verbs, the ways to copy, and the columns."""
        from desktop.ui.tables.columns_dialog import layout_actions

        menu = QMenu(self)
        if view.chosen_count():
            self.fill_menu(menu, view)
            menu.addSeparator()
        value = view.current_value()
        for text, keys, act, there in (
            (_("&Copy to Excel"), QKeySequence(Keys.Copy), view.copy, view.chosen_count() > 0),
            (_("Copy this &value"), QKeySequence(COPY_VALUE), view.copy_value, bool(value)),
        ):
            action = QAction(text, menu)
            # The table answers the keys itself; here they are only shown.
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.setEnabled(there)
            action.triggered.connect(act)
            menu.addAction(action)
        menu.addSeparator()
        menu.addActions(layout_actions(view, menu))
        return menu

    def _table_at(self, place: QPoint) -> RowView[Any] | None:
        return next(
            (
                view
                for view in self._tables
                if view.isVisible() and view.rect().contains(view.mapFromGlobal(place))
            ),
            None,
        )

    def _headings_menu(self, view: RowView[Any], at: QPoint) -> None:
        from desktop.ui.tables.columns_dialog import headings_menu

        menu = headings_menu(view, at)
        self.show_menu(menu, view.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape: first the search is cleared, then the drawer closes."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search_box is not None and self.search_box.text():
            self.search_box.clear()
        elif self._panel is not None and self._panel.isVisible():
            self._panel.dismiss()
        else:
            event.ignore()

    # ----------------------------------------------------------------------------------------- on paper

    def paper(self) -> Paper | None:
        """The table as it is shown."""
        from desktop.ui.paper import Paper
        from desktop.ui.tables.paper import TableDrawing

        session = self.session
        view = self.current_table()
        if session is None or not view.rows.shown:
            return None
        heading = self._heading()

        def draw(pages: Any, chosen_only: bool) -> int:
            rows = view.chosen_rows() if chosen_only else view.rows.shown_rows()
            return TableDrawing(heading, view.arrangement.shown, rows).draw(pages)

        chosen = view.chosen_count()
        return Paper(
            heading.title, draw, landscape=True, rows=view.rows.shown, chosen=chosen if chosen > 1 else 0
        )

    def _heading(self) -> Any:
        from desktop.texts import dates
        from desktop.ui.tables.paper import Heading

        session = self.session
        searched = self.search_box.text().strip() if self.search_box is not None else ""
        search = _("search: {text}").format(text=searched) if searched else ""
        narrowed = ", ".join(part for part in (self.narrowed_words(), search) if part)
        words = self.rows_in_words(*self.counted())
        if narrowed:
            words = _("{rows}, filter: {filter}").format(rows=words, filter=narrowed)
        return Heading(
            _(self.title),
            session.municipality.name if session is not None else "",
            dates.long(session.today) if session is not None else "",
            words,
        )

    # ------------------------------------------------------------------------------------- remembering

    def reset_view(self) -> None:
        """Columns, widths, order, panels and filter as on the first day; saved filters stay."""
        for view in self._tables:
            view.reset_layout()
        self.drawer_wanted, self._side_by_hand = True, None
        if self.search_box is not None:
            self.search_box.clear()
        self.clear_filters()
        self.show_panels()
        self.keep()

    def keep(self) -> None:
        for memory in self._memories:
            memory.store()
        self._keep_panels()
        self._keep_filter()

    def _keep_panels(self) -> None:
        self.remembered.keep_panels(drawer=self.drawer_wanted, side=self._side_by_hand)

    def _keep_filter(self) -> None:
        self._later.stop()
        self.remembered.keep_filter(self.filter_state())
        if self._split is not None and self._split.isVisible():
            self.remembered.keep_split(self._split.sizes())


Keys = QKeySequence.StandardKey
