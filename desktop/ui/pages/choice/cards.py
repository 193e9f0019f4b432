"""What do the smaller cards of the choice page say: what was chosen, why, where it tips, what is open?"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.ean_choice import Comparison, EanPicture
from desktop.domain.plan import EanChoice
from desktop.domain.recommendation import Recommendation
from desktop.domain.tipping_point import TippingPoint
from desktop.texts import choice as choice_texts
from desktop.texts import dates, labels, numbers
from desktop.texts import recommendation as recommendation_texts
from desktop.texts.translate import _, ngettext_
from desktop.ui.charts.chart_card import ChartCard
from desktop.ui.charts.tipping import TippingChart
from desktop.ui.pages.choice.option_card import ArgumentLine
from desktop.ui.tables.columns import Column, identifier_column, number_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import emptied
from desktop.ui.widgets.tone_ground import ToneGround

_MOST_ROWS = 8


class ChosenBanner(ToneGround):
    """What was chosen, by whom, when and why: calm, with a way to choose again.

    Signals:
        again: choose again.
        back: take the choice back.
    """

    again = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.GOOD, parent)
        self.title = PlainLabel("", size=TextSize.STRONG, selectable=True)
        self.text = PlainLabel("", selectable=True)
        self.again_button = Button(_("Choose again…"))
        self.again_button.clicked.connect(self.again)
        self.back_button = LinkButton(_("Take the choice back"))
        self.back_button.clicked.connect(self.back)
        self.words.addWidget(self.title)
        self.words.addWidget(self.text)
        self.row.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_choice(self, choice: EanChoice | None) -> None:
        self.setVisible(choice is not None)
        if choice is None:
            return
        self.title.setText(_("You have chosen: {option}").format(option=labels.option(choice.option)))
        text = _("{who}, {date}.").format(who=choice.by, date=dates.long(choice.at.date()))
        if choice.reason:
            text += " " + _("“{reason}”").format(reason=choice.reason)
        if choice.ean and choice.ean not in choice.option:
            text += " " + _("KP gets {ean}.").format(ean=numbers.ean(choice.ean))
        elif not choice.ean:
            text += " " + _("The new EAN number has not been given yet.")
        self.text.setText(text)
        self.setAccessibleName(f"{self.title.text()} {text}")


class TippingCard(ChartCard):
    """Where reuse and a new EAN number change places, and where the municipality stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.curve = TippingChart()
        super().__init__(_("When does it tip?"), self.curve, parent)
        self.sum = PlainLabel("", muted=True, size=TextSize.CAPTION, tabular=True)
        self.body.addWidget(self.sum)

    def show_tipping(self, tipping: TippingPoint | None) -> None:
        self.setVisible(tipping is not None)
        self.curve.set_tipping_point(tipping)
        if tipping is None:
            return
        self.sentence.setText(choice_texts.tipping(tipping))
        self.sum.setText(
            _(
                "{leaving} must leave the number (N + U), {staying} can stay on it (K). "
                "Reuse is lighter while the first is the smaller."
            ).format(leaving=numbers.interval(tipping.must_leave), staying=numbers.interval(tipping.stays))
        )
        self.figures_changed()


class ReasonsCard(Card):
    """Why the recommended option comes first, and how sure that is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Why this one?"))
        self.lines = QWidget()
        self._list = QVBoxLayout(self.lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.SMALL)
        self.robust_title = PlainLabel(_("How sure is it?"), size=TextSize.STRONG)
        self.robust = PlainLabel("")
        self.decide = PlainLabel(
            _("The program weighs; you decide. Letters count most, then hours and rejected invoices."),
            muted=True,
            size=TextSize.CAPTION,
        )
        self.body.addWidget(self.lines)
        self.body.addSpacing(Space.TINY)
        for widget in (self.robust_title, self.robust):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.decide)

    def show_recommendation(self, recommendation: Recommendation | None) -> None:
        self.setVisible(recommendation is not None)
        emptied(self._list)
        if recommendation is None:
            return
        for argument in recommendation_texts.reasons(recommendation):
            self._list.addWidget(ArgumentLine(argument))
        self.robust.setText(recommendation_texts.robustness(recommendation))


class UncertainCard(Card):
    """What makes the figures intervals, and the way to make them exact.

    Signals:
        settle: show the suppliers that nobody has judged.
    """

    settle = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Not settled yet"))
        self.sentence = PlainLabel("")
        self.link = LinkButton("")
        self.link.clicked.connect(self.settle)
        self.counted = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.link)
        self.body.addStretch(1)
        self.body.addWidget(self.counted)

    def show_comparison(self, comparison: Comparison) -> None:
        settled = not comparison.undecided
        self.sentence.setText(
            _("All suppliers are settled, so the figures are exact.")
            if settled
            else choice_texts.undecided(comparison)
        )
        self.link.setText(choice_texts.settle(comparison))
        self.link.setVisible(not settled)
        self.counted.setText(_basis(comparison))


def _basis(comparison: Comparison) -> str:
    """What the figures were counted over, and who needs no letter."""
    months, active, dormant = comparison.window_months, comparison.active, comparison.dormant
    told = [
        ngettext_("Counted over {n} month.", "Counted over the last {n} months.", months).format(
            n=numbers.whole(months)
        ),
        ngettext_("{n} supplier sent invoices.", "{n} suppliers sent invoices.", active).format(
            n=numbers.whole(active)
        ),
    ]
    if dormant:
        told.append(
            ngettext_(
                "{n} supplier without invoices needs no letter.",
                "{n} suppliers without invoices need no letter.",
                dormant,
            ).format(n=numbers.whole(dormant))
        )
    return " ".join(told)


def ean_columns() -> list[Column[EanPicture]]:
    """The EAN numbers of today: what comes to each, and who sends it."""

    def count(key: str, title: str, hint: str, value: str) -> Column[EanPicture]:
        return number_column(
            key, title, lambda row: float(getattr(row, value)), lambda n: numbers.whole(int(n)), hint=hint
        )

    return [
        identifier_column("ean", _("EAN number"), lambda row: row.ean, stretches=True),
        count("suppliers", _("Suppliers"), _("Suppliers that sent to it"), "suppliers"),
        count("kp", _("One citizen"), _("In KP, one citizen per invoice (K)"), "kp_suppliers"),
        count("split", _("Can split"), _("In KP, collective, can split (C)"), "collective_can_split"),
        count(
            "cannot", _("Cannot split"), _("In KP, collective, cannot split (U)"), "collective_cannot_split"
        ),
        count("outside", _("Outside KP"), _("Outside KP (N)"), "other_suppliers"),
        count("unknown", _("Not settled"), _("Not settled yet"), "unknown"),
        count("invoices", _("Invoices"), _("Invoices in the period"), "invoices"),
        number_column(
            "amount",
            _("Amount"),
            lambda row: row.amount_ore / 100,
            lambda kroner: numbers.whole_kroner(round(kroner * 100)),
        ),
    ]


class EansCard(Card):
    """The EAN numbers of today, side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent, title=_("Your EAN numbers today"), note=_("Who sends to each, in the period.")
        )
        self.model: RowModel[EanPicture] = RowModel(ean_columns(), lambda row: row.ean, self)
        self.view = RowView(self.model, _("Your EAN numbers today"))
        self.body.addWidget(self.view)

    def show_eans(self, eans: tuple[EanPicture, ...]) -> None:
        self.model.set_rows(eans)
        self.view.show_lines(min(len(eans), _MOST_ROWS))
        self.setVisible(bool(eans))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())
