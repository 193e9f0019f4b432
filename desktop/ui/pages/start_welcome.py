"""What does somebody see who has no plan open? What the program does, and three ways to begin."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts.translate import N_, _
from desktop.ui.about import ProgramPicture
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.action_card import ActionCard
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.empty_state import IconDisc
from desktop.ui.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from desktop.ui.pages.page import PageContext

_WIDTH = 980
_RECENT_SHOWN = 5
_STEPS = (
    ("building", N_("Plan begun"), N_("With who you are")),
    ("suppliers", N_("Lists in"), N_("Suppliers and invoices")),
    ("question", N_("Doubt settled"), N_("With the evidence beside it")),
    ("choice", N_("EAN chosen"), N_("With your own figures")),
    ("calendar", N_("Waves planned"), N_("With dates you can keep")),
    ("letters", N_("Letters out"), N_("One per supplier, in Word")),
    ("check-circle", N_("Tasks done"), N_("Before KP begins")),
)
"""The same seven as the tour and the guide have."""
_STEP_CHARACTERS = 14


class Welcome(QWidget):
    """Picture, promise, three ways, the plans opened lately, and the work in seven pictures."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, Space.WIDE, 0, Space.EDGE)
        column.setSpacing(Space.EDGE)
        column.addLayout(self._headline())
        column.addLayout(self._ways())
        self.recent = Card(title=_("Opened lately"))
        self._recent_rows = QVBoxLayout()
        self._recent_rows.setSpacing(Space.SMALL)
        self.recent.body.addLayout(self._recent_rows)
        column.addWidget(self.recent)
        column.addWidget(_steps())
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.show_recent()

    def show_recent(self) -> None:
        """List the plans opened lately, without looking whether they are there."""
        while (item := self._recent_rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        recent = self._context.recent_plans()[:_RECENT_SHOWN]
        self.recent.setVisible(bool(recent))
        for path in recent:
            self._recent_rows.addWidget(_RecentRow(path, self._context.open_plan))

    def _headline(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(Space.TINY)
        words.addWidget(PlainLabel(_("Welcome to EAN Planner"), size=TextSize.TITLE))
        words.addWidget(
            PlainLabel(
                _(
                    "Get your suppliers’ e-invoices safely into KP: choose the EAN number with your own "
                    "figures, and write to exactly those who must do something."
                ),
                muted=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(ProgramPicture(size=56), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _ways(self) -> QHBoxLayout:
        self.new = ActionCard(
            "plus",
            _("New plan"),
            _("Tell who you are, and import your supplier list. It takes a few minutes."),
            primary=True,
        )
        self.open = ActionCard(
            "folder-open", _("Open a plan"), _("Go on with a plan that you or a colleague has saved.")
        )
        self.sample = ActionCard(
            "sample",
            _("Try the sample municipality"),
            _("Eksempelby has hundreds of invented suppliers. Nothing you do there matters."),
        )
        self.new.clicked.connect(self._begin_new)
        self.open.clicked.connect(self._open_one)
        self.sample.clicked.connect(self._try_sample)
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        for way in (self.new, self.open, self.sample):
            row.addWidget(way, 1)
        return row

    def _begin_new(self) -> None:
        self._context.new_plan()

    def _open_one(self) -> None:
        self._context.open_plan()

    def _try_sample(self) -> None:
        self._context.load_sample()


class _RecentRow(QWidget):
    """A plan by name, and where it lies."""

    def __init__(self, path: Path, open_plan: Callable[..., None]) -> None:
        super().__init__()
        name = LinkButton(path.stem.replace("&", "&&"))
        name.setAccessibleName(_("Open {name}").format(name=path.stem))
        name.setAccessibleDescription(str(path.parent))
        name.clicked.connect(lambda: open_plan(path))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.LARGE)
        row.addWidget(name)
        row.addWidget(ElidedLabel(str(path.parent), muted=True, mode=Qt.TextElideMode.ElideMiddle), 1)


def _steps() -> QWidget:
    card = Card(title=_("How the work is done"))
    row = Columns(_STEP_CHARACTERS)
    for icon, title, text in _STEPS:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(IconDisc(icon, Tone.NEUTRAL, size=36))
        column.addSpacing(Space.TINY)
        column.addWidget(PlainLabel(_(title), size=TextSize.STRONG))
        column.addWidget(PlainLabel(_(text), size=TextSize.CAPTION, muted=True))
        column.addStretch(1)
        row.add(step)
    card.body.addSpacing(Space.TINY)
    card.body.addWidget(row)
    return card
