"""Which plan is open, and what becomes of its file? New, open, save, close.

The window, its pages and its menus hear of the plan from here. What is done to it is in `plan_work`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.paths import user_documents_dir
from desktop.texts.translate import _
from desktop.ui import plan_notices
from desktop.ui.drops import PLAN_SUFFIX
from desktop.ui.messages import Messages, Offer
from desktop.ui.opened import Opened
from desktop.ui.plan_names import file_name, plan_files
from desktop.ui.plan_work import PlanWork

if TYPE_CHECKING:
    from desktop.domain.plan import Changes, HistoryEntry, Municipality
    from desktop.domain.progress import Progress
    from desktop.ui.settings import Settings
    from desktop.ui.tasks import TaskRunner
    from desktop.workspace.session import Session

AskMunicipality: TypeAlias = "Callable[[Municipality, bool], Municipality | None]"
"""Shows the form with the municipality's facts; True for a new plan. None: the user changed their mind."""
MergeWith = Callable[[Path, Callable[[], None]], None]
"""Merges the open plan with a copy, and goes on when it has been taken in."""


_SETTINGS = "setting"
"""Table of the municipality's details, as `Changes.tables` names it."""


class OpenPlan(PlanWork):
    """The open plan, or none.

    Signals:
        session_changed: another plan is open, or none is.
        changed: has the `Changes` of an operation, an undo or a redo.
    """

    session_changed = Signal()
    changed = Signal(object)
    _heard = Signal(object, object)

    def __init__(
        self,
        tasks: TaskRunner,
        messages: Messages,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tasks, messages, parent)
        self._settings = settings
        self.ask_municipality: AskMunicipality = lambda _before, _new: None
        self._untouched_sample = False
        self.merge_with: MergeWith = lambda _path, _then: None
        self.tell_spoilt: Callable[[Path, PlanTrouble], None] = lambda _path, error: messages.error(error)
        self.title = ""
        self.modified = False
        self.saved_at: datetime | None = None
        self.next_undo: HistoryEntry | None = None
        self.next_redo: HistoryEntry | None = None
        self.saving = False
        self._after_saving: list[Callable[[], None]] = []
        self._heard.connect(self._on_change)

    # ------------------------------------------------------------------------------------ open and close

    def new(self, then: Callable[[], None] | None = None) -> None:
        """Ask for the municipality, start a plan for it, and go on with `then`."""
        self.leave(lambda: self._new(then))

    def _new(self, then: Callable[[], None] | None) -> None:
        from desktop.domain.plan import Municipality

        municipality = self.ask_municipality(Municipality(), True)
        if municipality is None:
            return

        def made(opened: Opened) -> None:
            self._adopt(opened)
            if then is not None:
                then()

        def make(_progress: Progress) -> Opened:
            from desktop.workspace.session import Session

            return Opened.of(Session.create(municipality))

        self.work(_("Making the plan…"), make, on_done=made)

    def open(self, path: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Open a plan, and go on with `then` when it is there; without a path the user picks one."""
        if path is None:
            found = self._messages.open_files(_("Open a plan"), (plan_files(),), many=False)
            if not found:
                return
            path = found[0]
        open_now = self.session
        if open_now is not None and open_now.path == path and not open_now.is_read_only:
            # Opened beside itself it would find its own note, and be one to read only.
            again = _("The plan is open already. Close it first to read it from the file once more.")
            self._messages.info(again)
            return
        self.leave(lambda: self._open(path, then))

    def _open(self, path: Path, then: Callable[[], None] | None = None, *, take_over: bool = False) -> None:
        def opened(_progress: Progress) -> Opened:
            # The plan and all that answers about it are imported here, off the GUI thread.
            from desktop.workspace.keeping import Opening
            from desktop.workspace.session import Session

            opening = Opening.TAKE_OVER if take_over else Opening.EDIT
            return Opened.of(Session.open(path, opening=opening))

        def done(opened: Opened) -> None:
            self._settings.remember_plan(path)
            self._adopt(opened)
            if then is not None:
                then()
            plan_notices.tell(self._messages, opened.session, path, lambda: self._take_over(path))

        def failed(error: Exception) -> None:
            if isinstance(error, PlanTrouble) and error.fault in (PlanFault.DAMAGED, PlanFault.SPOILT):
                self.tell_spoilt(path, error)
                return
            gone = plan_notices.offer_to_forget(error, path, self._settings, self.state_changed.emit)
            self._messages.error(error, offer=gone)

        self.work(_("Opening {name}…").format(name=path.name), opened, on_done=done, on_error=failed)

    def _take_over(self, path: Path) -> None:
        session = self.session
        if session is None or session.elsewhere is None or session.path != path:
            return
        if self._messages.ask(plan_notices.take_over(session.elsewhere)) == "take":
            self.leave(lambda: self._open(path, take_over=True))

    def take(self, name: str, make: Callable[[], Session]) -> None:
        """Open what `make` gives: what a crash left, or an earlier version."""

        def taken(opened: Opened) -> None:
            self._adopt(opened)
            if opened.session.elsewhere is not None:
                # Taking the plan over would open its file, and let go of what is in no file yet.
                text = plan_notices.read_only(opened.session.elsewhere)
                self._messages.warn(text, title=_("Read-only"), offer=Offer(_("Save as…"), self.save_as))

        self.work(_("Opening {name}…").format(name=name), lambda _progress: Opened.of(make()), on_done=taken)

    def load_sample(self) -> None:
        """Open the sample municipality as a plan that has no file."""
        self.leave(self._load_sample)

    def _load_sample(self) -> None:
        def work(progress: Progress) -> Opened:
            # Reads tables: pandas and what comes with it are imported here, off the GUI thread.
            from desktop.workspace.sample import load_sample

            return Opened.of(load_sample(progress))

        def loaded(opened: Opened) -> None:
            self._adopt(opened)
            self._untouched_sample = True

        self.work(_("Opening the sample municipality…"), work, on_done=loaded)

    def close(self, then: Callable[[], None] | None = None) -> None:
        """Close the plan, once what is not saved has been dealt with."""

        def closed() -> None:
            self._adopt(None)
            if then is not None:
                then()

        self.leave(closed)

    def leave(self, then: Callable[[], None]) -> None:
        """Go on with `then` if nothing would be lost, or once the user has saved it or let it go."""
        if self.saving:
            self._leave_while_saving(then)
            return
        if self.session is None or not self.session.is_modified or self._untouched_sample:
            then()
            return
        answer = self._messages.ask(plan_notices.unsaved(self.title))
        if answer == "save":
            self.save(then)
        elif answer == "discard":
            then()

    def _leave_while_saving(self, then: Callable[[], None]) -> None:
        answer = self._messages.ask(plan_notices.still_saving())
        if answer == "cancel":
            return
        if answer == "wait" and self.saving:
            self._set_busy(_("Saving…"))
            self._after_saving.append(lambda: self.leave(then))
        elif self.saving:
            self._abandon()
            then()
        else:
            self.leave(then)

    def _abandon(self) -> None:
        """Let go of a plan whose save does not end; its working copy stays for the next start."""
        session, self.session = self.session, None
        self.saving = False
        if session is not None:
            self._tasks.stop_all(wait_ms=0)
            session.abandon()

    def _adopt(self, opened: Opened | None) -> None:
        """Let go of the plan that was open and take this one."""
        session = opened.session if opened is not None else None
        before, self.session = self.session, session
        self.title = opened.title if opened is not None else ""
        _write_down(opened, closed=before is not None)
        if before is not None:
            # Letters being written, or a question being answered, would find their plan gone.
            self._tasks.stop_all()
            before.close()
        self._untouched_sample = False
        self.saved_at = None
        if session is not None:
            session.subscribe(lambda changes: self._heard.emit(session, changes))
        self._look()
        self.session_changed.emit()

    # ------------------------------------------------------------------------------------------- saving

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Save the plan under its name, or ask for one."""
        session = self.session
        if session is None:
            return
        if session.path is None:
            self.save_as(then)
            return
        self._put_out(session.save, then)

    def save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a name, save, and go on under that name."""
        session = self.session
        path = self._ask_path(_("Save the plan as")) if session is not None else None
        if session is None or path is None:
            return

        def saved() -> None:
            self._settings.remember_plan(path)
            if then is not None:
                then()

        self._put_out(lambda: session.save_as(path), saved)

    def save_copy(self) -> None:
        """Ask for a name and save a copy; the plan keeps its own name."""
        session = self.session
        path = self._ask_path(_("Save a copy of the plan as")) if session is not None else None
        if session is None or path is None:
            return

        def saved(_nothing: object) -> None:
            self._messages.info(_("The copy was saved as {name}.").format(name=path.name))

        self.work(_("Saving a copy…"), lambda _progress: session.save_copy(path), on_done=saved)

    def _ask_path(self, title: str) -> Path | None:
        folder = self.session.path.parent if self.session and self.session.path else user_documents_dir()
        name = file_name(self.title) or _("Plan")
        path = self._messages.save_file(title, plan_files(), folder / f"{name}{PLAN_SUFFIX}")
        if path is None:
            return None
        return path if path.suffix.casefold() == PLAN_SUFFIX else path.with_name(path.name + PLAN_SUFFIX)

    def _put_out(self, save: Callable[[], None], then: Callable[[], None] | None) -> None:
        """Save off the GUI thread; the work goes on meanwhile, however long the drive takes."""
        session = self.session
        if self.saving or self.busy or session is None:
            return

        began = time.monotonic()

        def saved(_nothing: object) -> None:
            if self._saving_over(session):
                from desktop.diary.logbook import Event, note

                note(Event.PLAN_SAVED, ms=round(1000 * (time.monotonic() - began)))
                self.saved_at = datetime.now().astimezone()
                self._untouched_sample = False
                self._look()
                if session.backup_trouble is not None:
                    from desktop.texts import errors

                    self._messages.warn(
                        errors.sentence(session.backup_trouble), title=_("Saved, but without a backup")
                    )
            self._go_on(then)

        def failed(error: Exception) -> None:
            self._saving_over(session)
            elsewhere = Offer(_("Save as…"), lambda: self.save_as(then))
            if isinstance(error, PlanTrouble) and error.fault is PlanFault.CHANGED_ON_DISK:
                elsewhere = Offer(_("What now…"), lambda: self._changed_on_disk(then))
            self._messages.error(error, offer=elsewhere if plan_notices.fits_elsewhere(error) else None)
            self._after_saving.clear()

        self.saving = True
        self.state_changed.emit()
        self._tasks.run(
            lambda _progress: save(), on_done=saved, on_error=failed, owner=self, cancellable=False
        )

    def _changed_on_disk(self, then: Callable[[], None] | None) -> None:
        """Somebody else has saved the plan: merge the two, or keep this one under another name."""
        session = self.session
        if session is None or session.path is None:
            return
        answer = self._messages.ask(plan_notices.changed_on_disk(session.path.name))
        if answer == "merge":
            self.merge_with(session.path, lambda: self.save(then))
        elif answer == "save_as":
            self.save_as(then)

    def _saving_over(self, session: Session) -> bool:
        """Whether the plan that was saved still is the open one."""
        if session is not self.session:
            return False
        self.saving = False
        self._set_busy("")
        return True

    def _go_on(self, then: Callable[[], None] | None) -> None:
        waiting, self._after_saving = self._after_saving, []
        for step in (then, *waiting):
            if step is not None:
                step()

    # ---------------------------------------------------------------------------------- the municipality

    def edit_municipality(self) -> None:
        """Show the form with the facts about the municipality, and keep what comes of it."""
        if self.session is None:
            return
        from desktop.workspace.operations import SetUp

        before = self.session.municipality
        after = self.ask_municipality(before, False)
        if after is not None and after != before:
            self.run(SetUp(after))

    # -------------------------------------------------------------------------------------------- inside

    def _on_change(self, session: Session, changes: Changes) -> None:
        if session is not self.session:
            return
        from desktop.diary.logbook import Event, note

        note(Event.PLAN_CHANGED, rows=changes.rows)
        self._untouched_sample = False
        self._look()
        if _SETTINGS in changes.tables:
            self._read_title(session)
        self.changed.emit(changes)

    def _read_title(self, session: Session) -> None:
        """The name in the title bar may be another now; it costs all answers, so not on the GUI thread."""

        def read(title: str) -> None:
            if session is self.session:
                self.title = title
                self.state_changed.emit()

        self._tasks.run(lambda _progress: session.title, on_done=read, owner=self)

    def _look(self) -> None:
        """See what the title bar, the menus and the status bar need to know."""
        session = self.session
        self.modified = session is not None and session.is_modified
        self.next_undo = session.next_undo() if session is not None else None
        self.next_redo = session.next_redo() if session is not None else None
        self.state_changed.emit()


def _write_down(opened: Opened | None, *, closed: bool) -> None:
    from desktop.diary.logbook import Event, note

    if closed:
        note(Event.PLAN_CLOSED)
    if opened is not None:
        note(Event.PLAN_OPENED, suppliers=opened.suppliers)
