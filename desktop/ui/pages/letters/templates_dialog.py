"""From which templates are letters made, and how does somebody make one their own?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import PlannerError
from desktop.domain.letters import TemplateInfo
from desktop.domain.template_check import TemplateCheck
from desktop.texts import labels, template_check
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton, PrimaryButton
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace import letter_templates

_WIDTH = 760
_LINES_HIGH = 26
Opener = Callable[[Path], None]


class TemplateRow(QWidget):
    """One letter: which template it is made from, what it is for, and what can be done with it."""

    def __init__(self, info: TemplateInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.info = info
        self.name = PlainLabel(labels.letter_kind(info.kind), size=TextSize.STRONG)
        self.use = PlainLabel(info.when, muted=True)
        self.faults = PlainLabel("", tone=Tone.BAD)
        self.faults.hide()
        self.edit = LinkButton(
            _("Open in Word") if info.own else _("Copy and edit"),
            hint=_("Your own copy is used from now on"),
        )
        self.check = LinkButton(_("Check"))
        self.show_faults = LinkButton(_("Show in Word"), hint=_("A copy with a comment at each fault"))
        self.shipped = LinkButton(_("Use the program's"), hint=_("Your own is kept under another name"))
        self.show_faults.hide()
        for button in (self.check, self.shipped):
            button.setVisible(info.own)
        for link in (self.edit, self.check, self.show_faults, self.shipped):
            link.setAccessibleName(f"{self.name.text()}: {link.text()}")
        links = QHBoxLayout()
        links.setSpacing(Space.LARGE)
        for link in (self.edit, self.check, self.show_faults, self.shipped):
            links.addWidget(link)
        links.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        if info.own:
            top.addWidget(Pill(_("Your own"), Tone.ACCENT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.SMALL, 0, Space.SMALL)
        column.setSpacing(Space.HAIR)
        column.addLayout(top)
        column.addWidget(self.use)
        column.addWidget(self.faults)
        column.addLayout(links)

    def show_check(self, found: TemplateCheck) -> None:
        """What the checker says, in sentences."""
        self.faults.setText("\n".join(line.strip() for line in template_check.told(found)))
        self.faults.show()
        self.show_faults.setVisible(bool(found.findings))


class TemplatesDialog(PlainDialog):
    """Every letter with its template.

    Args:
        tell: shows known trouble to the user.
        open_file: opens a file or folder; the desktop's own way unless another is given.
    """

    help_topic = "templates"

    def __init__(
        self,
        tell: Callable[[PlannerError], None],
        parent: QWidget | None = None,
        *,
        open_file: Opener | None = None,
    ) -> None:
        super().__init__(
            _("Letter templates"),
            parent,
            note=_(
                "Letters are Word files. Copy one, and write it as you like; your own is used from then on."
            ),
            width=_WIDTH,
        )
        self._tell = tell
        self._open = open_file or _open_file
        self.rows: list[TemplateRow] = []
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add_pane(self._list).setMinimumHeight(_LINES_HIGH * self.fontMetrics().height())
        folder = LinkButton(_("Open the folder"))
        folder.clicked.connect(lambda _checked=False: self._open(letter_templates.own_templates_dir()))
        self.folder_button = self.add_button(folder, left=True)
        self.close_button = PrimaryButton(_("Close"))
        self.close_button.clicked.connect(self.accept)
        self.add_button(self.close_button, default=True)
        self._fill()

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        infos = letter_templates.template_infos()
        self.rows = [TemplateRow(info) for info in infos]
        self.folder_button.setVisible(any(info.own for info in infos))
        for row in self.rows:
            row.edit.clicked.connect(partial(self._edit, row))
            row.check.clicked.connect(partial(self._check, row))
            row.show_faults.clicked.connect(partial(self._show_faults, row))
            row.shipped.clicked.connect(partial(self._use_shipped, row))
            self._column.addWidget(row)
            self._column.addWidget(Divider())
        self._column.addStretch(1)

    def _edit(self, row: TemplateRow, *_clicked: bool) -> None:
        try:
            own = letter_templates.make_own(row.info.kind)
            self._fill()
        except PlannerError as error:
            self._tell(error)
            return
        self._open(own)

    def _check(self, row: TemplateRow, *_clicked: bool) -> None:
        try:
            row.show_check(letter_templates.check_template(row.info.path))
        except PlannerError as error:
            self._tell(error)

    def _show_faults(self, row: TemplateRow, *_clicked: bool) -> None:
        path = row.info.path
        try:
            found = letter_templates.check_template(path)
            marked = letter_templates.free_marked_path(path)
            remarks = [(one.where, one.paragraph, template_check.remark(one)) for one in found.findings]
            letter_templates.write_marked(path, marked, remarks)
        except PlannerError as error:
            self._tell(error)
            return
        self._open(marked)

    def _use_shipped(self, row: TemplateRow, *_clicked: bool) -> None:
        try:
            letter_templates.put_own_aside(row.info.kind)
            self._fill()
        except PlannerError as error:
            self._tell(error)


def _open_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
