"""What stands in the menus, and which keys do it? Every command of the window, declared once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.texts.translate import N_, _
from desktop.ui.appearance import TEXT_SIZES, Scheme
from desktop.ui.page_host import PAGES
from desktop.ui.settings import RECENT, Settings

if TYPE_CHECKING:
    from desktop.domain.plan import HistoryEntry
    from desktop.ui.open_plan import OpenPlan

Keys = QKeySequence.StandardKey


@dataclass(frozen=True, slots=True)
class Command:
    """One entry of a menu.

    Attributes:
        key: what the window calls it.
        text: English source string with its mnemonic.
        shortcut: one of Qt's standard keys, or keys as text, the one to be shown first; None for none.
        needs_plan: greyed out while no plan is open.
    """

    key: str
    text: str
    shortcut: Keys | str | tuple[str, ...] | None = None
    needs_plan: bool = False


_FILE = (
    Command("new", N_("&New plan…"), Keys.New),
    Command("open", N_("&Open…"), Keys.Open),
    Command("recent", N_("Open &recent")),
    Command("sample", N_("Open the sa&mple municipality")),
    None,
    Command("import", N_("&Import…"), "Ctrl+I", needs_plan=True),
    None,
    Command("save", N_("&Save"), Keys.Save, needs_plan=True),
    Command("save_as", N_("Save &as…"), "Ctrl+Shift+S", needs_plan=True),
    Command("save_copy", N_("Save a &copy…"), needs_plan=True),
    Command("earlier", N_("&Earlier versions…"), needs_plan=True),
    Command("merge", N_("Mer&ge with another copy…"), needs_plan=True),
    Command("privacy", N_("&What does the plan store?"), needs_plan=True),
    None,
    Command("print", N_("&Print…"), Keys.Print, needs_plan=True),
    Command("pdf", N_("Save the page as P&DF…"), needs_plan=True),
    None,
    Command("close", N_("C&lose the plan"), Keys.Close, needs_plan=True),
    Command("quit", N_("&Quit"), "Ctrl+Q"),
)
_EDIT = (
    Command("undo", N_("&Undo"), Keys.Undo, needs_plan=True),
    Command("redo", N_("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z"), needs_plan=True),
    Command("undo_to", N_("Undo back &to")),
    None,
    Command("copy", N_("&Copy"), Keys.Copy, needs_plan=True),
    Command("paste", N_("&Paste a table to import"), Keys.Paste, needs_plan=True),
    None,
    Command("find", N_("&Find on the page"), Keys.Find, needs_plan=True),
)
_VIEW = (
    Command("next_page", N_("&Next page"), "Ctrl+Tab"),
    Command("previous_page", N_("Pre&vious page"), "Ctrl+Shift+Tab"),
    None,
    Command("drawer", N_("&Details panel"), "F4", needs_plan=True),
    Command("columns", N_("C&hoose columns…"), "Ctrl+Shift+O", needs_plan=True),
    Command("reset_view", N_("&Reset the view"), needs_plan=True),
    Command("refresh", N_("Refresh the pa&ge"), Keys.Refresh, needs_plan=True),
)
_PLAN = (Command("municipality", N_("&The municipality's details…"), needs_plan=True),)
_HELP = (
    Command("help", N_("&Help for this page"), Keys.HelpContents),
    Command("tour", N_("&Getting started")),
    None,
    Command("guide", N_("&User guide")),
    Command("quick_guide", N_("&Quick guide to print…")),
    None,
    Command("log", N_("&What can be sent with a report…")),
    Command("about", N_("&About EAN Planner")),
)
_SCHEMES = (
    (Scheme.SYSTEM, N_("As the &system")),
    (Scheme.LIGHT, N_("&Light")),
    (Scheme.DARK, N_("&Dark")),
    (Scheme.CONTRAST_LIGHT, N_("&High contrast, light")),
    (Scheme.CONTRAST_DARK, N_("High contrast, d&ark")),
)
_TEXT_STEPS = (
    Command("text:larger", N_("&Larger"), Keys.ZoomIn),
    Command("text:smaller", N_("&Smaller"), Keys.ZoomOut),
    Command("text:usual", N_("&As the system"), "Ctrl+0"),
)


_UNDO_LIST = 15
"""Operations that the list of steps back offers; the page of the history has them all."""

_READING = ("help", "guide", "quick_guide")
"""Help is there at any time, above all in the middle of an import."""
_LOOKS = (
    *(f"scheme:{scheme}" for scheme in Scheme),
    *(f"text:{size}" for size in TEXT_SIZES),
    *(command.key for command in _TEXT_STEPS),
)
"""How the window looks may be changed at any time, also in the middle of an import."""


class Actions:
    """The window's menus. `on` connects a command; `show_plan` greys out what cannot be done now."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._commands: dict[str, Command] = {}
        self._actions: dict[str, QAction] = {}
        self.recent = QMenu(_("Open &recent"), window)
        self.undo_to = QMenu(_("Undo back &to"), window)
        bar = window.menuBar()
        self._fill(bar.addMenu(_("&File")), _FILE)
        self._fill(bar.addMenu(_("&Edit")), _EDIT)
        self._fill_view(bar.addMenu(_("&View")))
        self._fill(bar.addMenu(_("&Plan")), _PLAN)
        self._fill(bar.addMenu(_("&Help")), _HELP)
        # Windows' own key for the menus; Qt answers to Alt only.
        menus = QShortcut(QKeySequence("F10"), window)
        menus.activated.connect(lambda: bar.setActiveAction(bar.actions()[0]))

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def on(self, key: str, act: Callable[[], object]) -> None:
        """Do this when the command is given."""
        self._actions[key].triggered.connect(lambda _checked=False: act())

    def _fill(self, menu: QMenu, commands: tuple[Command | None, ...]) -> None:
        for command in commands:
            if command is None:
                menu.addSeparator()
            elif command.key == "recent":
                menu.addMenu(self.recent)
            elif command.key == "undo_to":
                menu.addMenu(self.undo_to)
            else:
                menu.addAction(self._action(command))

    def _action(self, command: Command) -> QAction:
        action = QAction(_(command.text), self._window)
        if command.shortcut is not None:
            # A standard key may have several forms: Ctrl++ is Ctrl+= on keyboards that need Shift for it.
            keys = (command.shortcut,) if isinstance(command.shortcut, str) else command.shortcut
            action.setShortcuts(keys if isinstance(keys, Keys) else [QKeySequence(one) for one in keys])
        if command.key == "copy":
            # Fields and tables answer the keys themselves; here they are only shown.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._commands[command.key] = command
        self._actions[command.key] = action
        return action

    def _fill_view(self, menu: QMenu) -> None:
        for number, spec in enumerate(PAGES, 1):
            # There is no key for the tenth place and on.
            shortcut = f"Ctrl+{number}" if number < 10 else None
            command = Command(f"page:{spec.name}", spec.title, shortcut)
            menu.addAction(self._action(command))
        menu.addSeparator()
        self._fill(menu, _VIEW)
        menu.addSeparator()
        colours = menu.addMenu(_("&Colours"))
        self._add_choice(colours, tuple(Command(f"scheme:{scheme}", text) for scheme, text in _SCHEMES))
        text = menu.addMenu(_("&Text size"))
        # "100 %" is written alike in every language.
        self._add_choice(text, tuple(Command(f"text:{size}", f"{size} %") for size in TEXT_SIZES))
        text.addSeparator()
        self._fill(text, _TEXT_STEPS)

    def _add_choice(self, menu: QMenu, commands: tuple[Command, ...]) -> None:
        """Commands of which one is in force."""
        group = QActionGroup(self._window)
        for command in commands:
            action = self._action(command)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)

    # ------------------------------------------------------------------------------------------- state

    def show_plan(self, plan: OpenPlan, *, importing: bool) -> None:
        """Grey out what cannot be done now, and name what undo and redo would do."""
        there = plan.session is not None
        free = not plan.busy and not importing
        for key, command in self._commands.items():
            self._actions[key].setEnabled(free and (there or not command.needs_plan))
        self.recent.setEnabled(free)
        self.undo_to.setEnabled(free and plan.next_undo is not None)
        for key in ("about", "log", "quit", *_READING, *_LOOKS):
            self._actions[key].setEnabled(True)
        for key in ("save", "save_as", "save_copy"):
            self._actions[key].setEnabled(free and there and not plan.saving)
        self._name("undo", plan.next_undo, free=free)
        self._name("redo", plan.next_redo, free=free)

    def _name(self, key: str, entry: HistoryEntry | None, *, free: bool) -> None:
        """Say in the menu what undo or redo would do."""
        action = self._actions[key]
        text = _(self._commands[key].text)
        if entry is not None:
            from desktop.texts import history

            text = _("{command}: {what}").format(command=text, what=history.action(entry.operation))
        action.setText(text)
        action.setEnabled(free and entry is not None)

    def show_undo_list(self, entries: Sequence[HistoryEntry], undo_to: Callable[[int], None]) -> None:
        """Fill the list of the last operations; each takes back everything down to itself.

        Args:
            entries: those in force, the newest first.
        """
        from desktop.texts import dates, history

        self.undo_to.clear()
        for entry in entries[:_UNDO_LIST]:
            text = f"{dates.moment(entry.at)}  {history.entry(entry)}".replace("&", "&&")
            action = self.undo_to.addAction(text)
            action.triggered.connect(lambda _checked=False, number=entry.number: undo_to(number))

    def show_recent(
        self, settings: Settings, open_plan: Callable[[Path], None], forget: Callable[[], None]
    ) -> None:
        """Fill the list of recent plans, by name only: nothing is looked up on a disk or a share."""
        self.recent.clear()
        for text in settings.get(RECENT):
            path = Path(text)
            action = self.recent.addAction(_menu_text(path))
            action.triggered.connect(lambda _checked=False, one=path: open_plan(one))
        self.recent.addSeparator()
        self.recent.addAction(_("&Clear the list")).triggered.connect(lambda _checked=False: forget())
        self.recent.menuAction().setVisible(bool(settings.get(RECENT)))


def _menu_text(path: Path) -> str:
    """Name and folder; an ampersand in them is no mnemonic."""
    return f"{path.stem}  –  {path.parent}".replace("&", "&&")
