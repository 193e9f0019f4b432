"""How does a person put a supplier back? They see what differs, who changed it, and choose what goes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.domain.plan import HistoryEntry
from desktop.domain.restoring import Restorable
from desktop.texts import history, numbers
from desktop.texts import restoring as texts
from desktop.texts.translate import _, ngettext_
from desktop.ui.tables.columns import Column, identifier_column, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.segments import Segments

_WIDTH = 820
_LINES = 8
_BEFORE, _AFTER = "before", "after"

Ask = Callable[[bool], Sequence[Restorable]]
"""What differs from before the entry (True) or from right after it."""


def _columns(entries: Mapping[int, HistoryEntry]) -> list[Column[Restorable]]:
    return [
        text_column("thing", _("Field"), texts.thing, widest=22),
        identifier_column(
            "now",
            _("Now"),
            lambda one: texts.value(one, then=False),
            tooltip=lambda one: texts.value(one, then=False),
            widest=24,
        ),
        identifier_column(
            "then",
            _("Becomes"),
            lambda one: texts.value(one, then=True),
            tooltip=lambda one: texts.value(one, then=True),
            widest=24,
            stretches=True,
        ),
        text_column("changed", _("Last changed by"), lambda one: texts.changed_by(one, entries), widest=28),
    ]


class _View(RowView[Restorable]):
    def sizeHint(self) -> QSize:
        """Some lines high: what does not fit is scrolled."""
        return QSize(super().sizeHint().width(), _LINES * self.verticalHeader().defaultSectionSize())


class RestoreDialog(PlainDialog):
    """Asks what of a supplier to put back; `before` and `keys` are the answer."""

    help_topic = "restore"

    def __init__(
        self,
        supplier: str,
        entry: HistoryEntry,
        entries: Mapping[int, HistoryEntry],
        ask: Ask,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            _("Put {supplier} back").format(supplier=supplier),
            parent,
            note=_("Entry {number}: {what}").format(number=entry.number, what=history.entry(entry)),
            width=_WIDTH,
        )
        self._ask = ask
        self.when = Segments(
            _("Back to"), ((_BEFORE, _("Before the entry")), (_AFTER, _("Right after the entry")))
        )
        self.model: RowModel[Restorable] = RowModel(_columns(entries), lambda one: one.key, self)
        self.view = _View(self.model, _("What can be put back"))
        self.told = PlainLabel("", muted=True)
        card = Card(padding=1)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.view)
        for widget in (self.when, card, self.told):
            self.body.addWidget(widget)
            self.body.addSpacing(Space.TINY)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Put back"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)
        self.when.picked.connect(lambda _key: self._show())
        self.view.choice_changed.connect(self._tell)
        self._show()

    @property
    def before(self) -> bool:
        return self.when.current == _BEFORE

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(one.key for one in self.view.chosen_rows())

    def _show(self) -> None:
        found = tuple(self._ask(self.before))
        self.model.set_rows(found)
        self.view.choose([one.key for one in found])
        self._tell()

    def _tell(self) -> None:
        count = self.view.chosen_count()
        self.accept_button.setEnabled(count > 0)
        if not self.model.total:
            self.told.setText(
                _("Nothing differs from then, or the supplier is not in the plan now or was not then.")
            )
            return
        message = ngettext_(
            "{n} chosen. What somebody has changed since is overruled; you can undo it.",
            "{n} chosen. What somebody has changed since is overruled; you can undo it.",
            count,
        )
        self.told.setText(message.format(n=numbers.whole(count)))
