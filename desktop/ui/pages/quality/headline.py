"""How good is the data? What the page says biggest: letters that wait, what to look at, what is settled."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.quality import Quality
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.theme import Space, Tone
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.figures import BigNumber

_CHARACTERS = 20
"""What a figure needs before the next one goes below it."""


class HeadlineCard(Card):
    """The figures of the data's quality."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Overview"))
        self.waiting = BigNumber()
        self.errors = BigNumber()
        self.warnings = BigNumber()
        self.settled = BigNumber()
        row = Columns(_CHARACTERS, gap=Space.EDGE)
        for number in (self.errors, self.warnings, self.waiting, self.settled):
            row.add(number)
        self.body.addWidget(row)

    def show_quality(self, found: Quality) -> None:
        self.errors.set(
            numbers.whole(found.errors),
            ngettext_(
                "error must be corrected or accepted", "errors must be corrected or accepted", found.errors
            ),
            tone=Tone.BAD if found.errors else None,
        )
        self.warnings.set(
            numbers.whole(found.warnings),
            ngettext_("should be checked by you", "should be checked by you", found.warnings),
            tone=Tone.ATTENTION if found.warnings else None,
        )
        waiting = len(found.waiting)
        self.waiting.set(
            numbers.whole(waiting),
            ngettext_(
                "supplier gets no letter before its error is settled",
                "suppliers get no letter before their errors are settled",
                waiting,
            ),
            tone=Tone.BAD if waiting else None,
        )
        settled = found.corrected + found.accepted
        self.settled.set(
            numbers.whole(settled),
            _("settled: {corrected} corrected, {accepted} accepted").format(
                corrected=numbers.whole(found.corrected), accepted=numbers.whole(found.accepted)
            ),
        )
