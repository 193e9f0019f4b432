"""How does the window merge the open plan with another copy? Read, ask about conflicts, take in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.domain.merging import Choices
from desktop.texts import merging as texts
from desktop.texts.translate import _
from desktop.ui.messages import Messages
from desktop.ui.open_plan import OpenPlan
from desktop.ui.plan_names import plan_files
from desktop.workspace import merging
from desktop.workspace.merging import MergePreview, OtherCopy
from desktop.workspace.session import Session

Decide = Callable[[MergePreview, str], Choices | None]
"""Shows what merging would do; None when the user changed their mind."""


class PlanMerger:
    """Merges copies into the open plan.

    Attributes:
        decide: asks the person; a dialog, or a test.
    """

    def __init__(self, plan: OpenPlan, messages: Messages, parent: QWidget) -> None:
        self._plan, self._messages, self._parent = plan, messages, parent
        self.decide: Decide = self._by_dialog

    def start(self, path: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Merge with a copy; without a path the user picks one.

        Args:
            then: what to do once it has been taken in.
        """
        session = self._plan.session
        if session is None:
            return
        if path is None:
            title = _("Which copy shall be merged in?")
            found = self._messages.open_files(title, (plan_files(),), many=False)
            if not found:
                return
            path = found[0]
        chosen = path

        def read(_progress: object) -> tuple[OtherCopy, MergePreview]:
            other = merging.open_copy(chosen)
            try:
                return other, merging.preview(session, other)
            except BaseException:
                other.close()
                raise

        self._plan.work(
            _("Comparing the two copies…"), read, on_done=lambda found: self._ask(session, *found, then)
        )

    def _ask(
        self, session: Session, other: OtherCopy, preview: MergePreview, then: Callable[[], None] | None
    ) -> None:
        own = session.path is not None and session.path == other.session.path
        if preview.brings_nothing and not own:
            other.close()
            self._messages.info(texts.summary(preview.taken, 0))
            return
        choices = self.decide(preview, other.name)
        if choices is None or session is not self._plan.session:
            other.close()
            return

        def done(conflicts: int) -> None:
            other.close()
            self._messages.info(texts.merged(conflicts))
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            other.close()
            self._messages.error(error)

        self._plan.work(
            _("Merging…"),
            lambda _progress: len(merging.take_in(session, other, choices)[1].conflicts),
            on_done=done,
            on_error=failed,
        )

    def _by_dialog(self, preview: MergePreview, name: str) -> Choices | None:
        from desktop.ui.merge_dialog import MergeDialog

        dialog = MergeDialog(preview, name, self._parent)
        accepted = dialog.exec() == MergeDialog.DialogCode.Accepted
        choices = dialog.choices if accepted else None
        dialog.deleteLater()
        return choices
