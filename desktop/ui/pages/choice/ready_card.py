"""Is everything ready for the day when everything moves at once? Four points, each with its task."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.options import OptionFigures
from desktop.domain.readiness import Ready
from desktop.texts import numbers
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import _, ngettext_
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.ui.widgets.section import emptied


class ReadyLine(QWidget):
    """One point: done or not, what it is, who has it, and the way to its task."""

    opened = Signal(str)

    def __init__(self, point: Ready, *, linked: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.point = point
        sentence = scenario_texts.ready(point.point)
        state = _("Done") if point.done else _("Missing")
        self.pill = Pill(
            state, Tone.GOOD if point.done else Tone.ATTENTION, icon="check" if point.done else "warning"
        )
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(PlainLabel(sentence))
        who = _("Responsible: {who}").format(who=point.who) if point.who else _("Nobody has this task yet.")
        words.addWidget(PlainLabel(who, muted=True, size=TextSize.CAPTION))
        self.link = LinkButton(_("Open the task"))
        self.link.setAccessibleName(_("Open the task: {point}").format(point=sentence))
        self.link.clicked.connect(lambda _checked=False: self.opened.emit(point.task))
        self.link.setVisible(linked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.pill)
        row.addLayout(words, 1)
        row.addWidget(self.link)
        self.setAccessibleName(f"{state}: {sentence}")


class ReadyCard(Card):
    """The list, and what it is a list for.

    Signals:
        task_opened: key of a task of the checklist.
    """

    task_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Are you ready for everything at once?"))
        self.sentence = PlainLabel("")
        self.where = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.lines: list[ReadyLine] = []
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, Space.SMALL, 0, 0)
        self._list.setSpacing(0)
        for widget in (self.sentence, inner, self.where):
            self.body.addWidget(widget)

    def show_points(self, points: Sequence[Ready], reuse: OptionFigures | None, *, linked: bool) -> None:
        """Show how far the points are.

        Args:
            reuse: the option that moves everything at once.
            linked: there is a page with the tasks.
        """
        emptied(self._list)
        done = sum(one.done for one in points)
        told = ngettext_(
            "With reuse {n} invoice a month comes to KP from the first day.",
            "With reuse {n} invoices a month come to KP from the first day.",
            numbers.counted(reuse.day_one) if reuse else 0,
        ).format(n=numbers.interval(reuse.day_one) if reuse else "")
        ready = _("{done} of {all} points are in place.").format(done=done, all=len(points))
        self.sentence.setText(f"{told} {ready}" if reuse else ready)
        self.lines = [ReadyLine(one, linked=linked) for one in points]
        for line in self.lines:
            line.opened.connect(self.task_opened)
            self._list.addWidget(Divider())
            self._list.addWidget(line)
        self.where.setText("" if linked else _("The points follow the tasks of the checklist."))
        self.where.setVisible(not linked)
