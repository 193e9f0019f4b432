"""Which page is on the screen? Pages are made when first looked at, and told only what they missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.texts.translate import N_
from desktop.ui.pages.page import Page, PageContext, PageStatus

if TYPE_CHECKING:
    from desktop.domain.plan import Changes
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the rail.

    Attributes:
        name: what `go_to` calls it.
        title: English source string.
        icon: in the rail.
        make: makes the page; imports it first, so that start-up does not wait for it.
    """

    name: str
    title: str
    icon: str
    make: Callable[[PageContext], Page]


def _start(context: PageContext) -> Page:
    from desktop.ui.pages.start import StartPage

    return StartPage(context)


def _suppliers(context: PageContext) -> Page:
    from desktop.ui.pages.suppliers import SuppliersPage

    return SuppliersPage(context)


def _duplicates(context: PageContext) -> Page:
    from desktop.ui.pages.duplicates import DuplicatesPage

    return DuplicatesPage(context)


def _quality(context: PageContext) -> Page:
    from desktop.ui.pages.quality import QualityPage

    return QualityPage(context)


def _collective(context: PageContext) -> Page:
    from desktop.ui.pages.collective import CollectivePage

    return CollectivePage(context)


def _kp(context: PageContext) -> Page:
    from desktop.ui.pages.kp import KpPage

    return KpPage(context)


def _choice(context: PageContext) -> Page:
    from desktop.ui.pages.choice import ChoicePage

    return ChoicePage(context)


def _rollout(context: PageContext) -> Page:
    from desktop.ui.pages.rollout import RolloutPage

    return RolloutPage(context)


def _letters(context: PageContext) -> Page:
    from desktop.ui.pages.letters import LettersPage

    return LettersPage(context)


def _history(context: PageContext) -> Page:
    from desktop.ui.pages.history import HistoryPage

    return HistoryPage(context)


def _tasks(context: PageContext) -> Page:
    from desktop.ui.pages.tasks import TasksPage

    return TasksPage(context)


PAGES = (
    PageSpec("start", N_("Start"), "start", _start),
    PageSpec("suppliers", N_("Suppliers"), "suppliers", _suppliers),
    PageSpec("quality", N_("Data quality"), "flag", _quality),
    PageSpec("duplicates", N_("Duplicates"), "duplicates", _duplicates),
    PageSpec("collective", N_("Collective invoices"), "collective", _collective),
    PageSpec("kp", N_("What KP can handle"), "receipt", _kp),
    PageSpec("choice", N_("EAN choice"), "choice", _choice),
    PageSpec("rollout", N_("Rollout"), "calendar", _rollout),
    PageSpec("letters", N_("Letters"), "letters", _letters),
    PageSpec("tasks", N_("Tasks"), "check-circle", _tasks),
    PageSpec("history", N_("History"), "history", _history),
)
"""The rail, in the order of the work."""


class PageHost(QStackedWidget):
    """The pages on top of each other.

    Signals:
        page_shown: the name of the page that is shown now.
        status_changed: has the `PageStatus` of the page that is shown.
    """

    page_shown = Signal(str)
    status_changed = Signal(object)

    def __init__(
        self, context: PageContext, specs: tuple[PageSpec, ...] = PAGES, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._specs = {spec.name: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._session: Session | None = None
        self._told: dict[str, Session | None] = {}
        self._missed: dict[str, bool] = {}
        self._current = ""
        self._guest: QWidget | None = None

    @property
    def current_name(self) -> str:
        return self._current

    @property
    def guest(self) -> QWidget | None:
        """What is shown instead of a page, or None."""
        return self._guest

    def page(self, name: str) -> Page:
        """A page, made now if nobody has looked at it yet."""
        if name not in self._pages:
            page = self._specs[name].make(self._context)
            page.status_changed.connect(lambda status, one=name: self._status(one, status))
            self._pages[name] = page
            self.addWidget(page)
        return self._pages[name]

    def current_page(self) -> Page | None:
        return self._pages.get(self._current) if self._guest is None else None

    def give_way(self, wanted: bool) -> None:
        """The help wants room beside the page, or no longer does."""
        page = self.current_page()
        for one in list(self._pages.values()):
            one.give_way(wanted=wanted and one is page)

    def go_to(self, name: str, **filters: str) -> None:
        """Show a page, with what it understands of the filters."""
        page = self.page(name)
        self._current = name
        self._bring_up_to_date(name)
        self.setCurrentWidget(page)
        if filters:
            page.apply_filters(**filters)
            page.take_keyboard()
        self.page_shown.emit(name)
        self.status_changed.emit(page.status)

    def show_session(self, session: Session | None) -> None:
        """Another plan is open, or none: the page on the screen hears at once, the others when looked at."""
        self._session = session
        self._missed.clear()
        if self._current:
            self._bring_up_to_date(self._current)

    def refresh(self, changes: Changes) -> None:
        """The plan changed."""
        for name, page in self._pages.items():
            if name == self._current and self._told.get(name) is self._session:
                page.refresh(changes)
            else:
                self._missed[name] = True

    def keep(self) -> None:
        """The program ends: every page that was looked at remembers how it was left."""
        for page in self._pages.values():
            page.keep()

    def show_guest(self, guest: QWidget) -> None:
        """Show something else than a page until `dismiss_guest`."""
        self._guest = guest
        self.addWidget(guest)
        self.setCurrentWidget(guest)
        self.status_changed.emit(PageStatus())

    def dismiss_guest(self) -> None:
        """Back to the page that was there."""
        guest, self._guest = self._guest, None
        if guest is not None:
            self.go_to(self._current)
            self.removeWidget(guest)
            guest.deleteLater()

    def _bring_up_to_date(self, name: str) -> None:
        page = self._pages[name]
        unknown = name not in self._told
        missed = self._missed.pop(name, False)
        if unknown or self._told[name] is not self._session:
            self._told[name] = self._session
            page.show_session(self._session)
        elif missed:
            page.refresh(None)

    def _status(self, name: str, status: PageStatus) -> None:
        if name == self._current and self._guest is None:
            self.status_changed.emit(status)
