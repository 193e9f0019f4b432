"""What does the start page say of this week? What is late, what is due, and where each is dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.agenda import Agenda, AgendaItem, AgendaKind, Due
from desktop.texts import agenda as texts
from desktop.ui.pages.page import PageContext
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import emptied

_MOST = {Due.OVERDUE: 4, Due.THIS_WEEK: 5, Due.NEXT_WEEK: 3, Due.ASKED: 3}
"""Lines under each heading; the rest is counted and found on the page of the tasks."""


class AgendaLine(QWidget):
    """What is to be done, a click away, and when."""

    def __init__(self, item: AgendaItem, act: Callable[[], None]) -> None:
        super().__init__()
        self.item = item
        self.link = LinkButton(texts.line(item).replace("&", "&&"), hint=texts.verb(item.kind))
        self.link.setAccessibleName(texts.spoken(item))
        self.link.clicked.connect(lambda _checked=False: act())
        self.when = PlainLabel(texts.when(item), size=TextSize.CAPTION, muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.when)


class AgendaCard(Card):
    """The lines under late, this week and next week; hidden while nothing in the plan has a day."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=" ")
        self._context = context
        self.lines: list[AgendaLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.SMALL)
        self.body.addLayout(self._column)

    def show_agenda(self, found: Agenda, today: date) -> None:
        """Show what is due."""
        self.setVisible(found.dated)
        emptied(self._column)
        self.lines = []
        title = texts.title(today)
        if self.title is not None:
            self.title.setText(title)
        self.setAccessibleName(title)
        if not found.items:
            self._column.addWidget(PlainLabel(texts.nothing(), muted=True))
        for due in Due:
            items = found.of(due)
            if items:
                self._add(due, items)

    def _add(self, due: Due, items: tuple[AgendaItem, ...]) -> None:
        tone = Tone.ATTENTION if due is Due.OVERDUE else None
        self._column.addWidget(PlainLabel(texts.heading(due), size=TextSize.STRONG, tone=tone))
        for item in items[: _MOST[due]]:
            line = AgendaLine(item, lambda one=item: self._go(one))  # type: ignore[misc]  # bound now
            self.lines.append(line)
            self._column.addWidget(line)
        left = len(items) - _MOST[due]
        if left > 0:
            rest = LinkButton(texts.more(left))
            rest.clicked.connect(lambda _checked=False: self._context.go_to("tasks", view="list"))
            self._column.addWidget(rest, 0, Qt.AlignmentFlag.AlignLeft)

    def _go(self, item: AgendaItem) -> None:
        """To the page where a line is dealt with."""
        go_to = self._context.go_to
        match item.kind:
            case AgendaKind.TASK if item.task is not None:
                go_to("tasks", task=item.task.key)
            case AgendaKind.GO_LIVE:
                go_to("tasks")
            case AgendaKind.SEND:
                go_to("letters", wave=str(item.wave))
            case AgendaKind.REMIND:
                go_to("letters", state="due")
            case AgendaKind.INVOICES:
                self._context.import_files(())
            case _:
                go_to("rollout", view="lanes")
