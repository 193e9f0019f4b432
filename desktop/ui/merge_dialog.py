"""How does a person put two copies of a plan together? They see what comes, and decide each conflict."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.merging import Choices, Side
from desktop.texts import merging as texts
from desktop.texts import past
from desktop.texts.translate import _
from desktop.ui.tables.columns import Column, identifier_column, pill_column, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, Tone
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.merging import MergePreview, ToldConflict

_WIDTH = 980
_LINES = 9


@dataclass(frozen=True, slots=True)
class _Row:
    """A conflict with whose word holds."""

    told: ToldConflict
    side: Side

    @property
    def key(self) -> str:
        return self.told.conflict.id


def _value(row: _Row, *, theirs: bool) -> str:
    return texts.value(row.told.row, row.told.conflict.columns, theirs=theirs)


def _field(row: _Row) -> str:
    return texts.field(row.told.row, row.told.conflict.columns)


def conflict_columns() -> list[Column[_Row]]:
    """One row per conflict."""
    return [
        pill_column(
            "side",
            _("Holds"),
            lambda row: texts.side(row.side),
            lambda row: Tone.NEUTRAL if row.side is Side.MINE else Tone.ACCENT,
            lambda row: list(Side).index(row.side),
        ),
        text_column("kind", _("Kind"), lambda row: past.table(row.told.row.table), widest=18),
        identifier_column(
            "about",
            _("About"),
            lambda row: past.about(row.told.row),
            tooltip=lambda row: past.about(row.told.row),
            widest=24,
        ),
        text_column("field", _("Field"), _field, tooltip=_field, widest=16),
        identifier_column(
            "mine",
            texts.side(Side.MINE),
            lambda row: _value(row, theirs=False),
            tooltip=lambda row: _value(row, theirs=False),
            widest=22,
        ),
        identifier_column(
            "theirs",
            texts.side(Side.THEIRS),
            lambda row: _value(row, theirs=True),
            tooltip=lambda row: _value(row, theirs=True),
            widest=22,
            stretches=True,
        ),
    ]


class _ConflictView(RowView[_Row]):
    def sizeHint(self) -> QSize:
        """Some lines high: what does not fit is scrolled."""
        return QSize(super().sizeHint().width(), _LINES * self.verticalHeader().defaultSectionSize())


class MergeDialog(PlainDialog):
    """Shows what merging would do; `choices` is the answer."""

    help_topic = "merge"

    def __init__(self, preview: MergePreview, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Merge with {name}").format(name=name),
            parent,
            note=texts.past_line(preview.common, preview.their_entries),
            width=_WIDTH,
        )
        self._rows = tuple(_Row(one, Side.MINE) for one in preview.conflicts)
        self.summary = PlainLabel(texts.summary(preview.taken, len(preview.conflicts)))
        self.brings = PlainLabel(" · ".join(texts.brings(preview.taken)), muted=True)
        self.brings.setVisible(bool(self.brings.text()))
        self.body.addSpacing(Space.SMALL)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.brings)
        self.body.addSpacing(Space.SMALL)
        self._add_conflicts()
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Merge"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    def _add_conflicts(self) -> None:
        self.model: RowModel[_Row] = RowModel(conflict_columns(), lambda row: row.key, self)
        self.view = _ConflictView(self.model, _("What both have changed"))
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.mine_button = Button(_("Keep this plan's"))
        self.theirs_button = Button(_("Take the other copy's"))
        self.hint = PlainLabel(_("Choose rows (Ctrl+A for all) and say which holds."), muted=True)
        card = Card(padding=1)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.view)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self.mine_button)
        row.addWidget(self.theirs_button)
        row.addWidget(self.hint, 1)
        self.body.addWidget(card, 1)
        self.body.addLayout(row)
        for widget in (card, self.mine_button, self.theirs_button, self.hint):
            widget.setVisible(bool(self._rows))
        self.mine_button.clicked.connect(lambda _checked=False: self._let_hold(Side.MINE))
        self.theirs_button.clicked.connect(lambda _checked=False: self._let_hold(Side.THEIRS))
        self.view.choice_changed.connect(self._show_buttons)
        self.model.set_rows(self._rows)
        if self._rows:
            self.view.choose([self._rows[0].key])
            self.view.setFocus()
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self.view.chosen_count() > 0
        self.mine_button.setEnabled(chosen)
        self.theirs_button.setEnabled(chosen)

    def _let_hold(self, side: Side) -> None:
        keys = {row.key for row in self.view.chosen_rows()}
        self._rows = tuple(replace(row, side=side) if row.key in keys else row for row in self._rows)
        self.model.set_rows(self._rows)

    @property
    def choices(self) -> Choices:
        """What was decided."""
        return Choices({row.key: row.side for row in self._rows})
