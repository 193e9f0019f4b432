"""How does the rollout leave the program? On paper, as a spreadsheet, and as days in a calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.paths import user_documents_dir
from desktop.texts import events, rollout_sheet
from desktop.texts.rollout_sheet import SheetLine
from desktop.texts.translate import _
from desktop.ui.messages import FileKind
from desktop.ui.pages.rollout.answers import LaneFacts, RolloutAnswers
from desktop.ui.pages.rollout.lane_list import marks
from desktop.ui.paper import print_paper

if TYPE_CHECKING:
    from desktop.ui.pages.rollout.page import RolloutPage

_XLSX, _ICS = ".xlsx", ".ics"


def menu(page: RolloutPage) -> QMenu:
    """The ways out, behind the button of the header."""
    ways = QMenu(page)
    for text, act in (
        (_("Print…"), on_paper),
        (_("To Excel…"), to_sheet),
        (_("To a calendar…"), to_calendar),
    ):
        ways.addAction(text).triggered.connect(lambda _checked=False, one=act: one(page))
    return ways


def on_paper(page: RolloutPage) -> None:
    """Print the timeline and every wave."""
    paper = page.paper()
    if paper is not None:
        print_paper(paper, page.window())


def to_sheet(page: RolloutPage) -> None:
    """Write every supplier with its wave as .xlsx."""
    answers = page.answers
    if answers is None:
        return

    def write(path: Path) -> None:
        from desktop.workspace.exporting import export_sheet

        export_sheet(rollout_sheet.listed(_lines(answers)), path)

    _write(page, FileKind(_("Excel workbooks"), (f"*{_XLSX}",)), _XLSX, write)


def to_calendar(page: RolloutPage) -> None:
    """Write the days of waves and tasks as .ics; taken in again, a calendar moves what it has."""
    answers, session = page.answers, page.session
    found = answers.rollout if answers is not None else None
    if answers is None or found is None or session is None:
        return
    days = [*events.of_waves(view.wave for view in found.waves), *events.of_tasks(answers.tasks)]
    name, now = _("Rollout of the EAN number"), session.now

    def write(path: Path) -> None:
        from desktop.workspace.exporting import export_calendar

        export_calendar(days, path, plan=answers.municipality, name=name, now=now)

    _write(page, FileKind(_("Calendar files"), (f"*{_ICS}",)), _ICS, write)


def _lines(answers: RolloutAnswers) -> list[SheetLine]:
    return [line for lane in answers.lanes for line in _lines_of(lane)]


def _lines_of(lane: LaneFacts) -> list[SheetLine]:
    return [
        SheetLine(
            lane.title,
            lane.view.wave.dates if lane.view is not None else None,
            row.number,
            row.name,
            row.cvr,
            row.trade,
            row.per_month,
            marks(row),
            row.why,
        )
        for row in lane.rows
    ]


def _write(page: RolloutPage, kind: FileKind, suffix: str, write: Callable[[Path], None]) -> None:
    """Ask where, and write off the GUI thread."""
    messages = page.context.messages
    proposal = user_documents_dir() / (_("Rollout") + suffix)
    picked = messages.save_file(_("Where shall the file lie?"), kind, proposal)
    if picked is None:
        return
    path = picked if picked.suffix.casefold() == suffix else picked.with_name(picked.name + suffix)
    page.context.tasks.run(
        lambda _progress: write(path),
        on_done=lambda _nothing: messages.info(_("The file {name} is written.").format(name=path.name)),
        on_error=messages.error,
        owner=page,
    )
