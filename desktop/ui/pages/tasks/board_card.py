"""What does a card of the board look like? Code and date, the title, and what is wrong or who has it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.characters import visible
from desktop.domain.checklist import ChecklistTask
from desktop.texts import checklist_page, dates
from desktop.texts.hyphens import as_drawn, breakable
from desktop.texts.translate import _
from desktop.ui import icons, theme
from desktop.ui.pages.tasks.looks import conflict_tone, conflict_word
from desktop.ui.theme import Colours, Space, TextSize, Tone

_WIDE_LINES, _NARROW_LINES = 2, 3
_NARROW = 30
"""Characters of a card's width below which a title gets a third line."""
_ICON = 14


class CardDelegate(QStyledItemDelegate):
    """Draws a task as a card; all cards are of one height.

    Attributes:
        plain_years: this year and go-live's: only a day in one of them may stand without its year.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plain_years: frozenset[int] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del index
        body, caption = self._fonts()
        lines = self._lines() * QFontMetricsF(body).lineSpacing() + 2 * QFontMetricsF(caption).lineSpacing()
        return QSize(option.rect.width(), round(lines) + 2 * Space.SMALL + 2 * Space.TINY + Space.SMALL)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        task = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(task, ChecklistTask):
            return
        palette = theme.colours(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(1, 1, -1, 1 - Space.SMALL)
        self._ground(painter, palette, area, option.state)
        self._words(
            painter, palette, area.adjusted(Space.SMALL, Space.SMALL, -Space.SMALL, -Space.SMALL), task
        )
        painter.restore()

    def _lines(self) -> int:
        """How many lines a title may have: all cards of a column are of one height."""
        view = self.parent()
        if not isinstance(view, QAbstractItemView):
            return _NARROW_LINES
        wide = view.viewport().width() >= _NARROW * view.fontMetrics().averageCharWidth()
        return _WIDE_LINES if wide else _NARROW_LINES

    def _fonts(self) -> tuple[QFont, QFont]:
        view = self.parent()
        base = view.font() if isinstance(view, QWidget) else QFont()
        return theme.font(TextSize.BODY, base=base), theme.font(TextSize.CAPTION, base=base, tabular=True)

    def _ground(self, painter: QPainter, palette: Colours, area: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        # The card the keys are on: a column that Tab reaches has one before anything is chosen in it.
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        accent = palette.tone(Tone.ACCENT)
        edge = accent.shape if chosen or focused else palette.outline if over else palette.border
        strong = focused or (chosen and palette.high_contrast)
        painter.setPen(QPen(edge, 2 if strong else 1))
        painter.setBrush(accent.soft if chosen else palette.surface)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)

    def _words(self, painter: QPainter, palette: Colours, area: QRectF, task: ChecklistTask) -> None:
        body, caption = self._fonts()
        line = QFontMetricsF(caption).lineSpacing()
        painter.setFont(caption)
        self._top(painter, palette, QRectF(area.left(), area.top(), area.width(), line), task)
        painter.setPen(palette.muted if task.state.status.is_settled else palette.text)
        high = self._lines() * QFontMetricsF(body).lineSpacing()
        middle = QRectF(area.left(), area.top() + line + Space.TINY, area.width(), high)
        draw_lines(painter, visible(task.definition.title), middle, body, self._lines())
        painter.setFont(caption)
        self._foot(painter, palette, QRectF(area.left(), area.bottom() - line, area.width(), line), task)

    def _top(self, painter: QPainter, palette: Colours, area: QRectF, task: ChecklistTask) -> None:
        """What the board calls it, and the day it is to be done.

        Where both do not fit, a year that is plain is left out, and otherwise the name gives way.
        """
        painter.setPen(palette.muted)
        day = dates.short(task.dates.end) if task.dates else ""
        metrics = QFontMetricsF(painter.font())
        taken = metrics.horizontalAdvance(day)
        crowded = taken + Space.SMALL + metrics.horizontalAdvance(_kind(task)) > area.width()
        if task.dates and crowded and task.dates.end.year in self.plain_years:
            day = f"{task.dates.end:%d-%m}"
            taken = metrics.horizontalAdvance(day)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), day)
        room = area.width() - taken - Space.SMALL
        code = metrics.elidedText(_kind(task), Qt.TextElideMode.ElideRight, room)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), code)

    def _foot(self, painter: QPainter, palette: Colours, area: QRectF, task: ChecklistTask) -> None:
        """What is wrong; else who has it and how many steps are done."""
        word = conflict_word(task)
        if word:
            tone = palette.tone(conflict_tone(task))
            side = theme.icon_size(painter.font(), share=1.0, least=_ICON)
            spot = QRectF(area.left(), area.center().y() - side / 2, side, side)
            quiet = conflict_tone(task) is Tone.NEUTRAL
            icons.paint(painter, "info" if quiet else "warning", spot, tone.text)
            area = area.adjusted(side + Space.TINY, 0, 0, 0)
            painter.setPen(tone.text)
        else:
            painter.setPen(palette.muted)
            parts = (visible(task.state.owner), checklist_page.steps_done(task))
            word = " · ".join(part for part in parts if part)
        told = QFontMetricsF(painter.font()).elidedText(word, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), told)


def _kind(task: ChecklistTask) -> str:
    """What the board calls it; for ours what it is about, for a municipality's own that it is one."""
    told = task.definition
    return told.code or told.project or _("Your own task")


def draw_lines(painter: QPainter, text: str, area: QRectF, font: QFont, most: int) -> None:
    """Draw a text in at most so many lines; the last one ends in an ellipsis when there is more.

    A word that is too long for a line is broken between syllables, with a hyphen.
    """
    metrics = QFontMetricsF(font)
    words = text.split(" ")
    text = " ".join(breakable(one) if metrics.horizontalAdvance(one) > area.width() else one for one in words)
    layout = QTextLayout(text, font)
    breaking = QTextOption(Qt.AlignmentFlag.AlignLeft)
    breaking.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(breaking)
    layout.beginLayout()
    top = area.top()
    painter.setFont(font)
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        part = as_drawn(text[line.textStart() : line.textStart() + line.textLength()])
        if number == most - 1:
            rest = as_drawn(text[line.textStart() :])
            part = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
        row = QRectF(area.left(), top, area.width(), metrics.lineSpacing())
        painter.drawText(row, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), part)
        top += metrics.lineSpacing()
    layout.endLayout()
