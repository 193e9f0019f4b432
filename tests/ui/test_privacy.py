"""Does the window tell what the plan keeps, clean it only when asked, and remind of the deletion date?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.storage.schema import PLAN_TABLES
from desktop.texts import privacy as texts
from desktop.ui.privacy_dialog import PrivacyDialog
from desktop.workspace import backups, privacy
from desktop.workspace.keeping import Opening
from desktop.workspace.operations.privacy import SetDeletionDate
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


@pytest.fixture
def path(tmp_path: Path) -> Path:
    session = plans.small_plan()
    session.save_as(path := tmp_path / "plan.eanplan")
    session.run(SetDeletionDate(date(2099, 1, 1)))
    session.save()
    session.close()
    return path


def shown(stage: Stage, path: Path) -> tuple[PrivacyDialog, Session]:
    stage.plan.open(path)
    stage.window.menus["privacy"].trigger()
    dialog, session = stage.window.dialogs.privacy.dialog, stage.plan.session
    assert dialog is not None
    assert session is not None
    return dialog, session


def test_every_table_is_named_in_the_account() -> None:
    assert all(texts.row_kind(table) for table in PLAN_TABLES)


def test_the_date_is_set_and_taken_back(stage: Stage, path: Path) -> None:
    dialog, session = shown(stage, path)
    assert "1 January 2099".replace(" ", "\xa0", 1) in dialog.state.text()
    dialog.day.setText("31-12-2098")
    dialog.set_button.click()
    assert privacy.inventory(session).delete_on == date(2098, 12, 31)
    dialog.day.setText("snart")
    dialog.set_button.click()
    assert privacy.inventory(session).delete_on == date(2098, 12, 31)
    dialog.day.setText("")
    dialog.set_button.click()
    assert dialog.state.text() == "No deletion date has been set."
    stage.plan.undo()
    assert privacy.inventory(session).delete_on == date(2098, 12, 31)


def test_history_and_backups_go_only_after_a_yes(stage: Stage, path: Path) -> None:
    dialog, session = shown(stage, path)
    dialog.keep.setCurrentIndex(dialog.keep.findData(0))
    stage.messages.answers += ["cancel", "delete", "cancel", "delete"]
    dialog.clean_button.click()
    assert len(session.history()) == 4
    dialog.clean_button.click()
    assert len(session.history()) == 1
    assert stage.plan.modified
    dialog.backups_button.click()
    assert backups.earlier_versions(path)
    dialog.backups_button.click()
    assert not backups.earlier_versions(path)
    assert dialog.backups_button.isHidden()


def test_the_account_goes_to_a_spreadsheet(stage: Stage, path: Path, tmp_path: Path) -> None:
    dialog, _session = shown(stage, path)
    stage.messages.files.append(tmp_path / "konto")
    dialog.export_asked.emit()
    rows = list(load_workbook(tmp_path / "konto.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("Part", "What", "Number", "More")
    assert any(row[2] == 70 for row in rows)
    assert rows[-1][:2] == ("Deletion date", "1\xa0Jan\xa02099")


def test_a_plan_past_its_date_says_so_when_it_is_opened(stage: Stage, tmp_path: Path) -> None:
    session = plans.small_plan()
    session.run(SetDeletionDate(date(2020, 1, 1)))
    session.save_as(path := tmp_path / "gammel.eanplan")
    session.close()
    stage.plan.open(path)
    assert any("was to be deleted" in text for _kind, text in stage.messages.said)
    stage.messages.offers[-1].act()
    assert stage.window.dialogs.privacy.dialog is not None


def test_who_only_looks_can_change_nothing(stage: Stage, path: Path) -> None:
    elsewhere = Session.open(path, opening=Opening.EDIT)
    dialog, _session = shown(stage, path)
    assert not dialog.clean_button.isEnabled()
    assert not dialog.set_button.isEnabled()
    elsewhere.close()
