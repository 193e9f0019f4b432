"""How is work done off the GUI thread? One call: run this, then call me back on the GUI thread.

Plain data goes in, plain data comes out. Work is told to stop through its progress callable, which raises
`Cancelled`. `ThreadRunner` is what the window uses; tests hand pages an `InlineRunner`, which does the work
before `run` returns.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from desktop.domain.progress import Cancelled, Progress

T = TypeVar("T")
Work = Callable[[Progress], T]

_REPORT_EVERY_S = 0.05
_THREADS = 2
_WORTH_NOTING_S = 1.0


class TaskState(StrEnum):
    """Where a task stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Task:
    """A piece of work under way; `cancel` asks it to stop at its next progress report."""

    def __init__(self, *, cancellable: bool = True) -> None:
        self.cancellable = cancellable
        self.state = TaskState.RUNNING
        self._stop = threading.Event()

    @property
    def running(self) -> bool:
        return self.state is TaskState.RUNNING

    @property
    def cancel_asked(self) -> bool:
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop; without effect on work that must not be interrupted."""
        if self.cancellable:
            self._stop.set()


class TaskRunner(Protocol):
    """Runs work and calls back."""

    def run(
        self,
        work: Work[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        cancellable: bool = True,
    ) -> Task:
        """Run `work` and report on the GUI thread.

        Args:
            work: called with a progress callable it should call at least once a second.
            on_done: gets what the work returned.
            on_error: gets what the work raised; without one the runner's own handler does.
            on_progress: gets units done and units in all, at most twenty times a second.
            on_cancelled: called when the work stopped because it was asked to.
            owner: nothing is called once this object is gone.
            cancellable: False for work that must not stop half-way.
        """
        ...

    def stop_all(self, wait_ms: int = 10_000) -> bool:
        """Ask everything under way to stop and wait for it; True when all of it has stopped."""
        ...


class _Callbacks:
    """What to call when something comes of a task, and whether there is still anybody to call."""

    def __init__(
        self,
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None],
        on_progress: Callable[[int, int], None] | None,
        on_cancelled: Callable[[], None] | None,
        owner: QObject | None,
    ) -> None:
        self._done, self._error = on_done, on_error
        self._progress, self._cancelled = on_progress, on_cancelled
        self._owner = owner

    def _wanted(self) -> bool:
        return self._owner is None or shiboken6.isValid(self._owner)

    def progress(self, done: int, total: int) -> None:
        if self._progress is not None and self._wanted():
            self._progress(done, total)

    def settle(self, task: Task, state: TaskState, result: object) -> None:
        task.state = state
        if not self._wanted():
            return
        if state is TaskState.DONE:
            self._done(result)
        elif state is TaskState.CANCELLED:
            if self._cancelled is not None:
                self._cancelled()
        elif isinstance(result, Exception):
            self._error(result)


def outcome(task: Task, work: Work[Any], report: Callable[[int, int], None]) -> tuple[TaskState, object]:
    """Do the work here and now, and say how it ended."""
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if task.cancel_asked:
            raise Cancelled
        now = time.monotonic()
        if now - last >= _REPORT_EVERY_S or (total and done >= total):
            last = now
            report(done, total)

    try:
        return TaskState.DONE, work(progress)
    except Cancelled:
        return TaskState.CANCELLED, None
    except Exception as error:  # noqa: BLE001 - handed on whole to the GUI thread, where it is told or raised
        return TaskState.FAILED, error


def _write_down(work: Work[Any], state: TaskState, seconds: float) -> None:
    """Note work that took its time, or failed."""
    if seconds >= _WORTH_NOTING_S or state is TaskState.FAILED:
        from desktop.diary.logbook import Event, note

        note(Event.WORK, what=work, ms=round(1000 * seconds), state=state)


class _Courier(QObject):
    """Carries news from a worker thread to the GUI thread: a queued signal to an object that lives there."""

    progressed = Signal(object, int, int)
    settled = Signal(object, object, object, object)


class _Job(QRunnable):
    def __init__(self, task: Task, work: Work[Any], callbacks: _Callbacks, courier: _Courier) -> None:
        super().__init__()
        self._task, self._work, self._callbacks, self._courier = task, work, callbacks, courier

    def run(self) -> None:
        def report(done: int, total: int) -> None:
            self._courier.progressed.emit(self._callbacks, done, total)

        began = time.monotonic()
        state, result = outcome(self._task, self._work, report)
        _write_down(self._work, state, time.monotonic() - began)
        self._courier.settled.emit(self._callbacks, self._task, state, result)


class ThreadRunner(QObject):
    """Runs work on a few threads of its own.

    Args:
        on_error: what to do with an error nobody else takes.
    """

    def __init__(self, on_error: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_error = on_error
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_THREADS)
        self._running: set[Task] = set()
        self._courier = _Courier(self)
        self._courier.progressed.connect(self._progressed, Qt.ConnectionType.QueuedConnection)
        self._courier.settled.connect(self._settled, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        cancellable: bool = True,
    ) -> Task:
        task = Task(cancellable=cancellable)
        callbacks = _Callbacks(on_done, on_error or self._on_error, on_progress, on_cancelled, owner)
        self._running.add(task)
        self._pool.start(_Job(task, work, callbacks, self._courier))
        return task

    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    def stop_all(self, wait_ms: int = 10_000) -> bool:
        for task in self._running:
            task.cancel()
        return self._pool.waitForDone(wait_ms)

    def _progressed(self, callbacks: _Callbacks, done: int, total: int) -> None:
        callbacks.progress(done, total)

    def _settled(self, callbacks: _Callbacks, task: Task, state: TaskState, result: object) -> None:
        self._running.discard(task)
        callbacks.settle(task, state, result)


class InlineRunner:
    """Does the work before `run` returns: for tests.

    Attributes:
        cancel_after: raise `Cancelled` from this progress report on (1 is the first); None never.
        reports: every progress report that was made.
    """

    def __init__(self, on_error: Callable[[Exception], None] | None = None) -> None:
        self._on_error = on_error
        self.cancel_after: int | None = None
        self.reports: list[tuple[int, int]] = []

    def run(
        self,
        work: Work[T],
        *,
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        on_progress: Callable[[int, int], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        owner: QObject | None = None,
        cancellable: bool = True,
    ) -> Task:
        task = Task(cancellable=cancellable)
        callbacks = _Callbacks(
            on_done, on_error or self._on_error or _raise, on_progress, on_cancelled, owner
        )

        def watched(progress: Progress) -> T:
            def count(done: int, total: int) -> None:
                self.reports.append((done, total))
                if self.cancel_after is not None and len(self.reports) >= self.cancel_after:
                    task.cancel()
                progress(done, total)

            return work(count)

        state, result = outcome(task, watched, callbacks.progress)
        callbacks.settle(task, state, result)
        return task

    def stop_all(self, wait_ms: int = 0) -> bool:
        """Nothing is ever under way here."""
        return wait_ms >= 0


def _raise(error: Exception) -> None:
    raise error
