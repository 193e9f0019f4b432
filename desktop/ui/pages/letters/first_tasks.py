"""Must something be done before the first letter goes out? A strip above the letters, with the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.texts import rollout_page
from desktop.texts.translate import _
from desktop.ui.pages.page import PageContext
from desktop.ui.theme import Tone
from desktop.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from desktop.workspace.letter_turns import Turns


class FirstTasks(Banner):
    """The tasks before the first letter; said anew only when they are others."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._told = ""
        self.close_button.hide()

    def show_turns(self, turns: Turns | None) -> None:
        """Show the open tasks, and nothing when all are done."""
        tasks = turns.blocking if turns is not None else ()
        if turns is None or not tasks:
            self._told = ""
            self.dismiss()
            return
        text = rollout_page.blocking(tasks, sent=turns.any_sent)
        if text != self._told or self.isHidden():
            first = tasks[0].key
            self.tell(
                text,
                tone=Tone.ATTENTION,
                action=_("Open the task"),
                act=lambda: self._context.go_to("tasks", task=first),
            )
        self._told = text
