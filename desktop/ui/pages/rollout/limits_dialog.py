"""Within which limits shall waves be proposed? Numbers with unit, range and help; start and closed weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.domain.closed_weeks import read_closed_weeks
from desktop.domain.rollout import Limits
from desktop.domain.rollout_declared import DECLARED, Term, TermUnit
from desktop.domain.working_days import ClosedPeriod
from desktop.texts import closed_weeks, rollout_limits
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Labelled, LineField, Verdict
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.section import Section
from desktop.workspace.rollout_terms import RolloutTerms, terms_from, to_values

_WIDTH = 720
_LINES_HIGH = 30
_CLOSED_EXAMPLE = "12-07-2027 – 30-07-2027 Sommerferie\nuge 42 2027"
_LIMITS = (
    Term.PILOT_SUPPLIERS,
    Term.WAVE_SUPPLIERS,
    Term.INVOICES_PER_MONTH,
    Term.LETTERS_PER_WEEK,
    Term.INTERVAL_WEEKS,
    Term.NOTICE_WEEKS,
    Term.REMINDER_WEEKS,
    Term.TAIL_WEEKS,
)
_GATE = (Term.GATE_ON_NEW_EAN, Term.GATE_REJECTED, Term.GATE_WEEKS)


def value_of(terms: RolloutTerms, term: Term) -> float:
    """The number as the terms have it."""
    kind, _sign, name = term.value.partition("_")
    number: float = getattr(terms.limits if kind == "rollout" else terms.gate, name)
    return number


def _judge_number(term: Term, text: str) -> Verdict:
    found = rollout_limits.read(term, text)
    return Verdict() if found is not None else Verdict(rollout_limits.allowed(term), stops=True)


class LimitsDialog(PlainDialog):
    """Asks for the terms; `terms` is the answer once it has been accepted.

    Args:
        is_first: nothing has been proposed yet.
        today: what "i dag" is in a date; this machine's day when not told.
    """

    help_topic = "limits"

    def __init__(
        self,
        terms: RolloutTerms,
        parent: QWidget | None = None,
        *,
        is_first: bool = False,
        today: date | None = None,
    ) -> None:
        super().__init__(
            _("Limits and closed weeks"),
            parent,
            note=_("A new proposal keeps to them. What cannot be kept is told on the wave."),
            width=_WIDTH,
        )
        self._before = terms
        self._today = today or datetime.now().astimezone().date()
        self.terms = terms
        self.fields: dict[Term, Labelled] = {}
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)
        self._add_numbers(_("The waves"), _LIMITS)
        self._add_start(today)
        self._add_numbers(_("The gate: when may the next wave begin?"), _GATE)
        self._add_closed()
        self._column.addStretch(1)
        self.add_pane(inner).setMinimumHeight(_LINES_HIGH * self.fontMetrics().height())
        self._add_answers(is_first=is_first)

    # ------------------------------------------------------------------------------------------- parts

    def _add_numbers(self, title: str, terms: tuple[Term, ...]) -> None:
        section = Section(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.SMALL)
        for at, term in enumerate(terms):
            grid.addWidget(self._number(term), at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        section.body.addLayout(grid)
        self._column.addWidget(section)

    def _number(self, term: Term) -> Labelled:
        field = LineField()
        field.setText(rollout_limits.written(term, value_of(self._before, term)))
        label, unit = rollout_limits.label(term), DECLARED[term].unit
        if unit is TermUnit.SHARE:  # the other units stand in the label
            label = f"{label} ({rollout_limits.unit(unit)})"
        self.fields[term] = Labelled(
            label, field, judge=partial(_judge_number, term), hint=rollout_limits.explanation(term)
        )
        return self.fields[term]

    def _add_start(self, today: date | None) -> None:
        self.start = DayField(
            _("First change"),
            hint=_("Leave it empty to begin on the day KP starts to receive."),
            today=today,
        )
        self.start.set_day(self._before.start)
        self._column.addWidget(self.start)

    def _add_closed(self) -> None:
        section = Section(_("Closed weeks"))
        section.body.addWidget(
            PlainLabel(
                _("No letters and no changes on these days. Weekends and holidays are known already."),
                muted=True,
                size=TextSize.CAPTION,
            )
        )
        self.closed = NoteField()
        self.closed.setAccessibleName(_("Closed weeks"))
        self.closed.setPlaceholderText(_CLOSED_EXAMPLE)
        self.closed.setPlainText("\n".join(closed_weeks.written([one]) for one in self._before.closed))
        self.closed_said = PlainLabel("", size=TextSize.CAPTION, tone=Tone.BAD)
        self.closed_said.hide()
        section.body.addWidget(self.closed)
        section.body.addWidget(self.closed_said)
        self._column.addWidget(section)

    def _add_answers(self, *, is_first: bool) -> None:
        usual = LinkButton(_("The usual limits"))
        usual.clicked.connect(lambda _checked=False: self._fill(Limits()))
        self.add_button(usual, left=True)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.accept_button = PrimaryButton(_("Propose") if is_first else _("See the new proposal…"))
        self.accept_button.clicked.connect(lambda _checked=False: self._accept())
        self.add_button(self.accept_button, default=True)

    def _fill(self, limits: Limits) -> None:
        usual = RolloutTerms(limits)
        for term, labelled in self.fields.items():
            if isinstance(labelled.field, LineField):
                labelled.field.setText(rollout_limits.written(term, value_of(usual, term)))
            labelled.check()

    # ------------------------------------------------------------------------------------------ answers

    def _accept(self) -> None:
        wrong = [one for one in (*self.fields.values(), self.start) if not one.check()]
        closed = self._closed()
        if wrong or closed is None:
            (wrong[0].field if wrong else self.closed).setFocus()
            return
        values = dict(to_values(self._before))
        for term, labelled in self.fields.items():
            values[term.value] = str(rollout_limits.read(term, labelled.text()))
        self.terms = replace(terms_from(values), start=self.start.day, closed=closed)
        self.accept()

    def _closed(self) -> tuple[ClosedPeriod, ...] | None:
        """The closed periods; None, and a sentence below the field, where they cannot be read."""
        try:
            found = read_closed_weeks(self.closed.toPlainText(), today=self._today)
        except ValueError:
            said = _("Write the weeks as {example}, at most three months at a time.")
            self.closed_said.setText(said.format(example=_CLOSED_EXAMPLE.replace("\n", "; ")))
            self.closed_said.show()
            return None
        self.closed_said.hide()
        return found
