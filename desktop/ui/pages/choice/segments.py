"""What does each part of the choice page show? One question a part, so that the answer is not drowned."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.options import OptionFigures, OptionKind
from desktop.texts import recommendation as recommendation_texts
from desktop.texts.translate import _
from desktop.ui.pages.choice.answers import ChoiceAnswers
from desktop.ui.pages.choice.assumption_fields import AssumptionsCard
from desktop.ui.pages.choice.cards import ChosenBanner, EansCard, ReasonsCard, TippingCard, UncertainCard
from desktop.ui.pages.choice.contacts_card import ContactsCard
from desktop.ui.pages.choice.effect_cards import EffectCard, TornadoCard, TurningCard
from desktop.ui.pages.choice.notices import GapsNotice, MovedNotice
from desktop.ui.pages.choice.option_card import OptionCard
from desktop.ui.pages.choice.ready_card import ReadyCard
from desktop.ui.pages.choice.scenario_cards import ScenarioBoard
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.labels import PlainLabel

_MOST_OPTIONS = 3
_OPTION_CHARACTERS, _CARD_CHARACTERS, _WIDE_CHARACTERS = 38, 32, 46
"""What a column needs before the next card goes below it."""


class Part(QWidget):
    """A part of the page: cards below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.LARGE)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        """Show the figures, with reuse of this EAN number beside the new ones."""
        raise NotImplementedError


class AnswerPart(Part):
    """The options side by side, why the first one is first, and what is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner, self.moved, self.gaps = ChosenBanner(), MovedNotice(), GapsNotice()
        self.headline = PlainLabel("", size=TextSize.CARD_TITLE)
        self.changed = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.cards = [OptionCard() for _card in range(_MOST_OPTIONS)]
        self.reasons, self.uncertain = ReasonsCard(), UncertainCard()
        self.options = Columns(_OPTION_CHARACTERS)
        for card in self.cards:
            self.options.add(card)
        below = Columns(_CARD_CHARACTERS)
        below.add(self.reasons, 5)
        below.add(self.uncertain, 3)
        head = QVBoxLayout()
        head.setSpacing(Space.TINY)
        head.addWidget(self.headline)
        head.addWidget(self.changed)
        for widget in (self.banner, self.moved, self.gaps):
            self.column.addWidget(widget)
        self.column.addLayout(head)
        self.column.addWidget(self.options)
        self.column.addWidget(below)
        self.column.addStretch(1)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        self.banner.show_choice(answers.choice)
        self.moved.show_review(answers.review, answers.moved_by)
        self.gaps.show_gaps(answers.gaps)
        self.headline.setText(recommendation_texts.headline(answers.recommendation, answers.comparison))
        self.changed.setText(_premises(answers))
        self.changed.setVisible(not answers.premises.as_declared)
        self.reasons.show_recommendation(answers.recommendation)
        self.uncertain.show_comparison(answers.comparison)
        shown = answers.shown(reuse_ean)
        for card in self.cards[len(shown) :]:
            card.hide()
        for card, figures in zip(self.cards, shown, strict=False):
            _show_card(card, figures, answers)


def _premises(answers: ChoiceAnswers) -> str:
    if answers.premises.scenario:
        return _("Under the assumptions of the scenario “{name}”.").format(name=answers.premises.scenario)
    return _("Under your own assumptions; see “Assumptions”.")


def _show_card(card: OptionCard, figures: OptionFigures, answers: ChoiceAnswers) -> None:
    key = figures.option.key
    recommended = answers.recommendation is not None and answers.recommendation.key == key
    chosen = answers.choice is not None and answers.choice.option == key
    mark, tone = "", Tone.ACCENT
    if chosen:
        mark, tone = _("Chosen"), Tone.GOOD
    elif recommended and answers.comparison.undecided < answers.comparison.active:
        mark = _("Lightest for you") if _has_fewest_letters(figures, answers) else _("Recommended")
    marked = chosen if answers.choice is not None else recommended
    card.show_option(
        figures,
        answers.comparison,
        answers.premises.assumptions,
        mark=mark,
        tone=tone,
        chosen=marked,
    )
    card.pick.setVisible(not chosen)
    others = [one for one in answers.reusable if one != figures.option.ean]
    card.offer_eans(others if figures.option.kind is OptionKind.REUSE else ())
    card.show()


def _has_fewest_letters(figures: OptionFigures, answers: ChoiceAnswers) -> bool:
    others = [one for one in answers.comparison.options if one.option != figures.option]
    return all(figures.contacts.middle < one.contacts.middle for one in others)


class ContactsPart(Part):
    """Who must be written to, where it tips, and the EAN numbers of today."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.contacts, self.tipping, self.eans = ContactsCard(), TippingCard(), EansCard()
        for widget in (self.contacts, self.tipping, self.eans):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        self.contacts.show_contacts(answers, reuse_ean)
        self.tipping.show_tipping(answers.tipping.get(reuse_ean))
        self.eans.show_eans(answers.comparison.eans)


class AssumptionsPart(Part):
    """The assumptions to the left; what they do to the answer to the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = AssumptionsCard()
        self.effect, self.tornado, self.turning = EffectCard(), TornadoCard(), TurningCard()
        right = Part()
        for card in (self.effect, self.tornado, self.turning):
            right.column.addWidget(card)
        right.column.addStretch(1)
        both = Columns(_WIDE_CHARACTERS)
        both.add(self.panel, 4)
        both.add(right, 6)
        self.column.addWidget(both)
        self.column.addStretch(1)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        self.panel.show_premises(answers.premises)
        self.effect.show_effect(answers, reuse_ean)
        self.tornado.show_tornado(answers.tornado)


class ScenariosPart(Part):
    """Scenarios side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = ScenarioBoard()
        self.column.addWidget(self.board, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addStretch(1)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        self.board.show_answers(answers.beside, reuse_ean)


class ReadyPart(Part):
    """Ready for everything at once?"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ready = ReadyCard()
        self.linked = False
        self.column.addWidget(self.ready)
        self.column.addStretch(1)

    def show_answers(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        reuse = next((one for one in answers.shown(reuse_ean) if one.option.kind is OptionKind.REUSE), None)
        self.ready.show_points(answers.readiness, reuse, linked=self.linked)
