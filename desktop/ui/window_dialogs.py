"""Which dialogs belong to the window itself, and to no page? About the plan's file, and about the program.

Each is imported when it is opened: the first paint does not wait for what few look at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from desktop.domain.errors import PlanTrouble
    from desktop.domain.plan import Municipality
    from desktop.ui.merging import PlanMerger
    from desktop.ui.messages import Messages
    from desktop.ui.open_plan import OpenPlan
    from desktop.ui.privacy import PrivacyDesk
    from desktop.ui.tasks import TaskRunner


class WindowDialogs:
    """Opens them, and does what they answer.

    Args:
        window: stands behind them.
    """

    def __init__(self, plan: OpenPlan, messages: Messages, tasks: TaskRunner, window: QWidget) -> None:
        self._plan, self._messages, self._tasks, self._window = plan, messages, tasks, window

    def all(self) -> dict[str, Callable[[], object]]:
        """By the key the menus have."""
        return {
            "earlier": self.show_earlier,
            "merge": self.merge,
            "privacy": self.show_privacy,
            "quick_guide": self.show_quick_guide,
            "log": self.show_log,
            "about": self.show_about,
        }

    # ----------------------------------------------------------------------------------- the plan's file

    @cached_property
    def merger(self) -> PlanMerger:
        """Brings two copies of a plan together."""
        from desktop.ui.merging import PlanMerger

        return PlanMerger(self._plan, self._messages, self._window)

    @cached_property
    def privacy(self) -> PrivacyDesk:
        """Says what the plan stores."""
        from desktop.ui.privacy import PrivacyDesk

        return PrivacyDesk(self._plan, self._messages, self._tasks, self._window)

    def merge(self, path: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Merge the plan with a copy, and go on when it has been taken in."""
        self.merger.start(path, then)

    def show_privacy(self) -> None:
        """What does the plan store?"""
        self.privacy.show()

    def show_earlier(self) -> None:
        """Open an earlier version as a new plan."""
        from desktop.ui.earlier_versions import choose_in, offer_earlier

        offer_earlier(self._plan, self._messages, choose_in(self._window))

    def tell_spoilt(self, path: Path, trouble: PlanTrouble) -> None:
        """Say that a plan is damaged, and what is left of it."""
        from desktop.ui.earlier_versions import choose_in
        from desktop.ui.spoilt_plan import offer_what_is_left

        offer_what_is_left(self._plan, self._messages, choose_in(self._window), path, trouble)

    def ask_municipality(self, before: Municipality, new: bool) -> Municipality | None:
        """The form with the facts about the municipality; None is a change of mind."""
        from desktop.ui.municipality_dialog import MunicipalityDialog

        session = self._plan.session
        today = session.today if session is not None else None
        dialog = MunicipalityDialog(before, new=new, parent=self._window, today=today)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.municipality() if accepted else None
        dialog.deleteLater()
        return answer

    # --------------------------------------------------------------------------------------- the program

    def show_quick_guide(self) -> None:
        """The page to print."""
        from desktop.ui.help.quick_guide import QuickGuideDialog

        _show(QuickGuideDialog(self._messages, self._window))

    def show_log(self) -> None:
        """What could be sent along with a report."""
        from desktop.ui.log_dialog import LogDialog

        _show(LogDialog(self._window))

    def show_about(self) -> None:
        """Version, licence, libraries."""
        from desktop.ui.about import AboutDialog

        _show(AboutDialog(self._window))


def _show(dialog: QDialog) -> None:
    dialog.exec()
    dialog.deleteLater()
