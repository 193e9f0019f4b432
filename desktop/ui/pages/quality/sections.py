"""What are the parts of the panel about a problem? What is wrong, putting it right, letting it stand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.corrections import checked_value, value_of
from desktop.domain.errors import PlannerError
from desktop.domain.imports import Field
from desktop.domain.problems import ProblemKind
from desktop.domain.quality import JudgedProblem
from desktop.domain.spoilt import SpoiltSuppliers
from desktop.texts import errors, importing, labels, numbers, problems, quality
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.quality.columns import standing, standing_icon, standing_tone
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.fields import Labelled, LineField, Verdict
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.pills import Pill
from desktop.ui.widgets.section import Section


class ProblemSection(QWidget):
    """What is wrong, where, what to do, and what waits for it.

    Signals:
        supplier_asked: show the supplier on its own page.
        taken_back: what settled it shall be taken back.
    """

    supplier_asked = Signal()
    taken_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = Pill("", Tone.NEUTRAL)
        self.title = PlainLabel("", size=TextSize.CARD_TITLE)
        self.where = PlainLabel("", muted=True, selectable=True)
        self.wrong = PlainLabel("", selectable=True)
        self.next_step = PlainLabel("")
        self.consequence = PlainLabel("", tone=Tone.BAD)
        self.settled = PlainLabel("", muted=True)
        self.undo = LinkButton(_("Take it back"))
        self.supplier = LinkButton(_("Go to the supplier"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        for label in (self.title, self.where):
            column.addWidget(label)
        column.addSpacing(Space.TINY)
        for label in (self.wrong, self.next_step, self.consequence, self.settled):
            column.addWidget(label)
        for link in (self.undo, self.supplier):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.supplier.clicked.connect(self.supplier_asked)
        self.undo.clicked.connect(self.taken_back)

    def show_problem(self, one: JudgedProblem) -> None:
        problem = one.problem
        self.pill.set(standing(one), standing_tone(one), icon=standing_icon(one))
        self.title.setText(problems.title(problem.kind))
        self.where.setText(problems.where(problem))
        self.wrong.setText(problems.wrong(problem))
        self.next_step.setText(problems.next_step(problem) if one.is_open else "")
        self.consequence.setText(quality.consequence(problem, blocks=one.blocks) if one.is_open else "")
        self.consequence.set_tone(Tone.BAD if one.blocks else None)
        self.settled.setText(quality.settled(one))
        for label in (self.next_step, self.consequence, self.settled):
            label.setVisible(bool(label.text()))
        self.undo.setVisible(not one.is_open)
        self.supplier.setVisible(one.supplier is not None)
        name = one.supplier.name if one.supplier else ""
        self.supplier.setText(
            _("Go to {supplier}").format(supplier=name) if name else _("Go to the supplier")
        )


class FixSection(Section):
    """A field with the value as the plan has it, and a way to put it right.

    Signals:
        corrected: the field and the value, when it is one that can be used.
    """

    corrected = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Put it right in the plan"), parent)
        self._about: Field | None = None
        self.line = LineField()
        self.field = Labelled("", self.line, judge=self._judge)
        self.suggestion = LinkButton("", icon="check")
        self.suggestion.clicked.connect(self._take_suggestion)
        self.button = PrimaryButton(_("Correct"))
        self.button.clicked.connect(self._correct)
        self.line.returnPressed.connect(self._correct)
        self.hint = PlainLabel(
            _("Your list stays as it is. The next import keeps the correction while the list says the same."),
            muted=True,
            size=TextSize.CAPTION,
        )
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.button)
        for widget in (self.field, self.suggestion, row, self.hint):
            self.body.addWidget(widget)
        self._suggested = ""

    def show_problem(self, one: JudgedProblem) -> None:
        """Show the field a problem is about; nothing when it is about none that can be put right here."""
        self._about = one.field if one.is_open else None
        self.setVisible(self._about is not None)
        if one.field is None or one.supplier is None:
            return
        name = labels.field(one.field)
        self.field.label.setText(name)
        self.line.setAccessibleName(name)
        self.line.setText(value_of(one.supplier.facts, one.field) or one.problem.value)
        self.field.said.hide()
        self._suggested = one.problem.suggestion
        self.suggestion.setText(_("Use {value}").format(value=self._suggested))
        self.suggestion.setVisible(bool(self._suggested))

    def _judge(self, text: str) -> Verdict:
        if self._about is None:
            return Verdict()
        try:
            checked_value(self._about, text)
        except PlannerError as error:
            return Verdict(errors.sentence(error), stops=True)
        return Verdict()

    def _take_suggestion(self) -> None:
        self.line.setText(self._suggested)
        self._correct()

    def _correct(self) -> None:
        if self._about is None:
            return
        if self.field.check():
            self.corrected.emit(self._about, self.line.text())
        else:
            self.line.setFocus()


class RepairSection(Section):
    """What the plan's suppliers read when garbled letters are put right, and the button that does it.

    Signals:
        asked: put them right.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Put the letters right"), parent)
        self.examples = PlainLabel("", selectable=True)
        self.button = PrimaryButton(_("Put the letters right"))
        self.button.clicked.connect(self.asked)
        self.hint = PlainLabel(
            _(
                "Only values that can be put right exactly are changed. The next import of the list does it "
                "by itself."
            ),
            muted=True,
            size=TextSize.CAPTION,
        )
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.button)
        for widget in (self.examples, row, self.hint):
            self.body.addWidget(widget)

    def show_problem(self, one: JudgedProblem, spoilt: SpoiltSuppliers) -> None:
        """Offer it with a problem about garbled letters, while there is something to put right."""
        offered = one.problem.kind is ProblemKind.MOJIBAKE and one.is_open and spoilt.suppliers > 0
        self.setVisible(offered)
        more = spoilt.suppliers - len(spoilt.examples)
        lines = [importing.respelt(example) for example in spoilt.examples]
        if more > 0:
            lines.append(
                ngettext_("and {n} more supplier", "and {n} more suppliers", more).format(
                    n=numbers.whole(more)
                )
            )
        self.examples.setText("\n".join(lines))


class AcceptSection(Section):
    """A note, and letting the problem stand as it is.

    Signals:
        accepted: has the note.
    """

    accepted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Or let it stand"), parent)
        self.note = NoteField()
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Why may it stand? (may be left empty)"))
        self.button = Button(_("Accept"), icon="check", hint=_("The problem no longer counts as open."))
        self.button.clicked.connect(self._accept)
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self.button)
        self.body.addWidget(self.note)
        self.body.addWidget(row)

    def show_open(self, *, is_open: bool, fixable: bool) -> None:
        self.setVisible(is_open)
        self.set_title(_("Or let it stand") if fixable else _("Let it stand"))

    def clear(self) -> None:
        self.note.setPlainText("")

    def _accept(self) -> None:
        self.accepted.emit(self.note.toPlainText())
