"""Who must be contacted under each option? A bar each, in the classes of the model, on one scale."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.contact_parts import ContactParts
from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.supplier_classes import SupplierClass
from desktop.texts import contacts as contact_texts
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.charts.chart_card import ChartCard
from desktop.ui.charts.stacked import Bar, Part, StackedBars
from desktop.ui.pages.choice.answers import ChoiceAnswers
from desktop.ui.theme import TextSize, Tone
from desktop.ui.widgets.labels import PlainLabel

CLASSES = (
    (SupplierClass.OUTSIDE_ON, Tone.BAD),
    (SupplierClass.CANNOT_SPLIT_ON, Tone.ATTENTION),
    (SupplierClass.SINGLE_ON, Tone.ACCENT),
    (SupplierClass.COLLECTIVE_ON, Tone.GOOD),
    (SupplierClass.ELSEWHERE, Tone.NEUTRAL),
)


def contact_bars(
    parts: tuple[ContactParts, ContactParts], options: tuple[OptionFigures, ...]
) -> tuple[tuple[Part, ...], tuple[Bar, ...]]:
    """The legend and the bars: reuse when there is one, and a new EAN number."""
    legend = [Part(contact_texts.contact_class(one), tone) for one, tone in CLASSES]
    legend.append(Part(_("Not settled"), None))
    bars = []
    for reuse, name in ((True, _("Reuse")), (False, _("New EAN number"))):
        figures = next((one for one in options if (one.option.kind is OptionKind.REUSE) is reuse), None)
        if figures is not None:
            bars.append(_bar(name, parts[0 if reuse else 1], figures))
    return tuple(legend), tuple(bars)


def _bar(name: str, parts: ContactParts, figures: OptionFigures) -> Bar:
    values = (*(parts.settled.get(one, 0) for one, _tone in CLASSES), parts.unsettled)
    count = numbers.counted(figures.contacts)
    total = ngettext_("{n} letter", "{n} letters", count).format(n=numbers.interval(figures.contacts))
    return Bar(name, values, _suppliers, total)


def _suppliers(count: int) -> str:
    return ngettext_("{n} supplier", "{n} suppliers", count).format(n=numbers.whole(count))


class ContactsCard(ChartCard):
    """The stacked bars, with what the classes mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.bars = StackedBars(_("Who must be written to?"))
        super().__init__(_("Who must be written to?"), self.bars, parent)
        self.explained = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.body.addWidget(self.explained)

    def show_contacts(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        """Show who must be written to with reuse of this EAN number, and with a new one."""
        parts = answers.contacts[reuse_ean]
        self.bars.set_bars(*contact_bars(parts, answers.shown(reuse_ean)))
        self.sentence.setText(contact_texts.who(parts, reuse=bool(reuse_ean)))
        self.explained.setText(
            _("Whoever can split and whoever sends elsewhere gets a letter either way.") if reuse_ean else ""
        )
        self.explained.setVisible(bool(reuse_ean))
        self.figures_changed()
