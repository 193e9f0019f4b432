"""The choice page: the options side by side, where it tips, why, what is open, and the choice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.plan import Changes
from desktop.texts import recommendation as recommendation_texts
from desktop.texts.translate import N_, _
from desktop.ui.pages.choice.answers import ChoiceAnswers, choice_answers
from desktop.ui.pages.choice.cards import ChosenBanner, EansCard, ReasonsCard, TippingCard, UncertainCard
from desktop.ui.pages.choice.dialog import ChoiceDialog
from desktop.ui.pages.choice.option_card import OptionCard
from desktop.ui.pages.empty import no_plan, nothing_imported
from desktop.ui.pages.page import Page, PageContext
from desktop.ui.theme import TextSize, Tone
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.labels import PlainLabel

_MOST_OPTIONS = 3
_OPTION_CHARACTERS, _CARD_CHARACTERS = 38, 32
"""What a column needs before the next card goes below it."""


class ChoicePage(Page):
    """Shall KP take over an EAN number, or have a new one?"""

    name = "choice"
    title = N_("EAN choice")
    question = N_("Shall KP take over an EAN number you already use, or have one of its own?")

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.answers: ChoiceAnswers | None = None
        self._reuse_ean = ""
        self.choose_button = PrimaryButton(_("Choose…"))
        self.choose_button.clicked.connect(lambda _checked=False: self.choose(""))
        self.header.add_action(self.choose_button)
        self.banner = ChosenBanner()
        self.headline = PlainLabel("", size=TextSize.CARD_TITLE)
        self.cards = [OptionCard() for _card in range(_MOST_OPTIONS)]
        self.tipping = TippingCard()
        self.reasons = ReasonsCard()
        self.uncertain = UncertainCard()
        self.eans = EansCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.options = Columns(_OPTION_CHARACTERS)
        for card in self.cards:
            self.options.add(card)
        below = Columns(_CARD_CHARACTERS)
        for part, share in ((self.tipping, 5), (self.reasons, 4), (self.uncertain, 3)):
            below.add(part, share)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.headline)
        self.body.addWidget(self.options)
        self.body.addWidget(below)
        self.body.addWidget(self.eans)
        self.body.addStretch(1)

    def _connect(self) -> None:
        for card in self.cards:
            card.picked.connect(self.choose)
            card.other_ean.connect(self.show_reuse_of)
        self.banner.again.connect(lambda: self.choose(""))
        self.banner.back.connect(self._take_back)
        self.uncertain.settle.connect(lambda: self.context.go_to("suppliers", undecided="yes"))

    # ------------------------------------------------------------------------------- what the window tells

    def refresh(self, changes: Changes | None) -> None:
        del changes  # every change of suppliers, invoices or decisions moves the figures
        self.choose_button.setEnabled(False)
        if self.session is None:
            self.answers = None
            text = _("Here the ways to go stand side by side, in your own figures.")
            self.set_empty(no_plan(self.context, "choice", text))
            return
        self.ask(choice_answers, self._show)

    def _show(self, answers: ChoiceAnswers) -> None:
        self.answers = answers
        if not answers.comparison.options or answers.recommendation is None:
            self.set_empty(
                nothing_imported(
                    self.context,
                    "choice",
                    _("Here the options will stand side by side"),
                    recommendation_texts.headline(None, answers.comparison),
                )
            )
            return
        self.set_empty(None)
        self.choose_button.setEnabled(True)
        # With a choice made the next step is elsewhere; choosing again stands in the banner.
        self.choose_button.setVisible(answers.choice is None)
        self.banner.show_choice(answers.choice)
        self.headline.setText(recommendation_texts.headline(answers.recommendation, answers.comparison))
        self.reasons.show_recommendation(answers.recommendation)
        self.uncertain.show_comparison(answers.comparison)
        self.eans.show_eans(answers.comparison.eans)
        keep = self._reuse_ean if self._reuse_ean in answers.reusable else ""
        self.show_reuse_of(keep or answers.best_reuse())

    def show_reuse_of(self, ean: str) -> None:
        """Let the card of reuse, and the tipping point, be about this EAN number."""
        answers = self.answers
        if answers is None:
            return
        self._reuse_ean = ean
        shown = answers.shown(ean)
        for card in self.cards[len(shown) :]:
            card.hide()
        for card, figures in zip(self.cards, shown, strict=False):
            self._show_card(card, figures, answers)
        self.tipping.show_tipping(answers.tipping.get(ean))

    def _show_card(self, card: OptionCard, figures: OptionFigures, answers: ChoiceAnswers) -> None:
        key = figures.option.key
        recommended = answers.recommendation is not None and answers.recommendation.key == key
        chosen = answers.choice is not None and answers.choice.option == key
        mark, tone = "", Tone.ACCENT
        if chosen:
            mark, tone = _("Chosen"), Tone.GOOD
        elif recommended:
            mark = _("Lightest for you") if self._has_fewest_letters(figures) else _("Recommended")
        marked = chosen if answers.choice is not None else recommended
        card.show_option(figures, answers.comparison, mark=mark, tone=tone, chosen=marked)
        card.pick.setVisible(not chosen)
        others = [one for one in answers.reusable if one != figures.option.ean]
        card.offer_eans(others if figures.option.kind is OptionKind.REUSE else ())
        card.show()

    def _has_fewest_letters(self, figures: OptionFigures) -> bool:
        if self.answers is None:
            return False
        others = [one for one in self.answers.comparison.options if one.option != figures.option]
        return all(figures.contacts.middle <= one.contacts.middle for one in others)

    # ------------------------------------------------------------------------------- what the user does

    def choose(self, picked: str) -> None:
        """Ask for the choice, with an option marked: the picked one, the one in force, or the recommended."""
        answers = self.answers
        if answers is None:
            return
        marked = picked or (answers.choice.option if answers.choice else "")
        if not marked and answers.recommendation is not None:
            marked = answers.recommendation.key
        dialog = ChoiceDialog(answers, marked, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        accepted = dialog.exec() == ChoiceDialog.DialogCode.Accepted
        option, new_ean, reason = dialog.option, dialog.new_ean if accepted else "", dialog.reason
        dialog.deleteLater()
        if accepted:
            self._run(option, new_ean, reason)

    def _run(self, option: str, new_ean: str, reason: str) -> None:
        from desktop.workspace.operations import ChooseEan

        self.context.run(ChooseEan(option, new_ean, reason))

    def _take_back(self) -> None:
        self._run("", "", "")
