"""How is an open plan kept? Opened, saved, shared with colleagues, let go.

Saving has two halves. The first takes a snapshot while the plan stands still and lasts as long as reading a
local file. The second checks the snapshot and puts it out, which on a drive that does not answer may take
half a minute; meanwhile the work goes on, and what is done then is not in the file and stays "not saved".
"""

from __future__ import annotations

import getpass
import platform
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlannerError, PlanTrouble

if TYPE_CHECKING:
    from desktop.storage.lock_note import Held, LockNote
    from desktop.storage.plan_file import Snapshot, WorkingCopy

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Who:
    """The person at the keyboard, as the operating system knows them."""

    user: str
    machine: str


@dataclass(frozen=True, slots=True)
class OpenElsewhere:
    """Who has the plan open, so that it can only be read here.

    Attributes:
        user: as Windows knows them; "" when the note beside the plan cannot be read.
        stale: no sign of life for five minutes, and the plan has not changed meanwhile.
    """

    user: str
    machine: str
    since: datetime
    stale: bool


class Opening(StrEnum):
    """What a plan is opened for.

    EDIT: to work on; read-only when somebody else has it. READ: to look into; no note is left beside it.
    TAKE_OVER: to work on, whoever has it; a person has said so.
    """

    EDIT = "edit"
    READ = "read"
    TAKE_OVER = "take_over"


