"""Which kinds of problems are there? A list to pick one from, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.characters import visible
from desktop.texts import labels, numbers, problems
from desktop.texts.translate import _
from desktop.ui import icons, theme
from desktop.ui.pages.quality.columns import severity_icon, severity_tone
from desktop.ui.pages.quality.views import EVERY_KIND, KindCount
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.key_focus import KeyFocus
from desktop.ui.widgets.labels import plain_tip
from desktop.ui.widgets.section import emptied

_ICON = 16


class KindEntry(KeyFocus, QAbstractButton):
    """One kind: what it asks of people as an icon, its name, how many."""

    def __init__(
        self, title: str, count: int, icon: str, tone: Tone, hint: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon, self._tone = icon, tone
        self._count = numbers.whole(count)
        self._over = False
        self.setText(visible(title))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{title}: {self._count}")
        self.setAccessibleDescription(hint)
        self.setToolTip(plain_tip(f"{title}\n{hint}" if hint else title))

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = (
            metrics.horizontalAdvance(f"{self.text()}  {self._count}") + self._icon_size() + 4 * Space.SMALL
        )
        return QSize(width, theme.row_height(self.font()))

    def _icon_size(self) -> int:
        return theme.icon_size(self.font(), share=1.0, least=_ICON)

    def minimumSizeHint(self) -> QSize:
        return QSize(_ICON * 6, self.sizeHint().height())

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self._over or self.shows_focus:
            colour = palette.ring_on_selected if self.isChecked() else palette.tone(Tone.ACCENT).shape
            ring = QPen(colour, 2)
            painter.setPen(ring if self.shows_focus else Qt.PenStyle.NoPen)
            marked = palette.selected if self.isChecked() else palette.hover
            painter.setBrush(marked if self.isChecked() or self._over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        self._paint_words(painter, palette)

    def _paint_words(self, painter: QPainter, palette: theme.Colours) -> None:
        left, side = float(Space.SMALL), self._icon_size()
        if self._icon:
            spot = QRectF(left, (self.height() - side) / 2, side, side)
            strong = palette.high_contrast and self.isChecked()
            icons.paint(
                painter, self._icon, spot, palette.on_selected if strong else palette.tone(self._tone).text
            )
        left += side + Space.SMALL
        figures = theme.font(TextSize.CAPTION, base=self.font(), tabular=True)
        count_width = QFontMetrics(figures).horizontalAdvance(self._count) + Space.SMALL
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        right = self.width() - count_width
        painter.setFont(theme.font(TextSize.STRONG if self.isChecked() else TextSize.BODY, base=self.font()))
        painter.setPen(palette.on_selected if self.isChecked() else palette.text)
        room = right - left - Space.TINY
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(left, 0, room, self.height()), middle, text)
        painter.setFont(figures)
        painter.setPen(palette.quiet_on_selected if self.isChecked() else palette.muted)
        painter.drawText(QRectF(right, 0, count_width, self.height()), middle, self._count)


class KindList(Card):
    """The kinds of the view that is shown, the loudest first; all of them on top.

    Signals:
        picked: the kind to show; `EVERY_KIND` shows all.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=0)
        self.setAccessibleName(_("Kinds of problems"))
        self.entries: dict[str, KindEntry] = {}
        self.current = EVERY_KIND
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(Space.SMALL, Space.SMALL, Space.SMALL, Space.SMALL)
        self._column.setSpacing(0)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.addWidget(ScrollPane(inner))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(min(320, max(208, self.fontMetrics().averageCharWidth() * 38)), 400)

    def show_kinds(self, found: Sequence[KindCount]) -> None:
        """Show other kinds; the one that was picked stays when it is still there."""
        had_focus = next((key for key, entry in self.entries.items() if entry.hasFocus()), None)
        emptied(self._column)
        self.entries = {}
        self._add(
            EVERY_KIND, KindEntry(_("All kinds"), sum(one.count for one in found), "", Tone.NEUTRAL, "")
        )
        for one in found:
            title, hint = problems.title(one.kind), labels.severity(one.severity)
            icon, tone = severity_icon(one.severity), severity_tone(one.severity)
            self._add(one.kind.value, KindEntry(title, one.count, icon, tone, hint))
        self._column.addStretch(1)
        if self.current not in self.entries:
            self.current = EVERY_KIND
        self.entries[self.current].setChecked(True)
        if had_focus is not None:
            self.entries[had_focus if had_focus in self.entries else EVERY_KIND].setFocus()

    def pick(self, kind: str) -> None:
        """Mark a kind without saying so; all of them when the view has none of it."""
        self.current = kind if kind in self.entries else EVERY_KIND
        if self.current in self.entries:
            self.entries[self.current].setChecked(True)

    def _add(self, key: str, entry: KindEntry) -> None:
        entry.clicked.connect(lambda _checked=False: self._picked(key))
        self.entries[key] = entry
        self._column.addWidget(entry)

    def _picked(self, key: str) -> None:
        self.current = key
        self.picked.emit(key)
