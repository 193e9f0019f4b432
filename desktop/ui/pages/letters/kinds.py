"""How many letters of each kind are there? Cards that count, and narrow the table when they are pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.letters import LetterKind
from desktop.texts import labels, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui import theme
from desktop.ui.pages.letters.answers import LettersAnswers
from desktop.ui.theme import Space, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.figures import BigNumber
from desktop.ui.widgets.key_focus import KeyFocus

_CHARACTERS = 15
"""What a card needs before the next one goes below it."""


class KindCard(KeyFocus, QAbstractButton):
    """Letters of one kind: how many, and how many are written or sent. Pressed, only these are shown."""

    def __init__(self, kind: LetterKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._over = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.number = BigNumber("", labels.letter_kind(kind), note=" ")
        self.number.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        column.addWidget(self.number)
        self.setToolTip(_("Show only these letters"))

    def show_count(self, wanted: int, written: int, sent: int = 0) -> None:
        done = _done(wanted, written, sent)
        self.number.set(numbers.whole(wanted), labels.letter_kind(self.kind), note=done)
        self.setText(labels.letter_kind(self.kind))
        self.setAccessibleName(f"{labels.letter_kind(self.kind)}: {numbers.whole(wanted)}, {done}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize(160, 90)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 90

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        accent = palette.tone(Tone.ACCENT).shape
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.isChecked() or self.shows_focus
        width = 2.0 if strong else 1.0
        painter.setPen(QPen(accent if strong or self._over else palette.border, width))
        painter.setBrush(palette.tone(Tone.ACCENT).soft if self.isChecked() else palette.surface)
        half = width / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, theme.RADIUS, theme.RADIUS)


def _done(wanted: int, written: int, sent: int) -> str:
    """How far they are: sent tells more than written."""
    if sent:
        return _("all sent") if sent == wanted else _("{n} sent").format(n=numbers.whole(sent))
    if written:
        return _("all written") if written == wanted else _("{n} written").format(n=numbers.whole(written))
    return _("none written")


class UndecidedCard(Card):
    """Suppliers whose letter waits for somebody to settle something.

    Signals:
        settle: show them.
    """

    settle = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=Space.MEDIUM)
        self.number = BigNumber()
        self.link = LinkButton("")
        self.link.clicked.connect(self.settle)
        self.body.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self.body.setSpacing(0)
        self.body.addWidget(self.number)
        self.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_count(self, count: int) -> None:
        self.setVisible(bool(count))
        self.number.set(
            numbers.whole(count),
            ngettext_("must be settled first", "must be settled first", count),
            tone=Tone.ATTENTION,
        )
        self.link.setText(
            ngettext_("Settle {n} supplier", "Settle {n} suppliers", count).format(n=numbers.whole(count))
        )


class WaitingCard(Card):
    """Suppliers whose letter is held up by an error in their own data.

    Signals:
        correct: show what is wrong.
    """

    correct = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=Space.MEDIUM)
        self.number = BigNumber()
        self.link = LinkButton(_("Put the data right"))
        self.link.clicked.connect(self.correct)
        self.body.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.MEDIUM, Space.MEDIUM)
        self.body.setSpacing(0)
        self.body.addWidget(self.number)
        self.body.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_count(self, count: int) -> None:
        self.setVisible(bool(count))
        caption = ngettext_("waits: errors in its data", "wait: errors in their data", count)
        self.number.set(numbers.whole(count), caption, tone=Tone.BAD)


class KindsRow(Columns):
    """A card for each kind of letter there is, and one for what must be settled or put right first.

    Signals:
        picked: the kind to show; "" shows all.
        settle: show the suppliers that must be settled.
        correct: show the errors that hold letters up.
    """

    picked = Signal(str)
    settle = Signal()
    correct = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_CHARACTERS, parent, gap=Space.MEDIUM)
        self.cards = {kind: KindCard(kind) for kind in LetterKind}
        for kind, card in self.cards.items():
            card.clicked.connect(lambda checked=False, one=kind: self._pick(one, checked=checked))
            self.add(card)
        self.undecided = UndecidedCard()
        self.undecided.settle.connect(self.settle)
        self.add(self.undecided)
        self.waiting = WaitingCard()
        self.waiting.correct.connect(self.correct)
        self.add(self.waiting)

    def show_answers(self, answers: LettersAnswers) -> None:
        found = answers.by_kind()
        for kind, card in self.cards.items():
            wanted, written, sent = found.get(kind, (0, 0, 0))
            card.show_count(wanted, written, sent)
            card.setVisible(bool(wanted))
            if not wanted and card.isChecked():
                card.setChecked(False)
                self.picked.emit("")
        self.undecided.show_count(answers.undecided)
        self.waiting.show_count(len(answers.waiting))

    @property
    def kind(self) -> LetterKind | None:
        """The kind that is shown alone."""
        return next((kind for kind, card in self.cards.items() if card.isChecked()), None)

    def show_all(self) -> None:
        self.choose(None)

    def choose(self, kind: LetterKind | None) -> None:
        """Show one kind alone, or all of them."""
        for other, card in self.cards.items():
            card.setChecked(other is kind)
        self.picked.emit(kind.value if kind else "")

    def _pick(self, kind: LetterKind, *, checked: bool) -> None:
        self.choose(kind if checked else None)