def who_am_i() -> Who:
    """The logged-on user and the computer's name."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for the user id, as in some containers and services
        user = "ukendt"
    return Who(user, platform.node() or "ukendt")


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


class KeptPlan:
    """The file side of an open plan; `Session` adds what is in it.

    `_lock` is held while the plan is read or changed, `_saving` while it is put out; never the second inside
    the first, or a drive that hangs would hold up the work.
    """

    def __init__(
        self,
        copy: WorkingCopy,
        *,
        who: Who | None = None,
        clock: Clock | None = None,
        note: LockNote | None = None,
        elsewhere: OpenElsewhere | None = None,
        opening: Opening = Opening.EDIT,
        unsaved: bool = False,
    ) -> None:
        self._copy = copy
        self._who = who or who_am_i()
        self._clock = clock or _now
        self._note = note
        self._elsewhere = elsewhere
        self._opening = opening
        self._lock = threading.RLock()
        self._saving = threading.Lock()
        self._revision = 0
        self._saved_revision = -1 if unsaved else 0

    # ------------------------------------------------------------------- open

    @classmethod
    def _opened(cls, path: Path, opening: Opening, who: Who | None, clock: Clock | None) -> Self:
        """Take the plan, then read it: what is read is what nobody else changes."""
        from desktop.storage.plan_file import open_working_copy

        me, now = who or who_am_i(), clock or _now
        if opening is Opening.READ:
            return cls(open_working_copy(path), who=me, clock=now, opening=opening)
        copy = open_working_copy(path)
        note, held = _take(copy, path, me, now(), take_over=opening is Opening.TAKE_OVER)
        if note is not None and copy.is_outdated():
            # Somebody saved and closed between our reading and our note.
            copy.close()
            try:
                copy = open_working_copy(path)
            except PlannerError:
                note.release()
                raise
        return cls(copy, who=me, clock=now, note=note, elsewhere=_elsewhere(held), opening=opening)

    @classmethod
    def recover(cls, folder: Path, *, who: Who | None = None, clock: Clock | None = None) -> Self:
        """Go on with a working copy that a crash left behind (`recovery.found`). It is not saved yet.

        Raises:
            FileTrouble: it has gone, or somebody has gone on with it already.
            PlanTrouble: it is damaged.
        """
        from desktop.storage.plan_file import adopt_working_copy
        from desktop.storage.working_folders import WorkingFolder

        me, now = who or who_am_i(), clock or _now
        home = WorkingFolder.hold(folder)
        if home is None:
            raise FileTrouble(folder.name, FileFault.MISSING)
        try:
            copy = adopt_working_copy(home)
        except PlannerError:
            home.release()
            raise
        note, held = _take(copy, copy.target, me, now()) if copy.target is not None else (None, None)
        return cls(copy, who=me, clock=now, note=note, elsewhere=_elsewhere(held), unsaved=True)

    @property
    def path(self) -> Path | None:
        """The plan file; None while the plan was never saved."""
        return self._copy.target

    @property
    def working_folder(self) -> Path:
        """The private folder on this computer that the plan is worked on in."""
        return self._copy.home.path

    @property
    def old_format(self) -> int | None:
        """The earlier format that the plan file still has, None when it has today's.

        The first save keeps the file as it was beside the new one.
        """
        return self._copy.old_format

    @property
    def strays(self) -> tuple[str, ...]:
        """Files that a database program left beside the plan: somebody may have had the plan open in one."""
        return self._copy.strays

    @property
    def elsewhere(self) -> OpenElsewhere | None:
        """Who has the plan open, when that is why it can only be read here."""
        return self._elsewhere

    @property
    def is_read_only(self) -> bool:
        """Whether it can only be read here; it can be saved under another name."""
        return self._elsewhere is not None or self._opening is Opening.READ

    def _must_be_ours(self) -> None:
        if self.is_read_only:
            raise _kept_from(self._copy.name, PlanFault.READ_ONLY, self._elsewhere)

    # ------------------------------------------------------------------- save

    @property
    def is_modified(self) -> bool:
        """True when there is something that the plan file does not have."""
        return self.path is None or self._revision != self._saved_revision

    @property
    def is_saving(self) -> bool:
        """True while the plan is being put out."""
        return self._saving.locked()

    @property
    def backup_trouble(self) -> FileTrouble | None:
        """Why the last save could not keep the version before it; the plan itself is saved."""
        return self._copy.backup_trouble

    def save(self) -> None:
        """Put the plan out as its file, whole or not at all. What is done meanwhile is not in it.

        Raises:
            PlanTrouble: somebody else changed, removed or took over the file since it was opened, is saving
                it, or has it open.
            FileTrouble: the file cannot be written.
        """
        with self._saving:
            self._save_own()

    def _save_own(self) -> None:
        self._must_be_ours()
        snapshot, revision = self._snapshot()
        if self._note is not None and (by := self._note.taken_by()) is not None:
            taken = OpenElsewhere(by.user, by.machine, by.since, stale=False)
            raise _kept_from(self._copy.name, PlanFault.TAKEN_OVER, taken)
        self._copy.save(snapshot)
        self._saved_revision = revision

    def save_as(self, path: Path) -> None:
        """Save under another name and go on with that file. The caller has asked before overwriting.

        Under the plan's own name it is `save`: who says that the file may be replaced has their own version
        in mind, not what somebody else has saved since. A file that has gone is made again.

        Raises:
            PlanTrouble: somebody else has the plan of that name open; under the plan's own name as `save`.
            FileTrouble: the file cannot be written.
        """
        with self._saving:
            same = self._is_own(path)
            if same:
                try:
                    self._save_own()
                except PlanTrouble as trouble:
                    if trouble.fault is not PlanFault.GONE:
                        raise
                else:
                    return
            snapshot, revision = self._snapshot()
            note, held = (self._note, None) if same else _take(self._copy, path, self._who, self._clock())
            if held is not None:
                raise _kept_from(path.name, PlanFault.READ_ONLY, _elsewhere(held))
            try:
                self._copy.save_as(path, snapshot)
            except BaseException:
                if note is not None and not same:
                    note.release()
                raise
            if self._note is not None and not same:
                self._note.release()
            self._note, self._elsewhere, self._opening = note, None, Opening.EDIT
            self._saved_revision = revision

    def save_copy(self, path: Path) -> None:
        """Save a copy and go on with the file as it was. The caller has asked before overwriting.

        Raises:
            PlanTrouble: somebody else has the plan of that name open.
            FileTrouble: it is the plan's own name, or the file cannot be written.
        """
        with self._saving:
            if self._is_own(path):
                raise FileTrouble(cpr.scrub(path.name), FileFault.EXISTS)
            note, held = _take(self._copy, path, self._who, self._clock())
            if held is not None:
                raise _kept_from(path.name, PlanFault.READ_ONLY, _elsewhere(held))
            try:
                self._copy.save_copy(path, self._snapshot()[0])
            finally:
                if note is not None:
                    note.release()

    def _is_own(self, path: Path) -> bool:
        return self.path is not None and self.path.absolute() == path.absolute()

    def has_taken_in(self, other: KeptPlan) -> None:
        """Say that what somebody else saved is in this plan now, so the next save may take its place.

        Args:
            other: their version of the same file, opened to be compared or merged. Only that version may be
                replaced: if somebody has saved again since, the next save is refused as before.

        Raises:
            ValueError: it is another plan's file.
        """
        if other.path is None or not self._is_own(other.path):
            raise ValueError("a version of another plan")
        with self._lock:
            self._copy.go_on_from(other._copy)

    def _snapshot(self) -> tuple[Snapshot, int]:
        with self._lock:
            return self._copy.snapshot(), self._revision

    # ------------------------------------------------------------------ close

    def close(self) -> None:
        """Let go of the plan; what was not saved is gone."""
        self._let_go(self._copy.close)

    def abandon(self) -> None:
        """Let go of the plan and leave what was not saved for the next start to find (`recovery`)."""
        self._let_go(self._copy.abandon)

    def _let_go(self, end: Callable[[], None]) -> None:
        with self._lock:
            end()
        if self._note is not None:
            self._note.release()


def _take(
    copy: WorkingCopy, path: Path, who: Who, at: datetime, *, take_over: bool = False
) -> tuple[LockNote | None, Held | None]:
    from desktop.storage import lock_note

    user, machine = cpr.scrub(who.user), cpr.scrub(who.machine)
    us = lock_note.new_holder(user, machine, at, copy.home.path.name)
    got = lock_note.acquire(path, us, take_over=take_over)
    return (None, got) if isinstance(got, lock_note.Held) else (got, None)


def _elsewhere(held: Held | None) -> OpenElsewhere | None:
    if held is None:
        return None
    holder = held.holder
    return OpenElsewhere(holder.user, holder.machine, holder.since, held.stale)


def _kept_from(name: str, fault: PlanFault, by: OpenElsewhere | None) -> PlanTrouble:
    if by is None:
        return PlanTrouble(cpr.scrub(name), fault)
    return PlanTrouble(cpr.scrub(name), fault, by=(by.user, by.machine), since=by.since)
