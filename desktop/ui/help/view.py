"""How is a text of the help shown? As calm reading matter in the window's own colours and text size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFont, QShowEvent, QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from desktop.ui import theme
from desktop.ui.help import topics
from desktop.ui.theme import Space, TextSize

_LINE = 122.0
"""Height of a line, in per cent of the font's own."""
_HEADINGS = {1: TextSize.TITLE, 2: TextSize.CARD_TITLE, 3: TextSize.STRONG}


class HelpView(QTextBrowser):
    """Shows Markdown that the program brings along; opens nothing by itself.

    Signals:
        followed: has the `Link` that was followed.
    """

    followed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._section = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(Space.LARGE, 0, Space.SMALL, 0)
        self.anchorClicked.connect(self._follow)

    def show_text(self, title: str, text: str, *, section: str = "") -> None:
        """Show a text from its top, or from a section.

        Args:
            section: a heading as `topics.slug` writes it.
        """
        self._text = text
        self.setAccessibleName(title)
        self._set()
        self.show_section(section)

    def show_section(self, section: str) -> None:
        """Bring a heading to the top of the view; "" is the beginning."""
        self._section = section
        block = self._heading(section) if section else self.document().begin()
        if block is None:
            block = self.document().begin()
        self.setTextCursor(QTextCursor(block))
        top = self.document().documentLayout().blockBoundingRect(block).top() if section else 0.0
        self.verticalScrollBar().setValue(int(top))

    def sections(self) -> tuple[str, ...]:
        """The headings that `show_section` finds, as `topics.slug` writes them."""
        return tuple(topics.slug(block.text()) for block in self._blocks() if _level(block))

    def showEvent(self, event: QShowEvent) -> None:
        """Before there was a width nobody could know how far down a section begins."""
        super().showEvent(event)
        self.show_section(self._section)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is loaded, from no disk and no network: a text of the help is all there is."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._set_again()

    def follow_text_size(self) -> None:
        """The system's text, or ours, has another size."""
        self._set_again()

    # ------------------------------------------------------------------------------------------- the text

    def _set_again(self) -> None:
        """The colour of links and the sizes of headings are worked out when the text is set."""
        if self._text:
            place = self.verticalScrollBar().value()
            self._set()
            self.verticalScrollBar().setValue(place)

    def _set(self) -> None:
        self.setFont(theme.font(TextSize.BODY))
        self.document().setDefaultFont(theme.font(TextSize.BODY))
        self.setMarkdown(self._text)
        self.document().setIndentWidth(self.fontMetrics().averageCharWidth() * 3)
        colours = theme.colours(self.palette())
        for block in self._blocks():
            self._dress_block(block)
            self._dress_words(block, colours)
        self.setTextCursor(QTextCursor(self.document().begin()))

    def _dress_block(self, block: QTextBlock) -> None:
        level = _level(block)
        form = QTextBlockFormat()
        first = block == self.document().begin()
        form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(0 if first or not level else Space.LARGE if level < 3 else Space.SMALL)
        form.setBottomMargin(Space.TINY if level or block.textList() is not None else Space.SMALL)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(form)
        for start, length, words in _pieces(block) if level else ():
            # Markdown's own steps of size would win over ours.
            words.clearProperty(QTextCharFormat.Property.FontSizeAdjustment.value)
            words.setFont(theme.font(_HEADINGS.get(level, TextSize.STRONG)))
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(words)

    def _dress_words(self, block: QTextBlock, colours: theme.Colours) -> None:
        """Keys on a soft ground, in the text's own font; links in the accent."""
        for start, length, form in _pieces(block):
            change = QTextCharFormat()
            if form.fontFixedPitch():
                change.setFontFixedPitch(False)
                change.setFontFamilies(self.font().families())
                change.setBackground(colours.hover)
            elif form.isAnchor():
                change.setForeground(colours.link)
            elif form.fontWeight() > QFont.Weight.Normal and not _level(block):
                change.setFontWeight(QFont.Weight.DemiBold)
            else:
                continue
            cursor = QTextCursor(block)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(change)

    def _blocks(self) -> list[QTextBlock]:
        found, block = [], self.document().begin()
        while block.isValid():
            found.append(block)
            block = block.next()
        return found

    def _heading(self, section: str) -> QTextBlock | None:
        wanted = (block for block in self._blocks() if _level(block) and topics.slug(block.text()) == section)
        return next(wanted, None)

    def _follow(self, address: QUrl) -> None:
        self.followed.emit(topics.link(address.toString()))


def _level(block: QTextBlock) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    return block.blockFormat().headingLevel()


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """The runs of one form in a block: start, length, form; a list, because dressing them cuts them anew."""
    pieces, place = [], block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        place += 1
    return pieces
