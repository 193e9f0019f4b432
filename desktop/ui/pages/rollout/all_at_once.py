"""What stands here when a number is reused? Is all ready for one day, or do you want waves all the same?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui.pages.choice.ready_card import ReadyCard
from desktop.ui.pages.rollout.answers import RolloutAnswers
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel


class AllAtOnce(QWidget):
    """The readiness, and the way to waves.

    Signals:
        waves_asked: plan waves all the same.
        task_opened: key of a task of the checklist.
    """

    waves_asked = Signal()
    task_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ready = ReadyCard()
        self.ready.task_opened.connect(self.task_opened)
        waves = Card(title=_("Everything moves at once"))
        waves.body.addWidget(
            PlainLabel(
                _(
                    "You reuse an EAN number, so its invoices come to KP from the first day, whoever sends "
                    "them. Waves are not needed. If you still want to write to the other suppliers a few "
                    "at a time, plan waves for them."
                )
            )
        )
        self.plan_button = Button(_("Plan waves all the same…"))
        self.plan_button.clicked.connect(lambda _checked=False: self.waves_asked.emit())
        waves.body.addWidget(self.plan_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(waves)
        column.addWidget(self.ready)
        column.addStretch(1)

    def show_answers(self, answers: RolloutAnswers, *, linked: bool) -> None:
        """Show how ready everything is."""
        self.ready.show_points(answers.ready, answers.reuse, linked=linked)
