"""What is loaded behind the user's back, once the window stands? What the next press will need.

Modules that know nothing of Qt are imported on a thread; those of the pages on the window's own thread, one
at a time and with a pause between, so that the window answers throughout. Nothing here is needed: what has
not been loaded when it is asked for is loaded then.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.domain.progress import Progress
from desktop.ui.tasks import TaskRunner

TEXTS = (
    "desktop.texts.errors",
    "desktop.texts.history",
    "desktop.texts.summary",
    "desktop.texts.values",
    "desktop.texts.recipients",
    "desktop.texts.importing",
    "desktop.texts.kp",
    "desktop.texts.choice",
    "desktop.texts.rollout_page",
    "desktop.texts.letter_documents",
    "desktop.texts.checklist_page",
)
"""Sentences: what the first plan needs, then the pages."""

PAGES = (
    "desktop.ui.questions",
    "desktop.ui.municipality_dialog",
    "desktop.ui.pages.start_facts",
    "desktop.ui.pages.start_progress",
    "desktop.ui.tables.view",
    "desktop.ui.widgets.drawer",
    "desktop.ui.pages.suppliers",
    "desktop.ui.importing.wizard",
    "desktop.ui.pages.quality",
    "desktop.ui.pages.duplicates",
    "desktop.ui.pages.collective",
    "desktop.ui.pages.kp",
    "desktop.ui.pages.choice",
    "desktop.ui.pages.rollout",
    "desktop.ui.pages.letters",
    "desktop.ui.pages.tasks",
    "desktop.ui.pages.history",
)
"""The pages in the order of the rail."""

_PAUSE_MS = 30
"""Between two modules; a press or a key has its turn."""


class Warming(QObject):
    """Loads ahead.

    Args:
        tasks: what the thread is taken from; stopping all tasks stops this one, too.
        busy: whether a plan is being opened; that imports what it needs itself, and goes first.
    """

    def __init__(self, tasks: TaskRunner, busy: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._busy = tasks, busy
        self._rooms_loaded = False
        self._left = list(PAGES)
        self._next = QTimer(self)
        self._next.setInterval(_PAUSE_MS)
        self._next.timeout.connect(self._go_on)

    @property
    def over(self) -> bool:
        """Whether everything has been loaded."""
        return not self._left

    def begin(self) -> None:
        """Load the rooms below, and then the pages, whenever nobody waits for a plan."""
        self._next.start()

    def _go_on(self) -> None:
        if self._busy():
            return
        if not self._rooms_loaded:
            self._next.stop()
            self._rooms_loaded = True
            self._tasks.run(_load_below, on_done=lambda _nothing: self._next.start(), owner=self)
        elif self._left:
            importlib.import_module(self._left.pop(0))
            if not self._left:
                self._next.stop()


def _load_below(progress: Progress) -> None:
    from desktop.workspace.loading_ahead import load_ahead

    load_ahead(progress)
    for done, name in enumerate(TEXTS):
        progress(done, len(TEXTS))
        importlib.import_module(name)
