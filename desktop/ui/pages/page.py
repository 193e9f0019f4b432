"""What do all pages share? A header, a body or an empty state, and how they hear of the plan and speak back.

A page is made once, the first time it is looked at. The window tells it which plan is open
(`show_session`) and what changed (`refresh`); it asks the session, never anything below it. Every way
from a page to the rest of the program goes through its `PageContext`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import spoken, theme
from desktop.ui.theme import Space
from desktop.ui.widgets.drawer import FillingWidget, ScrollPane
from desktop.ui.widgets.header import PageHeader

if TYPE_CHECKING:
    from desktop.domain.plan import Changes
    from desktop.ui.messages import Messages
    from desktop.ui.paper import Paper
    from desktop.ui.tasks import TaskRunner
    from desktop.ui.widgets.empty_state import EmptyState
    from desktop.workspace.operations import Operation
    from desktop.workspace.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageStatus:
    """What the status bar says of a page.

    Attributes:
        rows: "Shows 78 of 340"; "" says nothing.
        filter: the filter in words.
        selection: "3 chosen".
    """

    rows: str = ""
    filter: str = ""
    selection: str = ""


@dataclass(frozen=True, slots=True)
class PageContext:
    """A page's way to the rest of the program.

    Attributes:
        tasks: for work off the GUI thread.
        messages: the one channel to the user.
        run: run an operation on the plan now; True when it was done, trouble is told to the user.
        tell_done: say what the operation that was run last did, with a button that undoes it.
        run_in_background: the same off the GUI thread, for thousands of rows; calls back when it was done.
        go_to: show a page, by name, with filters that page understands.
        import_files: open the import; with paths, start with those.
        load_sample: open the sample municipality.
        edit_municipality: open the form with the facts about the municipality.
        new_plan, open_plan: as in the menu; with a path, open that plan.
        recent_plans: plans opened lately, the newest first; they need not exist.
        show_help: show a topic of the help beside the page.
        tour_wanted: whether the start page leads a beginner; `end_tour` is their "enough".
    """

    tasks: TaskRunner
    messages: Messages
    run: Callable[[Operation], bool]
    run_in_background: Callable[[Operation, Callable[[], None]], None]
    tell_done: Callable[[str], None]
    go_to: Callable[..., None]
    import_files: Callable[[Sequence[Path]], None]
    load_sample: Callable[[], None]
    edit_municipality: Callable[[], None]
    new_plan: Callable[[], None]
    open_plan: Callable[..., None]
    recent_plans: Callable[[], tuple[Path, ...]]
    show_help: Callable[[str], None]
    tour_wanted: Callable[[], bool]
    end_tour: Callable[[], None]


def in_gutter(widget: QWidget) -> QWidget:
    """The widget kept out of the gutter that a scrolling pane below it needs for its bar."""
    frame = QWidget()
    row = QVBoxLayout(frame)
    row.setContentsMargins(0, 0, theme.GUTTER, 0)
    row.addWidget(widget)
    return frame


class Page(QWidget):
    """The base of every page.

    Class attributes:
        name: what `go_to` and the rail call it.
        title, question: English source strings, marked with `N_`.
        scrolls: the body scrolls up and down (cards); False: the body fills the page (tables), and scrolls
            only where the system's text is so large that its least height is more than there is.

    Signals:
        status_changed: has a `PageStatus` for the status bar.
    """

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    question: ClassVar[str] = ""
    scrolls: ClassVar[bool] = True

    status_changed = Signal(object)
    spoken_role = spoken.Role.Pane

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session: Session | None = None
        self.status = PageStatus()
        self.setAccessibleName(_(self.title))
        self.header = PageHeader(_(self.title), _(self.question))
        self.header.help_button.clicked.connect(lambda: context.show_help(self.name))
        self.content = QWidget() if self.scrolls else FillingWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(Space.LARGE)
        self._stack = QStackedLayout()
        self._empty: EmptyState | None = None
        self._question = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.EDGE, Space.EDGE, Space.EDGE - theme.GUTTER, Space.LARGE)
        column.setSpacing(Space.LARGE)
        self._head = in_gutter(self.header)
        column.addWidget(self._head)
        column.addLayout(self._stack, 1)
        # Not before the stack has its place: it shows what it is given, if need be as a window of its own.
        self._pane = ScrollPane(self.content, gutter=True)
        self._stack.addWidget(self._pane)

    # --------------------------------------------------------------------------- what the window tells a page

    def show_session(self, session: Session | None) -> None:
        """Another plan is open, or none. Calls `refresh`."""
        self.session = session
        # Without a plan there is one next step, and it stands in the middle of the page.
        self.header.action_row.setVisible(session is not None)
        self.refresh(None)

    def refresh(self, changes: Changes | None) -> None:
        """Something of the plan changed (None: everything may have): look again. For subclasses."""

    def apply_filters(self, **filters: str) -> None:
        """Somebody came here by `go_to` with filters. For subclasses."""

    def take_keyboard(self) -> None:
        """Somebody came for certain rows: the keyboard goes where they are. For subclasses."""

    def give_way(self, *, wanted: bool) -> None:
        """Put away what the page can do without while the help stands beside it. For subclasses."""

    def copy_rows(self) -> int:
        """Put the chosen rows on the clipboard, or all; how many they were. For subclasses."""
        return 0

    def focus_search(self) -> bool:
        """Ctrl+F: put the cursor into the page's search; False when the page has none."""
        return False

    def toggle_drawer(self) -> bool:
        """F4: open or close the page's drawer; False when the page has none."""
        return False

    def paper(self) -> Paper | None:
        """Ctrl+P: what the page has to print; None when there is nothing. For subclasses."""
        return None

    def keep(self) -> None:
        """The program ends: remember what the user set on the page. For subclasses."""

    # --------------------------------------------------------------------------------- what a page can use

    def scroll_to_top(self) -> None:
        """Show the beginning of what scrolls."""
        self._pane.verticalScrollBar().setValue(0)

    def show_header(self, there: bool) -> None:
        """Show the header, or leave the whole page to the body."""
        self._head.setVisible(there)

    def set_empty(self, empty: EmptyState | None) -> None:
        """Show an empty state instead of the body, or the body again with None."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = empty
        if empty is not None:
            self._stack.addWidget(empty)
            self._stack.setCurrentWidget(empty)
        else:
            self._stack.setCurrentIndex(0)

    def set_status(self, status: PageStatus) -> None:
        """Say in the status bar what the page shows."""
        self.status = status
        self.status_changed.emit(status)

    def ask(self, question: Callable[[Session], T], show: Callable[[T], None]) -> None:
        """Ask the session off the GUI thread and show the answer, unless a later question overtook it."""
        session = self.session
        if session is None:
            return
        self._question += 1
        number = self._question

        def answered(answer: T) -> None:
            if number == self._question and session is self.session:
                show(answer)

        self.context.tasks.run(lambda _progress: question(session), on_done=answered, owner=self)
