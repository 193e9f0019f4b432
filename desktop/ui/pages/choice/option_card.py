"""What does one option mean? Its figures, what speaks for and against it, and a way to pick it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.assumptions import Assumptions
from desktop.domain.ean_choice import Comparison
from desktop.domain.options import OptionFigures
from desktop.texts import choice as choice_texts
from desktop.texts import labels, numbers
from desktop.texts.phrases import Argument
from desktop.texts.translate import _, ngettext_
from desktop.ui import icons, theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.figures import BigNumber, KeyValueRow
from desktop.ui.widgets.labels import PlainLabel, plain_tip
from desktop.ui.widgets.pills import Pill
from desktop.ui.widgets.section import emptied

_SIGN = 0.9
"""Of the height of a line."""


class ArgumentLine(QWidget):
    """A sentence for or against, with a plus or a minus that a screen reader says too."""

    def __init__(self, argument: Argument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._favours = argument.favours
        self.text = PlainLabel(argument.sentence)
        said = _("For: {argument}") if argument.favours else _("Against: {argument}")
        self.setAccessibleName(said.format(argument=argument.sentence))
        self._sign = theme.icon_size(self.font(), share=_SIGN, least=14)
        row = QHBoxLayout(self)
        row.setContentsMargins(self._sign + Space.SMALL, 0, 0, 0)
        row.addWidget(self.text, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        tone = palette.tone(Tone.GOOD if self._favours else Tone.BAD)
        line = self.text.fontMetrics().height()
        spot = QRectF(0, self.text.y() + (line - self._sign) / 2, self._sign, self._sign)
        icons.paint(QPainter(self), "plus" if self._favours else "minus", spot, tone.text)


class OptionCard(Card):
    """One option.

    Signals:
        picked: the user wants this one.
        other_ean: show reuse of another EAN number instead.
    """

    picked = Signal(str)
    other_ean = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.heading = PlainLabel("", size=TextSize.CARD_TITLE)
        self.mark = Pill("", Tone.ACCENT)
        self.other = Button(_("Another EAN number"), look=Look.LINK)
        self._menu = QMenu(self)
        self.other.setMenu(self._menu)
        self._build_head()
        self._build_figures()
        self.arguments = QWidget()
        self._arguments = QVBoxLayout(self.arguments)
        self._arguments.setContentsMargins(0, Space.SMALL, 0, 0)
        self._arguments.setSpacing(Space.SMALL)
        self.pick = Button(_("Choose this…"))
        self.pick.clicked.connect(lambda: self.picked.emit(self._key))
        self.body.addWidget(self.arguments)
        self.body.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(Space.LARGE)
        below.addWidget(self.pick)
        below.addWidget(self.other, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addStretch(1)
        self.body.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _build_head(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.SMALL)
        top.addWidget(self.heading, 1)
        top.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        # Kept also where there is no word to say, so that the figures of all cards stand in line.
        kept = self.mark.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.mark.setSizePolicy(kept)
        self.body.addLayout(top)

    def _build_figures(self) -> None:
        self.contacts, self.hours, self.weeks, self.day_one = (BigNumber() for _number in range(4))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.LARGE)
        grid.setVerticalSpacing(Space.SMALL)
        for at, number in enumerate((self.contacts, self.hours, self.weeks, self.day_one)):
            grid.addWidget(number, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addSpacing(Space.TINY)
        self.body.addLayout(grid)
        self.gradual = KeyValueRow(_("Gradual start"))
        self.rejected = KeyValueRow(_("Invoices to reject"))
        self.body.addWidget(self.gradual)
        self.body.addWidget(self.rejected)

    @property
    def key(self) -> str:
        return self._key

    def show_option(
        self,
        figures: OptionFigures,
        comparison: Comparison,
        assumptions: Assumptions,
        *,
        mark: str,
        tone: Tone,
        chosen: bool,
    ) -> None:
        """Show an option.

        Args:
            assumptions: what the figures were made with.
            mark: the word that singles it out; "" for none.
            chosen: draw the edge in the accent.
        """
        self._key = figures.option.key
        self.heading.setText(labels.option(figures.option))
        self.setAccessibleName(" ".join(part for part in (self.heading.text(), mark) if part))
        self.pick.setAccessibleName(f"{self.heading.text()}: {self.pick.text()}")
        self.mark.set(mark, tone, icon="check" if tone is Tone.GOOD else "")
        self.mark.setVisible(bool(mark))
        self.set_chosen(chosen)
        self._show_figures(figures)
        emptied(self._arguments)
        for argument in choice_texts.arguments(figures, comparison, assumptions):
            self._arguments.addWidget(ArgumentLine(argument))

    def _show_figures(self, figures: OptionFigures) -> None:
        contacts = numbers.counted(figures.contacts)
        self.contacts.set(
            numbers.interval(figures.contacts),
            ngettext_("supplier gets a letter", "suppliers get a letter", contacts),
        )
        self.hours.set(
            numbers.interval(figures.hours),
            ngettext_("hour in all", "hours in all", numbers.counted(figures.hours)),
        )
        self.hours.setToolTip(plain_tip(hours_in_parts(figures)))
        self.hours.setAccessibleDescription(hours_in_parts(figures))
        self.weeks.set(
            numbers.interval(figures.weeks),
            ngettext_(
                "week until all have moved", "weeks until all have moved", numbers.counted(figures.weeks)
            ),
        )
        self.day_one.set(
            numbers.interval(figures.day_one),
            ngettext_(
                "invoice a month in KP from day one",
                "invoices a month in KP from day one",
                numbers.counted(figures.day_one),
            ),
        )
        waves = ngettext_("Yes, {n} wave", "Yes, {n} waves", numbers.counted(figures.waves)).format(
            n=numbers.interval(figures.waves)
        )
        self.gradual.set_value(waves if figures.gradual else _("No"))
        self.rejected.set_value(numbers.interval(figures.rejected))

    def offer_eans(self, eans: Sequence[str]) -> None:
        """Offer to show reuse of other EAN numbers on this card; none hides the offer."""
        self._menu.clear()
        for ean in eans:
            action = QAction(ean, self._menu)
            action.triggered.connect(lambda _checked=False, one=ean: self.other_ean.emit(one))
            self._menu.addAction(action)
        self.other.setVisible(bool(eans))


def hours_in_parts(figures: OptionFigures) -> str:
    """The hours by what they go to, a line each; parts of nothing are left out."""
    lines = [
        _("{part}: {hours} hours").format(part=labels.hours_term(term), hours=numbers.interval(hours, 1))
        for term, hours in figures.hours_by_term.items()
        if hours.high
    ]
    return "\n".join(lines)
