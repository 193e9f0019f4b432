"""What does the user read when the program made a mistake? What is safe, and what a report would say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.diary.report import CrashReport
from desktop.paths import logs_dir
from desktop.texts import dates
from desktop.texts.translate import _
from desktop.ui.messages import Messages, Offer
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.ui.open_plan import OpenPlan


class CrashDialog(PlainDialog):
    """Says that it was the program's fault, what is safe, and what a report would say.

    Args:
        safe: what is safe, in words.
    """

    def __init__(self, report: CrashReport, safe: str, parent: QWidget | None = None) -> None:
        super().__init__(_("The program made a mistake"), parent, width=540)
        self.report = report
        cause = _("It is not your fault. What you did last may not have been done; nothing else is changed.")
        self.safe = PlainLabel(" ".join(filter(None, (cause, safe))))
        self.body.addWidget(self.safe)
        self.body.addSpacing(Space.SMALL)
        self.body.addWidget(
            PlainLabel(
                _("If you report the mistake, send this along. It holds nothing from your files."), muted=True
            )
        )
        card = Card(padding=Space.MEDIUM)
        card.body.addWidget(PlainLabel(report.as_text(), selectable=True))
        self.body.addWidget(card)
        copy = self.add_button(Button(_("Copy"), icon="copy"), left=True)
        copy.clicked.connect(self.copy)
        look = self.add_button(Button(_("Open the folder with the log"), icon="folder-open"), left=True)
        look.clicked.connect(open_log_folder)
        close = self.add_button(PrimaryButton(_("Go on")), default=True)
        close.clicked.connect(self.accept)
        close.setFocus()

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.as_text())


def open_log_folder() -> None:
    """Show where the log lies, in the system's own way."""
    folder = logs_dir()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not folder.is_dir():
        folder = folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def what_is_safe(plan: OpenPlan) -> str:
    """Where the work stands that the user fears for."""
    session = plan.session
    if session is None:
        return ""
    if not plan.modified and session.path is not None:
        if plan.saved_at is not None:
            return _("Your plan was saved at {time}, with everything in it.").format(
                time=dates.time(plan.saved_at)
            )
        return _("Your plan is saved, with everything in it.")
    kept = _(
        "Every step you have taken is kept on this computer, and is offered to you if the program closes. "
        "Save the plan now, and start the program again if something looks wrong."
    )
    if plan.saved_at is not None:
        saved = _("Your plan was last saved at {time}.").format(time=dates.time(plan.saved_at))
        return f"{saved} {kept}"
    return kept


def tell_last(last: CrashReport, messages: Messages, show: Callable[[CrashReport], None]) -> None:
    """Say on the strip that the program fell the last time, and offer what may be told of it."""
    messages.warn(
        _(
            "Every step was kept as you took it. If work of yours was not in a saved file, you are asked "
            "whether to go on with it."
        ),
        title=_("The program closed by a mistake the last time"),
        offer=Offer(_("Show what can be reported…"), lambda: show(last)),
    )
