"""How are a wave's dates, its gate and a new proposal agreed to? Each in a dialog that shows what follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.dates import DateError
from desktop.domain.rollout_dates import Wave
from desktop.domain.rollout_gates import GateRule, GateState
from desktop.texts import dates, numbers, rollout_page
from desktop.texts import rollout as rollout_texts
from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import LaneFacts
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.section import Section, emptied
from desktop.workspace.rollout import Replan

_PAUSE_MS = 250
_MOST_LINES = 200
_MOST_BREACHES = 10
_LINES_HIGH = 16


class DatesDialog(PlainDialog):
    """Asks for the day a wave changes, and shows what follows from it.

    Args:
        try_dates: the wave as it would be with that day.
        today: what "i dag" is in a date; this machine's day when not told.

    Attributes:
        cut_over: the answer; None lets the program work the dates out again.
    """

    help_topic = "rollout"

    def __init__(
        self,
        lane: LaneFacts,
        try_dates: Callable[[date], Wave],
        parent: QWidget | None = None,
        *,
        today: date | None = None,
    ) -> None:
        super().__init__(
            _("Dates of: {wave}").format(wave=lane.title),
            parent,
            note=_("Set the day the suppliers change. The other days follow from it."),
        )
        self._try = try_dates
        self.cut_over: date | None = None
        view = lane.view
        self.field = DayField(_("Changes to the new EAN number"), needed=True, today=today)
        self.field.set_day(view.wave.dates.cut_over if view else None)
        self.body.addWidget(self.field)
        follows = Section(_("What follows"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(0)
        follows.body.addLayout(self.lines)
        self.breaches = PlainLabel("", tone=Tone.ATTENTION)
        self.body.addWidget(follows)
        self.body.addWidget(self.breaches)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.show_what_follows)
        self.field.line.textEdited.connect(lambda _text: self._pause.start())
        if view is not None and view.by_hand:
            again = LinkButton(_("Let the program work them out"))
            again.clicked.connect(self.accept)
            self.add_button(again, left=True)
        self._add_answers()
        self.show_what_follows()

    def _add_answers(self) -> None:
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.accept_button = PrimaryButton(_("Set the dates"))
        self.accept_button.clicked.connect(lambda _checked=False: self._accept())
        self.add_button(self.accept_button, default=True)

    def show_what_follows(self) -> None:
        """The four days, and which limits they do not keep."""
        emptied(self.lines)
        self.breaches.hide()
        try:
            wanted = self.field.day
        except DateError:
            wanted = None
        self.accept_button.setEnabled(wanted is not None)
        if wanted is None:
            return
        wave = self._try(wanted)
        for name, day in rollout_page.all_days(wave.dates):
            self.lines.addWidget(KeyValueRow(name, day))
        self.breaches.setText("\n".join(rollout_texts.breach(found, wave.kind) for found in wave.breaches))
        self.breaches.setVisible(bool(wave.breaches))

    def _accept(self) -> None:
        if self.field.check():
            self.cut_over = self.field.day
            self.accept()


class GateDialog(PlainDialog):
    """Shows what a gate has seen, and lets a person open it with a reason, or shut it again.

    Attributes:
        note_text: the answer: why it is opened all the same; "" takes that back.
    """

    help_topic = "rollout"

    def __init__(self, lane: LaneFacts, rule: GateRule, parent: QWidget | None = None) -> None:
        view = lane.view
        if view is None:
            raise ValueError("only a wave has a gate")
        gate = view.gate
        super().__init__(_("Gate of: {wave}").format(wave=lane.title), parent, width=520)
        self.note_text = ""
        self.sentence = PlainLabel(rollout_texts.gate(gate), size=TextSize.STRONG)
        self.body.addWidget(self.sentence)
        if gate.state is not GateState.NOT_YET:
            for name, value in rollout_page.seen(gate, rule):
                self.body.addWidget(KeyValueRow(name, value))
        if gate.faults and gate.state is GateState.OVERRIDDEN:
            missing = "\n".join(rollout_texts.gate_fault(fault, gate) for fault in gate.faults)
            self.body.addWidget(PlainLabel(missing, tone=Tone.ATTENTION))
        self.body.addSpacing(Space.SMALL)
        close = Button(_("Close"))
        close.clicked.connect(self.reject)
        if gate.state is GateState.OVERRIDDEN:
            self._offer_shutting(view.opened_by, dates.moment(view.opened_at))
        elif not gate.is_open:
            self._offer_opening()
        self.add_button(close, default=gate.is_open)

    def _offer_shutting(self, by: str, at: str) -> None:
        self.body.addWidget(PlainLabel(_("By {who}, {when}.").format(who=by, when=at), muted=True))
        self.shut_button = Button(_("Shut it again"))
        self.shut_button.clicked.connect(self.accept)
        self.add_button(self.shut_button, left=True)

    def _offer_opening(self) -> None:
        label = PlainLabel(_("Why may the next wave begin all the same?"), wrap=False)
        self.note_field = NoteField()
        self.note_field.setAccessibleName(label.text())
        self.note_field.setPlaceholderText(_("For those who read the plan later. No CPR numbers."))
        label.setBuddy(self.note_field)
        self.body.addWidget(label)
        self.body.addWidget(self.note_field)
        self.open_button = Button(_("Open all the same"))
        self.open_button.setEnabled(False)
        self.note_field.textChanged.connect(
            lambda: self.open_button.setEnabled(bool(self.note_field.toPlainText().strip()))
        )
        self.open_button.clicked.connect(lambda _checked=False: self._open())
        self.add_button(self.open_button, left=True)

    def _open(self) -> None:
        self.note_text = self.note_field.toPlainText().strip()
        if self.note_text:
            self.accept()


class ReplanDialog(PlainDialog):
    """Shows what a new proposal would move, before it is taken over."""

    help_topic = "rollout"

    def __init__(self, found: Replan, titles: dict[int, str], parent: QWidget | None = None) -> None:
        super().__init__(_("The new proposal"), parent, width=560)
        told = rollout_page.new_proposal(len(found.moves), len(found.dates), len(found.gone))
        self.sentence = PlainLabel(told)
        self.body.addWidget(self.sentence)
        breaches = rollout_page.breaches(found.operation.waves)
        if breaches:
            self.body.addWidget(PlainLabel("\n".join(_first(breaches, _MOST_BREACHES)), tone=Tone.ATTENTION))
        self.lines = _lines(found, titles)
        if self.lines:
            shown = _list(self.lines)
            lines_high = min(_LINES_HIGH, len(self.lines) + 2)
            self.add_pane(shown).setMinimumHeight(lines_high * shown.fontMetrics().height())
        cancel = Button(_("Keep what you have"))
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.accept_button = PrimaryButton(_("Take it over"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(self.accept_button, default=True)


def _lines(found: Replan, titles: dict[int, str]) -> list[str]:
    names = titles | {one.number: rollout_texts.wave(one.number, one.kind) for one in found.operation.waves}
    lines = [rollout_page.redated(wave, before) for wave, before in found.dates]
    nowhere = _("in no wave")
    lines += [
        rollout_page.moved(
            one.assessment.supplier.name,
            before=names.get(one.before or 0, nowhere),
            after=names.get(one.after or 0, nowhere),
        )
        for one in found.moves
    ]
    return _first(lines, _MOST_LINES)


def _first(lines: list[str], most: int) -> list[str]:
    """The first lines, and how many more there are."""
    if len(lines) <= most:
        return lines
    return [*lines[:most], _("and {n} more").format(n=numbers.whole(len(lines) - most))]


def _list(lines: list[str]) -> QWidget:
    """All lines in one label: they are read, not worked with."""
    label = PlainLabel("\n".join(lines), selectable=True)
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, Space.SMALL, 0, 0)
    column.addWidget(label)
    column.addStretch(1)
    return inner
