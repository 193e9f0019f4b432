"""What must be known beside the answer: have the facts moved since the choice, and what is missing?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.choice_gaps import FoundGap
from desktop.domain.decision_note import ChoiceReview
from desktop.domain.plan import HistoryEntry
from desktop.texts import choice_gaps as gap_texts
from desktop.texts import review as review_texts
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import emptied
from desktop.ui.widgets.tone_ground import ToneGround


class Notice(ToneGround):
    """A soft ground with an icon and sentences."""

    def __init__(self, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(tone, parent)
        self.title = PlainLabel("", size=TextSize.STRONG, selectable=True)
        self.words.addWidget(self.title)
        self.hide()


class MovedNotice(Notice):
    """The facts have moved since the choice: what moved, and whether the choice would still come first.

    Signals:
        again: choose again on the facts of today.
    """

    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.ATTENTION, parent)
        self.text = PlainLabel("", selectable=True)
        self.since = PlainLabel("", muted=True, size=TextSize.CAPTION, selectable=True)
        self.words.addWidget(self.text)
        self.words.addWidget(self.since)
        self.button = Button(_("Look at the choice again…"))
        self.button.clicked.connect(self.again)
        self.row.addWidget(self.button)

    def show_review(self, review: ChoiceReview | None, moved_by: Sequence[HistoryEntry]) -> None:
        self.setVisible(review is not None and review.moved)
        if review is None:
            return
        self.set_tone(Tone.ACCENT if review.holds else Tone.ATTENTION)
        self.title.setText(review_texts.title())
        self.text.setText(review_texts.sentence(review))
        self.since.setText(review_texts.since(moved_by))
        self.since.setVisible(bool(self.since.text()))
        self.button.setVisible(not review.holds)
        self.setAccessibleName(f"{self.title.text()} {self.text.text()}")


class GapsNotice(Notice):
    """What is missing, each with how to get it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Tone.ATTENTION, parent)
        self.lines = QWidget()
        self._list = QVBoxLayout(self.lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.TINY)
        self.words.addWidget(self.lines)

    def show_gaps(self, gaps: Sequence[FoundGap]) -> None:
        self.setVisible(bool(gaps))
        emptied(self._list)
        if not gaps:
            return
        one = len(gaps) == 1
        self.title.setText(gap_texts.title(gaps[0]) if one else _("Something is missing"))
        said = [gap_texts.sentence(gap) for gap in gaps]
        for sentence in said:
            self._list.addWidget(PlainLabel(sentence, selectable=True))
        self.setAccessibleName(" ".join((self.title.text(), *said)))
