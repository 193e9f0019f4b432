"""What does the panel beside the problems show? One problem with what can be done, or several to accept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.quality import JudgedProblem
from desktop.domain.spoilt import SpoiltSuppliers
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.quality.sections import AcceptSection, FixSection, ProblemSection, RepairSection
from desktop.ui.theme import TextSize
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel


class ProblemDrawer(Drawer):
    """The panel at the right.

    Signals:
        corrected: field and value, for the one problem that is chosen.
        accepted: the note, for all that are chosen.
        repair_asked: put the garbled letters of all suppliers right.
        taken_back: what settled the one that is chosen.
        supplier_asked: show the supplier on its own page.
    """

    corrected = Signal(object, str)
    accepted = Signal(str)
    repair_asked = Signal()
    taken_back = Signal()
    supplier_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("About the problem"))
        self.several = PlainLabel("", size=TextSize.CARD_TITLE)
        self.problem = ProblemSection()
        self.fix = FixSection()
        self.repair = RepairSection()
        self.accept = AcceptSection()
        self._shown: tuple[int, ...] = ()
        self.lift(self.several, self.problem.title)
        for widget in (self.problem, self.fix, self.repair, self.accept):
            self.content.addWidget(widget)
        self.content.addStretch(1)
        self.repair.asked.connect(self.repair_asked)
        self.fix.corrected.connect(self.corrected)
        self.accept.accepted.connect(self.accepted)
        self.problem.taken_back.connect(self.taken_back)
        self.problem.supplier_asked.connect(self.supplier_asked)

    def show_rows(self, rows: Sequence[JudgedProblem], spoilt: SpoiltSuppliers) -> None:
        """Show what is chosen, and of garbled letters what they would become."""
        known_by = tuple(one.id for one in rows)
        if known_by != self._shown:
            # A note belongs to the problem it was written about.
            self.accept.clear()
            self.pane.verticalScrollBar().setValue(0)
        self._shown = known_by
        one = rows[0] if len(rows) == 1 else None
        self.several.setVisible(one is None)
        for part in (self.problem, self.problem.title):
            part.setVisible(one is not None)
        if one is not None:
            self.problem.show_problem(one)
            self.fix.show_problem(one)
            self.repair.show_problem(one, spoilt)
            fixable = one.field is not None or not self.repair.isHidden()
            self.accept.show_open(is_open=one.is_open, fixable=fixable)
            return
        still_open = sum(row.is_open for row in rows)
        self.fix.hide()
        self.repair.hide()
        self.several.setText(
            ngettext_("{n} problem chosen", "{n} problems chosen", len(rows)).format(
                n=numbers.whole(len(rows))
            )
        )
        self.accept.show_open(is_open=still_open > 0, fixable=False)

    def take_focus(self) -> None:
        """Put the cursor where the chosen problem can be settled."""
        if self.fix.isVisible():
            self.fix.line.setFocus()
            self.fix.line.selectAll()
        elif self.accept.isVisible():
            self.accept.note.setFocus()
        else:
            self.problem.undo.setFocus()
