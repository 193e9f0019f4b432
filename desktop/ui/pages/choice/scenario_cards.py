"""How do other assumptions stand beside those in force? A card each, with what differs marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.options import OptionFigures
from desktop.domain.scenarios import ScenarioAnswer
from desktop.texts import dates, labels, numbers
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill

_CARD_CHARACTERS = 34


class ScenarioCard(Card):
    """One scenario, or what is in force now.

    Signals:
        taken: its assumptions shall be in force.
        picked: a choice shall be made from it.
        removed: it shall go.
    """

    taken = Signal(str)
    picked = Signal(str)
    removed = Signal(str)

    def __init__(
        self, answer: ScenarioAnswer, first: ScenarioAnswer, reuse_ean: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        scenario = answer.scenario
        self.name = scenario.name if scenario else ""
        self.heading = PlainLabel(self.name or _("In force now"), size=TextSize.CARD_TITLE)
        self.setAccessibleName(self.heading.text())
        self.set_chosen(scenario is None)
        self.body.addWidget(self.heading)
        self.body.addWidget(PlainLabel(_who(answer), muted=True, size=TextSize.CAPTION))
        self.first_option = PlainLabel(_comes_first(answer), size=TextSize.STRONG)
        self.body.addWidget(self.first_option)
        self.moved = _moved(answer, first)
        if self.moved:
            mark = Pill(_("Another option than now"), Tone.ATTENTION, icon="warning")
            line = QHBoxLayout()
            line.addWidget(mark)
            line.addStretch(1)
            self.body.addLayout(line)
        self._show_options(answer, first, reuse_ean)
        self._show_differences(answer, first)
        self.body.addStretch(1)
        if scenario is not None:
            self._add_buttons()

    def _show_options(self, answer: ScenarioAnswer, first: ScenarioAnswer, reuse_ean: str) -> None:
        for figures in answer.comparison.options:
            if figures.option.ean not in ("", reuse_ean):
                continue
            other = first.comparison.figures(figures.option.key)
            told = _figures(figures)
            differs = other is not None and _figures(other) != told
            self.body.addWidget(Divider())
            self.body.addWidget(PlainLabel(labels.option(figures.option), muted=True))
            self.body.addWidget(
                PlainLabel(
                    _("{figures} (changed)").format(figures=told) if differs else told,
                    tabular=True,
                    tone=Tone.ACCENT if differs else None,
                )
            )

    def _show_differences(self, answer: ScenarioAnswer, first: ScenarioAnswer) -> None:
        found = scenario_texts.differences(answer, first)
        if answer.scenario is None:
            return
        self.body.addWidget(Divider())
        self.differences = found
        for line in found or [_("The same assumptions as now.")]:
            self.body.addWidget(PlainLabel(line, size=TextSize.CAPTION))

    def _add_buttons(self) -> None:
        self.take_button = Button(_("Use these"), hint=_("Let these assumptions be in force on this page"))
        self.take_button.clicked.connect(lambda _checked=False: self.taken.emit(self.name))
        self.choose_button = Button(_("Choose from this…"))
        self.choose_button.clicked.connect(lambda _checked=False: self.picked.emit(self.name))
        self.remove_button = LinkButton(_("Remove"))
        self.remove_button.clicked.connect(lambda _checked=False: self.removed.emit(self.name))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.take_button, self.choose_button, self.remove_button):
            flow.addWidget(button)
        self.body.addWidget(buttons)


def _who(answer: ScenarioAnswer) -> str:
    if answer.scenario is None:
        return _("The plan with the assumptions of this page")
    return _("{who}, {date}").format(who=answer.scenario.by, date=dates.long(answer.scenario.at.date()))


def _comes_first(answer: ScenarioAnswer) -> str:
    if answer.recommendation is None:
        return _("There is nothing to weigh.")
    return _("Speaks for: {option}").format(option=labels.option(answer.recommendation.key))


def _moved(answer: ScenarioAnswer, first: ScenarioAnswer) -> bool:
    ours, theirs = answer.recommendation, first.recommendation
    return ours is not None and theirs is not None and ours.key != theirs.key


def _figures(figures: OptionFigures) -> str:
    return _("{letters} letters · {hours} hours · {weeks} weeks").format(
        letters=numbers.interval(figures.contacts),
        hours=numbers.interval(figures.hours),
        weeks=numbers.interval(figures.weeks),
    )


class ScenarioBoard(QWidget):
    """The scenarios side by side, and the field that saves one more.

    Signals:
        saved: a name; what is in force shall be kept under it.
        taken, picked, removed: as on a card.
    """

    saved = Signal(str)
    taken = Signal(str)
    picked = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ScenarioCard] = []
        self._board: Columns | None = None
        save = Card(title=_("Keep what is in force as a scenario"))
        save.body.addWidget(
            PlainLabel(
                _(
                    "Change assumptions under “Assumptions”, and save them here under a name. The plan's "
                    "facts stay."
                ),
                muted=True,
            )
        )
        self.name_field = LineField()
        self.name_field.setPlaceholderText(_("For example: Many calls"))
        self.name_field.setAccessibleName(_("Name of the scenario"))
        self.name_field.returnPressed.connect(self._save)
        self.name_field.textChanged.connect(self._show_state)
        self.save_button = Button(_("Save"))
        self.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.addWidget(self.name_field, 1)
        row.addWidget(self.save_button)
        save.body.addLayout(row)
        self.replaces = PlainLabel("", muted=True, size=TextSize.CAPTION)
        save.body.addWidget(self.replaces)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.LARGE)
        self._column.addWidget(save)
        self._show_state()

    def show_answers(self, answers: Sequence[ScenarioAnswer], reuse_ean: str) -> None:
        """Put the cards side by side; the first is what is in force."""
        if self._board is not None:
            self._column.removeWidget(self._board)
            self._board.hide()
            self._board.deleteLater()
        self._board = Columns(_CARD_CHARACTERS)
        self.cards = [ScenarioCard(one, answers[0], reuse_ean) for one in answers]
        for card in self.cards:
            card.taken.connect(self.taken)
            card.picked.connect(self.picked)
            card.removed.connect(self.removed)
            self._board.add(card)
        self._column.addWidget(self._board)
        self._show_state()

    def _save(self) -> None:
        name = " ".join(self.name_field.text().split())
        if name:
            self.name_field.clear()
            self.saved.emit(name)

    def _show_state(self) -> None:
        name = " ".join(self.name_field.text().split())
        self.save_button.setEnabled(bool(name))
        taken = any(card.name == name for card in self.cards if card.name)
        self.replaces.setText(_("The scenario of that name is replaced.") if taken else "")
        self.replaces.setVisible(taken)
