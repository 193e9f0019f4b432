"""By which rules does the program judge for KP? Each with its days and source; and the way to own tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import PlannerError
from desktop.domain.kp_rules import KpRule, KpRules
from desktop.texts import kp, labels
from desktop.texts.phrases import sentences
from desktop.texts.translate import _
from desktop.ui.pages.kp.columns import TONES
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, LinkButton, PrimaryButton
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.reference_data import KP_RULES, TRADES, make_own_table

_WIDTH = 680
_LINES_HIGH = 24


class RuleRow(QWidget):
    """One rule: what it leads to, when it applies, since when, and where it is published."""

    def __init__(self, line: KpRule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pill = Pill(labels.judgement(line.judgement), TONES[line.judgement])
        self.sentence = PlainLabel(kp.rule(line.rule))
        self.meta = PlainLabel(self._facts(line), size=TextSize.CAPTION, muted=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.pill)
        words.addWidget(self.sentence)
        words.addWidget(self.meta)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        row.addLayout(words, 1)

    def _facts(self, line: KpRule) -> str:
        kinds = ", ".join(labels.invoice_kind(kind) for kind in sorted(line.kinds))
        period = kp.in_force(line)
        release = _("Release {number}").format(number=line.release) if line.release else ""
        return " · ".join(part for part in (kinds, period, release, line.source) if part)


class RulesDialog(PlainDialog):
    """The rules from the top, as they are asked.

    Args:
        tell: shows known trouble to the user.
        open_folder: shows a file's folder; the desktop's own way unless another is given.
    """

    help_topic = "rules"

    def __init__(
        self,
        rules: KpRules,
        tell: Callable[[PlannerError], None],
        parent: QWidget | None = None,
        *,
        open_folder: Callable[[Path], None] | None = None,
    ) -> None:
        super().__init__(
            _("The rules for KP"),
            parent,
            note=_("The program asks them from the top. The first that applies decides."),
            width=_WIDTH,
        )
        self._tell = tell
        self._open_folder = open_folder or _show_folder
        self.rows = [RuleRow(line) for line in rules.rules]
        self.told = PlainLabel("", muted=True)
        self.told.hide()
        self._add_list()
        self.body.addWidget(self.told)
        self.own_rules = self._own(_("Edit the rules…"), KP_RULES)
        self.own_trades = self._own(_("Edit the trades…"), TRADES)
        self.close_button = PrimaryButton(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.add_button(self.close_button, default=True)

    def _add_list(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in self.rows:
            column.addWidget(row)
            column.addWidget(Divider())
        column.addStretch(1)
        self.add_pane(inner).setMinimumHeight(_LINES_HIGH * self.fontMetrics().height())

    def _own(self, text: str, name: str) -> Button:
        button = LinkButton(text, hint=_("Makes a copy of your own, which is used from then on"))
        button.clicked.connect(lambda _checked=False: self._make_own(name))
        return self.add_button(button, left=True)

    def _make_own(self, name: str) -> None:
        try:
            own = make_own_table(name)
        except PlannerError as error:
            self._tell(error)
            return
        self.told.setText(
            sentences(
                _("Your own table is {name}. Open it in Notepad, save it, and open the plan again.").format(
                    name=own.name
                ),
                _("Delete the file to go back to the program's own table."),
            )
        )
        self.told.show()
        self._open_folder(own.parent)


def _show_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
