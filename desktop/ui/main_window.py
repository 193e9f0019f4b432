"""What is the window made of? Menus, the rail, the page with messages above it, and the line at the foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QSplitter, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import icons, last_page, spoken, window_place
from desktop.ui.actions import Actions
from desktop.ui.appearance import (
    TEXT_SIZES,
    USUAL_TEXT,
    Scheme,
    Theme,
    follow_text_size,
    larger,
    smaller,
)
from desktop.ui.dropping import DropDesk
from desktop.ui.help.desk import HelpDesk
from desktop.ui.messages import Messages, WindowMessages
from desktop.ui.open_plan import OpenPlan
from desktop.ui.page_commands import PageCommands
from desktop.ui.page_host import PAGES, PageHost
from desktop.ui.pages.page import PageContext, PageStatus
from desktop.ui.rail import Rail, RailBadge
from desktop.ui.regions import Regions
from desktop.ui.settings import RECENT, SCHEME, TEXT_SIZE, TOUR, Settings
from desktop.ui.status_line import StatusLine
from desktop.ui.theme import Space
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.focus_return import FocusReturn
from desktop.ui.widgets.tab_order import TabAsRead
from desktop.ui.widgets.veil import Veil
from desktop.ui.window_dialogs import WindowDialogs

if TYPE_CHECKING:
    from desktop.domain.imports import TableSource
    from desktop.domain.plan import Changes
    from desktop.ui.tasks import TaskRunner
    from desktop.workspace.session import Session

_LEAST_WIDTH, _LEAST_HEIGHT = 880, 500


class MainWindow(TabAsRead, QMainWindow):
    """The program's window.

    Args:
        tasks: for work off the GUI thread.
        on_bug: what to do with an exception nobody foresaw.
        messages: the channel to the user; the window's own when not given.
    """

    def __init__(
        self,
        *,
        tasks: TaskRunner,
        settings: Settings,
        theme: Theme,
        on_bug: Callable[[Exception], None],
        messages: Messages | None = None,
    ) -> None:
        super().__init__()
        spoken.install()
        self._tasks, self._settings, self._theme = tasks, settings, theme
        self._leaving = self._in_close_event = False
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.setWindowIcon(icons.program_icon())
        self.setAcceptDrops(True)
        self.banner = Banner()
        self.messages: Messages = messages or WindowMessages(self, self.banner, on_bug)
        self.plan = OpenPlan(tasks, self.messages, settings, self)
        self.dialogs = WindowDialogs(self.plan, self.messages, tasks, self)
        self.context = PageContext(
            tasks=tasks,
            messages=self.messages,
            run=self.plan.run,
            run_in_background=self.plan.run_in_background,
            tell_done=self.plan.tell_done,
            go_to=self.go_to,
            import_files=self.import_files,
            load_sample=self.plan.load_sample,
            edit_municipality=self.plan.edit_municipality,
            new_plan=self.plan.new,
            open_plan=self.plan.open,
            recent_plans=lambda: tuple(Path(text) for text in settings.get(RECENT)),
            show_help=self._show_help,
            tour_wanted=lambda: settings.get(TOUR),
            end_tour=lambda: settings.set(TOUR, False),
        )
        self._build()
        self.menus = Actions(self)
        self._connect()
        Regions(self, self._regions)
        FocusReturn(self)
        self._show_state()
        self.go_to("start")
        self.rail.begin_at("start")

    # ------------------------------------------------------------------------------------------- parts

    def _build(self) -> None:
        self.rail = Rail(tuple((spec.name, _(spec.title), spec.icon) for spec in PAGES))
        self.host = PageHost(self.context)
        self.drops = DropDesk(
            self.plan,
            self.messages,
            free=lambda: not self.plan.busy and self.host.guest is None,
            import_files=self.import_files,
        )
        self.page_commands = PageCommands(self.host, self.messages, self.go_to, self)
        self.status_line = StatusLine()
        self._banner_place = QWidget()
        place = QVBoxLayout(self._banner_place)
        place.setContentsMargins(Space.EDGE, Space.LARGE, Space.EDGE, 0)
        place.addWidget(self.banner)
        page = QWidget()
        right = QVBoxLayout(page)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._banner_place)
        right.addWidget(self.host, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        beside = QSplitter()
        beside.setChildrenCollapsible(False)
        beside.setHandleWidth(Space.TINY)
        beside.addWidget(page)
        middle.addWidget(beside, 1)
        self.help = HelpDesk(
            beside,
            self._settings,
            go_to=self.go_to,
            topic=self._help_topic,
            give_way=self.host.give_way,
            parent=self,
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(whole)
        self.veil = Veil(whole)
        self.banner.shown_or_hidden.connect(self._banner_place.setVisible)
        self._banner_place.setVisible(False)

    def _regions(self) -> list[QWidget]:
        """What F6 goes through."""
        shown = self.host.currentWidget()
        panels = [one for one in shown.findChildren(Drawer) if one.isVisible()] if shown is not None else []
        helping = [self.help.shown] if self.help.shown is not None else []
        told = [self.status_line] if self.status_line.sentence() else []
        return [self.rail, self.banner, self.host, *panels, *helping, *told]

    def _connect(self) -> None:
        self.plan.ask_municipality = self.dialogs.ask_municipality
        self.plan.merge_with = self.dialogs.merge
        self.plan.tell_spoilt = self.dialogs.tell_spoilt
        self.rail.chosen.connect(self.go_to)
        self.host.page_shown.connect(self.rail.show_page)
        self.host.page_shown.connect(lambda _name: self.help.follow())
        self.host.page_shown.connect(self._remember_page)
        self.host.status_changed.connect(self._show_page_status)
        self.plan.session_changed.connect(self._session_changed)
        self.plan.changed.connect(self._plan_changed)
        self.plan.state_changed.connect(self._show_state)
        commands: dict[str, Callable[[], object]] = {
            "new": self.plan.new,
            "open": self.plan.open,
            "sample": self.plan.load_sample,
            "import": self.import_files,
            "save": self.plan.save,
            "save_as": self.plan.save_as,
            "save_copy": self.plan.save_copy,
            "close": self.plan.close,
            "quit": self.close,
            "undo": self.plan.undo,
            "redo": self.plan.redo,
            "paste": self.paste,
            "find": self._find,
            "drawer": self._toggle_drawer,
            "municipality": self.plan.edit_municipality,
            "help": self.help.press,
            "tour": self._begin_tour,
            "guide": self.help.show_guide,
        }
        commands |= self.dialogs.all()
        commands |= self.page_commands.all()
        commands |= {f"page:{spec.name}": partial(self.go_to, spec.name) for spec in PAGES}
        commands |= {f"scheme:{scheme}": partial(self._use_scheme, scheme) for scheme in Scheme}
        commands |= {f"text:{size}": partial(self._use_text_size, size) for size in TEXT_SIZES}
        commands |= {
            "text:larger": lambda: self._use_text_size(larger(self._theme.text_size)),
            "text:smaller": lambda: self._use_text_size(smaller(self._theme.text_size)),
            "text:usual": lambda: self._use_text_size(USUAL_TEXT),
        }
        for key, act in commands.items():
            self.menus.on(key, act)
        self.menus.undo_to.aboutToShow.connect(self._list_undo)
        for menu in self.menuBar().findChildren(QMenu):
            menu.aboutToHide.connect(self.rail.look_for_pointer)
        self.menus[f"scheme:{self._theme.scheme}"].setChecked(True)
        self.menus[f"text:{self._theme.text_size}"].setChecked(True)

    # ----------------------------------------------------------------------------------------- the plan

    def _session_changed(self) -> None:
        self.banner.dismiss()
        session = self.plan.session
        self.host.show_session(session)
        if session is None:
            self.go_to("start")
        else:
            from desktop.ui.privacy import remind

            remind(self.messages, session, self.dialogs.show_privacy)
            left_on = last_page.page_of(self._settings, session.path, {spec.name for spec in PAGES})
            if left_on or session.path is not None:
                self.go_to(left_on or "start")
        self._show_badges()

    def _plan_changed(self, changes: Changes) -> None:
        self.host.refresh(changes)
        self._show_badges()

    def _show_state(self) -> None:
        self.setWindowTitle(_title(self.plan))
        self.setWindowModified(self.plan.modified)
        self.menus.show_plan(self.plan, importing=self.host.guest is not None)
        self.menus.show_recent(self._settings, self.plan.open, self._forget_recent)
        self.status_line.show_plan(self.plan)
        self.veil.wait_for(self.plan.busy)

    def _show_badges(self) -> None:
        session = self.plan.session

        def show(found: Mapping[str, RailBadge]) -> None:
            if session is self.plan.session:
                for name, badge in found.items():
                    self.rail.set_badge(name, badge)

        if session is None:
            from desktop.ui.badges import badges

            show(badges(None))
        else:
            self._tasks.run(lambda _progress: _counted(session), on_done=show, owner=self)

    def _forget_recent(self) -> None:
        self._settings.set(RECENT, ())
        self._show_state()

    def _list_undo(self) -> None:
        from desktop.domain.plan import EntryState

        session = self.plan.session
        entries = session.history() if session is not None else ()
        in_force = [one for one in entries if one.state is EntryState.APPLIED]
        self.menus.show_undo_list(in_force, self.plan.undo_to)

    # ---------------------------------------------------------------------------------------- the pages

    def go_to(self, name: str, **filters: str) -> None:
        """Show a page."""
        if self.host.guest is None:
            self.host.go_to(name, **filters)

    def paste(self) -> None:
        """Import what was copied: files, or rows from a spreadsheet."""
        from desktop.ui.pasting import on_clipboard

        found = on_clipboard()
        if found:
            self.import_files(found)
        else:
            from desktop.texts import importing

            self.messages.info(importing.nothing_to_paste())

    def import_files(self, paths: Sequence[TableSource] = ()) -> None:
        """Open the import, with files to start with; without a plan, ask for a new one first."""
        session = self.plan.session
        if session is None or self.plan.busy or self.host.guest is not None:
            return
        from desktop.ui.importing.wizard import ImportWizard

        wizard = ImportWizard(session, self.context)
        wizard.finished.connect(self._import_over)
        self.rail.setEnabled(False)
        self.host.show_guest(wizard)
        wizard.step_shown.connect(self.help.follow)
        self.help.follow()
        self._show_state()
        wizard.start(tuple(paths))

    def _import_over(self, page: str) -> None:
        self.host.dismiss_guest()
        self.rail.setEnabled(True)
        self._show_state()
        self.go_to(page or self.host.current_name)

    def _remember_page(self, name: str) -> None:
        if self.plan.session is not None:
            last_page.remember(self._settings, self.plan.session.path, name)

    def _show_page_status(self, status: PageStatus) -> None:
        self.status_line.show_page(status)

    def _find(self) -> None:
        page = self.host.current_page()
        if page is not None and not page.focus_search():
            self.go_to("suppliers")
            self.host.page("suppliers").focus_search()

    def _toggle_drawer(self) -> None:
        page = self.host.current_page()
        if page is not None:
            page.toggle_drawer()

    def _use_scheme(self, scheme: Scheme) -> None:
        self._theme.use(scheme)
        self._settings.set(SCHEME, scheme.value)

    def _use_text_size(self, percent: int) -> None:
        self._theme.use_text_size(percent)
        self._settings.set(TEXT_SIZE, percent)
        self.menus[f"text:{percent}"].setChecked(True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._theme.follow_system_font()
        elif event.type() == QEvent.Type.FontChange:
            # Once every window has heard of it.
            QTimer.singleShot(0, follow_text_size)

    # ------------------------------------------------------------------------------------------ the help

    def _help_topic(self) -> str:
        """The topic of what is on the screen: a page is called as its topic is, an import has one a step."""
        guest = self.host.guest
        return getattr(guest, "help_topic", "") or self.host.current_name or "start"

    def _show_help(self, topic: str) -> None:
        self.help.show(topic)

    def _begin_tour(self) -> None:
        self._settings.set(TOUR, True)
        self.go_to("start")
        page = self.host.current_page()
        if page is not None:
            page.refresh(None)

    # ------------------------------------------------------------------------------------ drop and close

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drops.enter(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._leaving:
            event.accept()
            return
        event.ignore()
        if self.plan.busy:
            return
        self._in_close_event = True
        self.plan.close(then=self._leave)
        self._in_close_event = False
        # With nothing to save there was nothing to wait for.
        event.setAccepted(self._leaving)

    def close_without_asking(self) -> None:
        """Close and let go of what is not saved: when the system goes down, and in tests."""
        self._leaving = True
        self.close()

    def _leave(self) -> None:
        self._leaving = True
        self.host.keep()
        window_place.remember(self, self._settings)
        if not self._in_close_event:
            self.close()

    def show_in_place(self) -> None:
        """Show the window where it was last."""
        window_place.show_in_place(self, self._settings)


def _counted(session: Session) -> Mapping[str, RailBadge]:
    """Off the GUI thread: what waits on each page."""
    from desktop.ui.badges import badges

    standing = session.today_in_the_plan().standing
    return badges(session.overview(), standing, pairs=session.pairs_waiting())


def _title(plan: OpenPlan) -> str:
    """The title bar: the file first, as other programs have it, and whose plan it is.

    A file that is called as its municipality says both.
    """
    session = plan.session
    if session is None:
        return "EAN Planner"
    whose, path = plan.title or _("New plan"), session.path
    parts = [path.name] if path is not None else []
    if path is None or path.stem.casefold() != whose.casefold():
        parts.append(whose)
    # Qt puts its mark of what is not saved where this stands; twice stands for itself.
    first, *more = (part.replace("[*]", "[*][*]") for part in parts)
    return " – ".join((f"{first}[*]{_title_note(plan)}", *more, "EAN Planner"))


def _title_note(plan: OpenPlan) -> str:
    """What stands after the plan's name in the title bar."""
    if plan.saving:
        saving = _("Saving…")
        return f" – {saving}"
    if plan.session is not None and plan.session.is_read_only:
        reading = _("read-only")
        return f" ({reading})"
    return ""
