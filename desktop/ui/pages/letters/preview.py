"""How will this supplier's letter read? Its words on a sheet, with why it gets this one above it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.letter_preview import PreviewBlock
from desktop.texts import labels, problems, quality, recipients
from desktop.texts.translate import _
from desktop.ui.pages.letters.answers import LetterRow
from desktop.ui.pages.letters.columns import why
from desktop.ui.pages.letters.paper import LetterPaper
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill

_WIDTH = 320


class PreviewCard(Card):
    """The letter of the chosen recipient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Preview"))
        self.setMinimumWidth(_WIDTH)
        self.name = PlainLabel("", size=TextSize.CARD_TITLE)
        self.letter = PlainLabel("", size=TextSize.STRONG)
        self.why = PlainLabel("")
        self.waits = PlainLabel("", tone=Tone.BAD)
        self.pills = QWidget()
        self._flow = FlowLayout(self.pills, gap=Space.TINY)
        self.supplier = LinkButton(_("Everything about the supplier"))
        self.approximate = PlainLabel(
            _("The words are exact, the look is near to it. Word shows the finished letter."),
            muted=True,
            size=TextSize.CAPTION,
        )
        self.exact = LinkButton("")
        self.paper = LetterPaper()
        self.trouble = PlainLabel("", tone=Tone.BAD)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint())
        self._stack.addWidget(self._sheet())
        self.body.addWidget(self._stack)

    def _hint(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(PlainLabel(_("Preview"), size=TextSize.CARD_TITLE))
        column.addWidget(PlainLabel(_("Choose a supplier to read its letter."), muted=True))
        column.addStretch(1)
        return page

    def _sheet(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        for widget in (self.name, self.letter, self.why, self.waits, self.pills, self.supplier, self.trouble):
            column.addWidget(widget)
        column.addSpacing(Space.TINY)
        self.pane = ScrollPane(self.paper)
        column.addWidget(self.pane, 1)
        column.addWidget(self.approximate)
        column.addWidget(self.exact)
        return page

    def show_nothing(self) -> None:
        self._stack.setCurrentIndex(0)

    def show_row(self, row: LetterRow) -> None:
        """Say who and why; the words follow when they are ready."""
        self.name.setText(row.recipient.assessment.supplier.name)
        self.letter.setText(labels.letter_kind(row.recipient.kind))
        self.why.setText(why(row))
        self._flow.clear()
        self.waits.setText(" ".join((*map(problems.wrong, row.problems), quality.held_up())))
        self.waits.setVisible(row.waits)
        for kind in row.recipient.missing:
            self._flow.addWidget(Pill(recipients.missing(kind), Tone.ATTENTION))
        self.pills.setVisible(bool(row.recipient.missing))
        self._stack.setCurrentIndex(1)

    def show_blocks(self, blocks: Sequence[PreviewBlock]) -> None:
        self.trouble.hide()
        self.pane.show()
        self.approximate.show()
        self.exact.show()
        self.paper.set_blocks(blocks)
        self.pane.verticalScrollBar().setValue(0)

    def show_trouble(self, sentence: str) -> None:
        """The letter cannot be made; say why instead of showing an old one."""
        self.trouble.setText(sentence)
        self.trouble.show()
        self.pane.hide()
        self.approximate.hide()
        self.exact.hide()
