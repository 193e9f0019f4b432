"""How does the quick guide come onto paper, into a file and onto the screen? Seven steps on one A4 page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.paths import user_documents_dir
from desktop.texts.translate import _
from desktop.ui import spoken
from desktop.ui.help.quick_guide_page import PAGE, draw
from desktop.ui.help.quick_guide_words import in_sentences, quick_guide
from desktop.ui.messages import FileKind
from desktop.ui.paper import Paper, as_pdf, print_paper
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog

if TYPE_CHECKING:
    from desktop.ui.messages import Messages

_SHARPNESS = 2.0
_HEIGHTS = (360, 620)
"""Least and greatest height of the page on the screen, in device-independent pixels."""
_AROUND = 260
"""What the dialog's words and buttons, its frame and the task bar take of the screen's height."""


def print_on(device: QPagedPaintDevice) -> int:
    """Put the page on a printer or into a file that takes A4.

    Returns:
        The number of pages: one.
    """
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter(device)
    # A printer that keeps a margin of its own gets the page a little smaller.
    area = QRectF(painter.viewport())
    scale = min(area.width() / PAGE.width(), area.height() / PAGE.height())
    painter.scale(scale, scale)
    draw(painter, quick_guide())
    painter.end()
    return 1


def paper() -> Paper:
    """The page, to be printed or put into a file."""
    return Paper(quick_guide().title, lambda pages, _chosen_only: print_on(pages))


def pdf() -> bytes:
    """The page as a PDF file."""
    return as_pdf(paper())


def picture(height: int, *, sharpness: float = 1.0) -> QImage:
    """The page as it will look on paper.

    Args:
        height: in device-independent pixels.
    """
    scale = height / PAGE.height()
    image = QImage(QSize(round(PAGE.width() * scale), height) * sharpness, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale * sharpness, scale * sharpness)
    draw(painter, quick_guide())
    painter.end()
    image.setDevicePixelRatio(sharpness)
    return image


class PagePicture(QWidget):
    """The page on the screen; what it says is read out as its description."""

    spoken_role = spoken.Role.Document

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        guide = quick_guide()
        least, most = _HEIGHTS
        height = max(least, min(most, self.screen().availableGeometry().height() - _AROUND))
        self._picture = QPixmap.fromImage(picture(height, sharpness=_SHARPNESS))
        self.setAccessibleName(guide.title)
        self.setAccessibleDescription(in_sentences(guide))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self._picture.deviceIndependentSize().toSize() + QSize(2, 2))

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(1, 1, self._picture)
        role = QPalette.ColorRole.Highlight if self.hasFocus() else QPalette.ColorRole.Mid
        painter.setPen(self.palette().color(role))
        painter.drawRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1))


class QuickGuideDialog(PlainDialog):
    """The page, to print or to save.

    Attributes:
        print_paper: asks for a printer and prints; says whether it did.
    """

    def __init__(self, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(_("Quick guide"), parent, note=_("One page to hang on the wall. It is in Danish."))
        self._messages = messages
        self.print_paper: Callable[[Paper, QWidget], bool] = print_paper
        self.body.addSpacing(Space.SMALL)
        self.body.addWidget(PagePicture(), 0, Qt.AlignmentFlag.AlignHCenter)
        save = self.add_button(Button(_("Save as PDF…")), left=True)
        save.clicked.connect(self.save)
        close = self.add_button(Button(_("Close")))
        close.clicked.connect(self.reject)
        printing = self.add_button(PrimaryButton(_("Print…")), default=True)
        printing.clicked.connect(self.print)

    def save(self) -> None:
        """Ask where, and write the PDF."""
        from desktop.domain.errors import FileTrouble
        from desktop.workspace.exporting import export_made

        kind = FileKind(_("PDF files"), ("*.pdf",))
        path = self._messages.save_file(
            _("Where shall the file be put?"), kind, user_documents_dir() / _("Quick guide.pdf")
        )
        if path is None:
            return
        try:
            export_made(pdf(), path)
        except FileTrouble as trouble:
            self._messages.error(trouble)
            return
        self._messages.info(_("The file {name} has been written.").format(name=path.name))
        self.accept()

    def print(self) -> None:
        """Ask for a printer, and print."""
        if self.print_paper(paper(), self):
            self.accept()
