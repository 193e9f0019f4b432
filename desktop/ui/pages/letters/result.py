"""What came of writing the letters? How many, which not and why, and where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.letter_outputs import OutputKind, RunResult
from desktop.domain.letters import BatchResult, FailedLetter, LetterFault
from desktop.texts import letter_documents as document_texts
from desktop.texts import letter_outputs as output_texts
from desktop.texts import letters as letter_texts
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.empty_state import IconDisc
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel
from desktop.ui.widgets.section import emptied

_MOST_HEIGHT = 150
_MOST_LINES = 200
_MOST_LEFT = 50


class ResultCard(Card):
    """The outcome of a run of letters, until it is closed.

    Signals:
        municipality_asked: open the municipality's details, because a letter lacks one of them.
    """

    municipality_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self.disc = IconDisc("check-circle", Tone.GOOD, size=40)
        self.outcome = PlainLabel("", size=TextSize.CARD_TITLE)
        self.place = ElidedLabel("", muted=True, mode=Qt.TextElideMode.ElideMiddle)
        self.open_button = Button(_("Open the folder"), icon="folder-open")
        self.open_button.clicked.connect(self.open_folder)
        self.details_button = Button(_("The municipality's details…"))
        self.details_button.clicked.connect(self.municipality_asked)
        self.close_button = Button(look=Look.QUIET, icon="close", hint=_("Close"))
        self.close_button.clicked.connect(self.hide)
        self._build()
        self.hide()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self.outcome)
        words.addWidget(self.place)
        top = QHBoxLayout()
        top.setSpacing(Space.MEDIUM)
        top.addWidget(self.disc)
        top.addLayout(words, 1)
        for button in (self.details_button, self.open_button, self.close_button):
            top.addWidget(button)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.TINY)
        self.failures = ScrollPane(inner)
        self.failures.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.failures.setAccessibleName(_("Letters that were not written"))
        self.failures.setMaximumHeight(_MOST_HEIGHT)
        self.body.addLayout(top)
        self.body.addWidget(self.failures)

    def show_result(self, result: BatchResult, folder: Path, run: RunResult | None = None) -> None:
        """Say what came of the letters, and of `run`, where more was made of them."""
        self._folder = folder
        good = not result.failed and not result.cancelled and result.manifest_fault is None
        good = good and (run is None or run.complete)
        self.disc.set("check-circle" if good else "warning", Tone.GOOD if good else Tone.ATTENTION)
        self.outcome.setText(letter_texts.run_result(result))
        self.place.set_text(str(folder))
        self.open_button.setVisible(bool(result.written))
        self.place.setVisible(bool(result.written))
        missing = any(letter.fault is LetterFault.MISSING_FACT for letter in result.failed)
        self.details_button.setVisible(missing)
        self._show_failures(result.failed, () if run is None else _lines(run))
        self.show()

    def _show_failures(self, failed: tuple[FailedLetter, ...], further: Sequence[str]) -> None:
        emptied(self._list)
        for line in further:
            self._list.addWidget(PlainLabel(line))
        for letter in failed[:_MOST_LINES]:
            self._list.addWidget(PlainLabel(f"{letter.supplier_name}: {letter_texts.failed(letter)}"))
        more = len(failed) - _MOST_LINES
        if more > 0:
            text = ngettext_("and {n} more", "and {n} more", more).format(n=numbers.whole(more))
            self._list.addWidget(PlainLabel(text, muted=True))
        self.failures.setVisible(bool(failed or further))

    def open_folder(self) -> None:
        """Show the letters in the system's own file manager."""
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _lines(run: RunResult) -> list[str]:
    """What was made of the letters, and each letter that is in no package or draft, with what to do.

    The list for Excel is always made; it is told only when it is missing.
    """
    told = [one for one in run.outputs if one.kind is not OutputKind.SPREADSHEET or one.fault is not None]
    lines = document_texts.joined(run.letters) + [output_texts.made(one) for one in told]
    return lines + [output_texts.left(letter) for one in told for letter in one.left[:_MOST_LEFT]]
