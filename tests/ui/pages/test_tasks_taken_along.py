"""Are the mails of the checklist drafted, and do the tasks come along as a sheet, a calendar and on paper?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction

from desktop.ui.pages.tasks import TasksPage, taking_away
from desktop.ui.pages.tasks.dialogs import MailDialog
from desktop.ui.pages.tasks.printing import document
from desktop.workspace.operations import SetUp
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage
from tests.ui.pages.test_tasks_page import page_of, planned, session_of, untold

__all__ = ["planned", "untold"]


# ------------------------------------------------------------------------------------------ ERP and mails


def test_without_an_erp_system_the_page_asks_for_it(untold: Stage) -> None:
    session = session_of(untold)
    page = page_of(untold)
    assert page.erp_banner.isVisible()
    untold.forms.append(replace(session.municipality, erp="oes"))
    page.erp_banner.action.click()
    assert not page.erp_banner.isVisible()
    assert page.answers is not None
    assert page.answers.task("efaktura-8") is None
    assert page.answers.task("efaktura-8b") is not None


def test_the_question_stays_while_it_is_not_answered(untold: Stage) -> None:
    page = page_of(untold)
    untold.forms.append(None)
    page.erp_banner.action.click()
    assert page.erp_banner.isVisible()


def test_oes_indsigt_is_told_not_to_write(open_plan: Callable[[Session], Stage]) -> None:
    session = plans.small_plan()
    session.run(SetUp(replace(session.municipality, erp="oes")))
    page = page_of(open_plan(session), task="efaktura-8b")
    assert "must NOT contact Ejerkredsen/EG" in page.drawer.mail.what.text()
    assert not page.drawer.mail.button.isVisible()


def test_two_drafts_are_looked_through_and_saved(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned, task="oeir-03")
    assert page.drawer.mail.button.isVisible()
    assert page.drawer.task is not None
    dialog = page.away.mail(page.drawer.task, session_of(planned))
    assert isinstance(dialog, MailDialog)
    assert "bogføringssystem" in dialog.subject.text()
    dialog.picks.buttons["1"].click()
    assert "opkrævningssystem" in dialog.subject.text()
    assert "NOT0746" in dialog.attach.text()
    planned.messages.files.append(tmp_path)
    dialog.save_button.click()
    assert sorted(path.name for path in tmp_path.glob("*.eml")) == ["order-routes-2.eml", "order-routes.eml"]
    dialog.deleteLater()


@pytest.mark.parametrize("opens", [True, False])
def test_a_draft_is_opened_or_the_way_out_is_told(
    planned: Stage, monkeypatch: pytest.MonkeyPatch, opens: bool
) -> None:
    asked: list[QUrl] = []

    class Desktop:
        @staticmethod
        def openUrl(url: QUrl) -> bool:
            asked.append(url)
            return opens

    monkeypatch.setattr(taking_away, "QDesktopServices", Desktop)
    page = page_of(planned, task="efaktura-10")
    assert page.drawer.task is not None
    dialog = page.away.mail(page.drawer.task, session_of(planned))
    assert dialog is not None
    dialog.open_button.click()
    (url,) = asked
    written = Path(url.toLocalFile())
    assert written.name == "kombit.eml"
    assert b"X-Unsent: 1" in written.read_bytes()
    assert any("Save the draft" in text for _kind, text in planned.messages.said) is not opens
    dialog.deleteLater()


# ------------------------------------------------------------------------------------------ taking along


def _take(page: TasksPage, word: str) -> None:
    actions = [one for one in page.export_button.menu().actions() if word in one.text()]
    assert len(actions) == 1
    assert isinstance(actions[0], QAction)
    actions[0].trigger()


def test_the_tasks_go_to_excel(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    planned.messages.files.append(tmp_path / "Opgaver")
    _take(page, "Excel")
    book = openpyxl.load_workbook(tmp_path / "Opgaver.xlsx")
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert len(rows) == len(page.answers.tasks) + 1  # type: ignore[union-attr]  # it is shown
    assert rows[1][0] == "SA 06"


def test_the_tasks_go_to_the_calendar_with_ids_that_stay(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    found = []
    for name in ("first.ics", "second.ics"):
        planned.messages.files.append(tmp_path / name)
        _take(page, "calendar")
        text = (tmp_path / name).read_text(encoding="utf-8")
        found.append(sorted(line for line in text.splitlines() if line.startswith("UID:")))
        page.try_go_live(date(2029, 3, 1))  # other days, the same events
    assert found[0] == found[1]
    assert len(found[0]) == len(page.answers.tasks)  # type: ignore[union-attr]


def test_paper_has_every_task_and_reads_no_title_as_markup(planned: Stage) -> None:
    from desktop.workspace.operations.tasks import AddTask

    session_of(planned).run(AddTask("<b>Husk & ring</b>", "Mål"))
    page = page_of(planned)
    page.refresh(None)
    assert page.answers is not None
    text = document(page.answers).toPlainText()
    assert "<b>Husk & ring</b>" in text
    for task in page.answers.tasks:
        assert task.definition.title in text
