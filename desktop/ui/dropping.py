"""What happens to what is dropped on the window? A plan is opened, tables and e-invoices are imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from desktop.texts.translate import _
from desktop.ui.drops import Dropped, dropped, readable

if TYPE_CHECKING:
    from desktop.ui.messages import Messages
    from desktop.ui.open_plan import OpenPlan


class DropDesk:
    """Takes what is dropped, and says what was left alone, and why.

    Args:
        free: whether there is time for it: no import is open, no plan on its way.
        import_files: opens the import with files.
    """

    def __init__(
        self,
        plan: OpenPlan,
        messages: Messages,
        *,
        free: Callable[[], bool],
        import_files: Callable[[Sequence[Path]], None],
    ) -> None:
        self._plan, self._messages = plan, messages
        self._free, self._import_files = free, import_files

    def enter(self, event: QDragEnterEvent) -> None:
        """Show whether it would be taken."""
        if self._free() and dropped(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def drop(self, event: QDropEvent) -> None:
        """Take it."""
        found = dropped(event.mimeData())
        if not found or not self._free():
            event.ignore()
            return
        event.acceptProposedAction()
        if found.plan is not None:
            self._open(found)
            return
        files = readable(found.files)
        if not files:
            self._messages.info(_nothing_to_read(found.files))
        elif self._plan.session is None:
            self._plan.new(then=lambda: self._import_files(files))
        else:
            self._import_files(files)

    def _open(self, found: Dropped) -> None:
        """Open the plan; what came with it waits for its turn, and that is told once the strip is free."""
        waits = _what_waits(found)
        self._plan.open(found.plan, (lambda: self._messages.info(waits)) if waits else None)


def _what_waits(found: Dropped) -> str:
    """What was dropped beside the plan and left alone; "" for nothing."""
    if found.other_plans:
        return _(
            "Only one plan can be open at a time, so {name} was taken. To bring two copies of a plan "
            "together, choose Merge with another copy in the File menu."
        ).format(name=found.plan.name if found.plan else "")
    return _("The plan was taken first. Drop the other files again when it is open.") if found.files else ""


def _nothing_to_read(files: tuple[Path, ...]) -> str:
    name = files[0].name
    return _(
        "There is no list to be read in {name}. Drop Excel files, CSV files, e-invoices (XML), a ZIP file "
        "or a folder with them."
    ).format(name=name)
