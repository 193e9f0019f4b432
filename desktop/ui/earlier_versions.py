"""How does a user get an earlier version of the plan back? From a list by time; it opens as a new plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.texts import dates, numbers
from desktop.texts.translate import _
from desktop.ui.messages import Messages
from desktop.ui.open_plan import OpenPlan
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.workspace import backups
from desktop.workspace.backups import EarlierVersion

_ROWS_SHOWN = 8
_ROW_HEIGHT = 28
"""Device-independent pixels, as in the program's tables."""

Choose = Callable[[Sequence[EarlierVersion]], EarlierVersion | None]
"""Shows what there is; None: the user changed their mind."""


def offer_earlier(plan: OpenPlan, messages: Messages, choose: Choose) -> None:
    """Open an earlier version of the plan as a new plan."""
    path = plan.session.path if plan.session is not None else None
    if path is None:
        messages.info(_none())
    else:
        offer_earlier_of(path, plan, messages, choose)


def offer_earlier_of(path: Path, plan: OpenPlan, messages: Messages, choose: Choose) -> None:
    """The same of a plan that need not be open."""

    def listed(versions: Sequence[EarlierVersion]) -> None:
        if not versions:
            messages.info(_none())
        elif (version := choose(versions)) is not None:
            plan.leave(lambda: plan.take(path.name, partial(backups.open_earlier, path, version)))

    looking = _("Looking for earlier versions…")
    plan.work(looking, lambda _progress: backups.earlier_versions(path), on_done=listed)


def choose_in(window: QWidget) -> Choose:
    """Let the user choose in a dialog of this window."""

    def choose(versions: Sequence[EarlierVersion]) -> EarlierVersion | None:
        dialog = EarlierVersionsDialog(versions, window)
        accepted = dialog.exec() == EarlierVersionsDialog.DialogCode.Accepted
        chosen = dialog.chosen() if accepted else None
        dialog.deleteLater()
        return chosen

    return choose


def _none() -> str:
    return _("The plan has no earlier versions until it has been saved twice.")


class EarlierVersionsDialog(PlainDialog):
    """The versions that saves replaced, the newest first."""

    def __init__(self, versions: Sequence[EarlierVersion], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Earlier versions"),
            parent,
            note=_("The version you choose opens as a new plan. The plan itself stays as it is."),
        )
        self._versions = tuple(versions)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Earlier versions"))
        for one in self._versions:
            item = QListWidgetItem(_line(one))
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(_ROW_HEIGHT * min(_ROWS_SHOWN, max(3, len(self._versions))) + 2 * Space.TINY)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.body.addWidget(self.list)
        self.add_button(Button(_("Cancel"))).clicked.connect(self.reject)
        take = self.add_button(Button(_("Open as a new plan"), look=Look.PRIMARY), default=True)
        take.clicked.connect(self.accept)

    def chosen(self) -> EarlierVersion | None:
        """The version that is marked."""
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None


def _line(one: EarlierVersion) -> str:
    kilobytes = _("{n} KB").format(n=numbers.whole(max(1, round(one.size / 1024))))
    return f"{dates.moment(one.at)}   ·   {kilobytes}"
