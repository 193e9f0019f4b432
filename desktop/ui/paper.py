"""How does a page come onto paper, or into a PDF file? The page tells what; where is asked here, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from desktop.domain.cpr import scrub

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    Pages = QPrinter | QPdfWriter
    """What pages are drawn on, one after the other."""

_MARGIN = 12.0
"""Millimetres of paper around the print: less is more than many printers can."""
_BINDING = 15.0
"""Millimetres at the edge that is punched."""
_DOTS = 600
"""Dots to an inch in a PDF file: finer than any office printer."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that can be printed.

    Attributes:
        title: of the print job and of the PDF file.
        draw: puts it on a printer; True draws the chosen rows only. Gives the number of pages.
        landscape: how the paper lies when the user says nothing else.
        rows: lines of the table that would be printed; 0 for what is no table.
        chosen: rows that are chosen and could be printed alone; 0 when that makes no sense.
    """

    title: str
    draw: Callable[[Pages, bool], int]
    landscape: bool = False
    rows: int = 0
    chosen: int = 0

    def layout(self) -> QPageLayout:
        """A4, laid as it fits what is printed; more room at the edge that is punched."""
        lies = QPageLayout.Orientation.Landscape if self.landscape else QPageLayout.Orientation.Portrait
        left, top = (_MARGIN, _BINDING) if self.landscape else (_BINDING, _MARGIN)
        margins = QMarginsF(left, top, _MARGIN, _MARGIN)
        return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), lies, margins, QPageLayout.Unit.Millimeter)


def print_paper(paper: Paper, window: QWidget) -> bool:
    """Ask for a printer and print; False when the user changes their mind."""
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(scrub(paper.title))
    printer.setPageLayout(paper.layout())
    dialog = QPrintDialog(printer, window)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintSelection, paper.chosen > 0)
    wanted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    if wanted:
        selection = QAbstractPrintDialog.PrintRange.Selection
        paper.draw(printer, paper.chosen > 0 and dialog.printRange() == selection)
    dialog.deleteLater()
    return wanted


def as_pdf(paper: Paper) -> bytes:
    """The whole of it as a PDF file. Made in memory: nothing is left lying about."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(scrub(paper.title))
    writer.setCreator("EAN Planner")
    writer.setResolution(_DOTS)
    writer.setPageLayout(paper.layout())
    paper.draw(writer, False)
    buffer.close()
    return bytes(buffer.data().data())
