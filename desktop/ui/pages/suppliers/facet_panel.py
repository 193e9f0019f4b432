"""How does one narrow the table by properties? By ticking them, each with its count beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.characters import visible
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui import icons, theme
from desktop.ui.pages.suppliers.facets import Facet, FacetGroup
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.key_focus import KeyFocus
from desktop.ui.widgets.labels import plain_tip
from desktop.ui.widgets.section import Section, emptied

_BOX = 16
_EAN_FIGURES, _COUNT_FIGURES = 13, 3


def _box_size(font: QFont) -> int:
    return theme.icon_size(font, share=1.0, least=_BOX)


def _line_width(font: QFont, label: str, count: str) -> int:
    """What a tick box, its words and their count need beside each other."""
    return _box_size(font) + Space.SMALL + QFontMetrics(font).horizontalAdvance(f"{label}  {count}")


class FacetBox(KeyFocus, QCheckBox):
    """A tick box with its words, and how many suppliers it is about at the right."""

    def __init__(self, facet: Facet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = visible(facet.label)
        self._count = numbers.whole(facet.count)
        self._is_number = facet.label.replace(" ", "").isdecimal()
        self.setAccessibleName(f"{self._label}, {self._count}")
        self.setToolTip(plain_tip(facet.label))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        height = max(self._box_size(), self.fontMetrics().height()) + Space.SMALL
        return QSize(_line_width(self.font(), self._label, self._count), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_BOX * 5, self.sizeHint().height())

    @property
    def text_in_full(self) -> str:
        return self._label

    def shown_label(self) -> str:
        """As much of the words as there is room for. Numbers that begin alike are told apart by their end."""
        mode = Qt.TextElideMode.ElideLeft if self._is_number else Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self._label, mode, self._room())

    def _room(self) -> int:
        figures = QFontMetrics(self._figures()).horizontalAdvance(self._count)
        return self.width() - self._left() - figures - Space.SMALL - Space.TINY

    def _left(self) -> int:
        return self._box_size() + Space.SMALL + 1

    def _figures(self) -> QFont:
        return theme.font(TextSize.CAPTION, base=self.font(), tabular=True)

    def _box_size(self) -> int:
        return _box_size(self.font())

    def hitButton(self, _pos: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, palette)
        figures = self._figures()
        count_width = QFontMetrics(figures).horizontalAdvance(self._count)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(palette.text)
        painter.setFont(self.font())
        painter.drawText(QRectF(self._left(), 0, self._room(), self.height()), middle, self.shown_label())
        painter.setPen(palette.muted)
        painter.setFont(figures)
        # Its last figure keeps off the ring that shows the keyboard.
        right = QRectF(self.width() - count_width - Space.TINY, 0, count_width, self.height())
        painter.drawText(right, middle | int(Qt.AlignmentFlag.AlignRight), self._count)

    def _paint_box(self, painter: QPainter, palette: theme.Colours) -> None:
        side = self._box_size()
        box = QRectF(0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setPen(QPen(palette.ticked if ticked else palette.outline, 1))
        painter.setBrush(palette.accent if ticked else palette.surface)
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            icons.paint(painter, "check", box.adjusted(1.5, 1.5, -1.5, -1.5), palette.on_accent)
        if self.shows_focus:
            painter.setPen(QPen(palette.tone(theme.Tone.ACCENT).shape, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(-2, 1, 1, -1).intersected(QRectF(self.rect()))
            painter.drawRoundedRect(ring.adjusted(1, 0, -1, 0), 4, 4)


class FacetSection(Section):
    """One group of tick boxes."""

    changed = Signal()

    def __init__(self, group: FacetGroup, parent: QWidget | None = None) -> None:
        super().__init__(group.title, parent)
        self.group = group
        self.body.setSpacing(0)
        self._chosen: frozenset[str] = frozenset()
        self._facets: tuple[Facet, ...] = ()
        self._all_shown = False
        self.boxes: dict[str, FacetBox] = {}

    @property
    def chosen(self) -> frozenset[str]:
        return self._chosen

    def show_facets(self, facets: tuple[Facet, ...]) -> None:
        """Show these properties with their counts."""
        self._facets = facets
        self._fill()

    def choose(self, keys: frozenset[str]) -> None:
        """Tick these and only these, without saying so."""
        self._chosen = keys
        self._fill()

    def _fill(self) -> None:
        had_focus = next((key for key, box in self.boxes.items() if box.hasFocus()), None)
        emptied(self.body, keep=1)
        self.boxes = {}
        shown = [facet for facet in self._facets if self._worth_showing(facet)]
        self.setVisible(bool(shown))
        for facet in shown:
            box = FacetBox(facet)
            box.setAccessibleDescription(self.group.title)
            box.setChecked(facet.key in self._chosen)
            box.toggled.connect(lambda ticked, key=facet.key: self._toggle(key, ticked=ticked))
            self.boxes[facet.key] = box
            self.body.addWidget(box)
        hidden = len(self._facets) - self.group.most
        if hidden > 0 and not self._all_shown:
            more = LinkButton(_("Show {n} more").format(n=numbers.whole(hidden)))
            more.clicked.connect(self._show_all)
            self.body.addWidget(more)
        if had_focus in self.boxes:
            self.boxes[had_focus].setFocus()

    def _worth_showing(self, facet: Facet) -> bool:
        """A property nobody has is not worth a line, unless it is ticked; a long tail waits."""
        if facet.key in self._chosen or self.group.stays:
            return True
        return facet.count > 0 and (self._all_shown or self._facets.index(facet) < self.group.most)

    def _show_all(self) -> None:
        self._all_shown = True
        self._fill()

    def _toggle(self, key: str, *, ticked: bool) -> None:
        self._chosen = self._chosen | {key} if ticked else self._chosen - {key}
        self.changed.emit()


class FacetPanel(Card):
    """All groups under each other, scrolling; with a way to untick everything.

    Signals:
        changed: something was ticked or unticked.
    """

    changed = Signal()

    def __init__(self, groups: Sequence[FacetGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=0)
        self.setAccessibleName(_("Filters"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.LARGE, Space.TINY, Space.LARGE, Space.LARGE)
        column.setSpacing(Space.TINY)
        self.sections = {group.key: FacetSection(group) for group in groups}
        for section in self.sections.values():
            section.changed.connect(self._changed)
            column.addWidget(section)
        self.clear_button = LinkButton(_("Clear the filters"))
        self.clear_button.clicked.connect(self.clear)
        column.addWidget(self.clear_button)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.addWidget(ScrollPane(inner))
        self.clear_button.hide()

    def sizeHint(self) -> QSize:
        usual = min(260, max(200, self.fontMetrics().averageCharWidth() * 27))
        return QSize(max(usual, self._for_an_ean()), 400)

    def _for_an_ean(self) -> int:
        """Room for 13 figures and a count: the EAN numbers of one municipality differ in the last of them."""
        line = _line_width(self.font(), "0" * _EAN_FIGURES, "0" * _COUNT_FIGURES)
        return line + 2 * Space.LARGE + theme.GUTTER + 2 * Space.HAIR

    @property
    def ticked(self) -> dict[str, frozenset[str]]:
        """What is ticked, groups without a tick left out."""
        return {key: section.chosen for key, section in self.sections.items() if section.chosen}

    def show_facets(self, facets: Mapping[str, tuple[Facet, ...]]) -> None:
        """Show the properties of every group, by the group's key."""
        for key, section in self.sections.items():
            section.show_facets(facets.get(key, ()))

    def choose(self, chosen: dict[str, frozenset[str]]) -> None:
        """Tick these and only these."""
        for key, section in self.sections.items():
            section.choose(chosen.get(key, frozenset()))
        self._changed()

    def clear(self) -> None:
        self.choose({})

    def _changed(self) -> None:
        self.clear_button.setVisible(bool(self.ticked))
        self.changed.emit()
