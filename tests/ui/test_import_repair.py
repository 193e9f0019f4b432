"""Does one click put garbled letters right, choose another encoding, take another sheet?"""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from desktop.ui.importing.wizard import ImportWizard
from desktop.workspace.import_flow import ImportStep
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage

TEXT = "Leverandørnr;Navn;By\n1;Bjørns Gård;Ærøskøbing\n2;Åse Øst;Sønderborg\n3;Hansen;Ry\n"
GARBLED = TEXT.encode("utf-8").decode("cp1252").encode("utf-8")


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    path = tmp_path / "Kreditorer oktober.csv"
    path.write_bytes(GARBLED)
    return path


@pytest.fixture
def wizard(stage: Stage) -> ImportWizard:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    return opened(stage)


def opened(stage: Stage) -> ImportWizard:
    stage.window.menus["import"].trigger()
    found = stage.window.host.guest
    assert isinstance(found, ImportWizard)
    return found


def choose(stage: Stage, wizard: ImportWizard, *paths: Path) -> None:
    stage.messages.files.append(tuple(paths))
    wizard.files.zone.files_button.click()


def names(stage: Stage) -> list[str]:
    assert stage.plan.session is not None
    return [one.supplier.name for one in stage.plan.session.assessments()]


def shown(wizard: ImportWizard) -> list[list[str]]:
    model = wizard.columns.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


# ------------------------------------------------------------------------------------------ the wizard


def test_garbled_letters_are_put_right_in_one_click_and_back(
    stage: Stage, wizard: ImportWizard, garbled: Path
) -> None:
    choose(stage, wizard, garbled)
    wizard.next.click()
    card = wizard.columns.repair
    assert not card.isHidden()
    assert "BjÃ¸rns GÃ¥rd" in card.examples.text()
    assert "Bjørns Gård" in card.examples.text()
    assert shown(wizard)[0] == ["1", "BjÃ¸rns GÃ¥rd", "Ã†rÃ¸skÃ¸bing"]
    card.button.click()
    assert shown(wizard)[0] == ["1", "Bjørns Gård", "Ærøskøbing"]
    assert wizard.columns.rows[0].heading.text() == "Leverandørnr"
    card.button.click()
    assert shown(wizard)[0] == ["1", "BjÃ¸rns GÃ¥rd", "Ã†rÃ¸skÃ¸bing"]
    card.button.click()
    wizard.next.click()
    wizard.next.click()
    assert wizard.flow.step is ImportStep.DONE
    assert names(stage) == ["Bjørns Gård", "Åse Øst", "Hansen"]


def test_next_month_the_letters_are_put_right_without_a_click(
    stage: Stage, wizard: ImportWizard, garbled: Path
) -> None:
    choose(stage, wizard, garbled)
    wizard.next.click()
    wizard.columns.repair.button.click()
    wizard.next.click()
    wizard.next.click()
    wizard.done.on.click()
    again = garbled.with_name("Kreditorer november.csv")
    again.write_bytes(GARBLED)
    second = opened(stage)
    choose(stage, second, again)
    assert second.flow.items[0].is_as_last_time
    second.next.click()
    assert second.flow.step is ImportStep.CHECK
    assert {one.value: figure.value.text() for one, figure in second.check.figures.items()}["same"] == "3"


def test_a_good_file_is_offered_nothing(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "god.csv"
    path.write_text(TEXT, encoding="cp1252")
    choose(stage, wizard, path)
    wizard.next.click()
    assert wizard.columns.repair.isHidden()


def test_another_encoding_shows_at_once(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(TEXT, encoding="utf-8")
    choose(stage, wizard, path)
    wizard.next.click()
    assert shown(wizard)[0][1] == "Bjørns Gård"
    pick(wizard, "cp850")
    assert shown(wizard)[0][1] == "Bj├©rns G├Ñrd"
    pick(wizard, "utf-8")
    assert shown(wizard)[0][1] == "Bjørns Gård"
    # One that the bytes cannot be is told, and what was there stays.
    pick(wizard, "utf-16")
    assert [kind for kind, _text in stage.messages.said] == ["error"]
    assert shown(wizard)[0][1] == "Bjørns Gård"
    assert wizard.columns.encoding.currentData() == "utf-8"


def pick(wizard: ImportWizard, codec: str) -> None:
    place = wizard.columns.encoding.findData(codec)
    wizard.columns.encoding.setCurrentIndex(place)
    wizard.columns.encoding.activated.emit(place)


# -------------------------------------------------------------------------------------- several sheets


def test_several_sheets_each_with_its_own_columns(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "Leverandører.xlsx"
    book = xlsxwriter.Workbook(str(path))
    tables = {
        "Forside": [["Oversigt"], ["Prøveby Kommune"]],
        "Tænder": [["Nr.", "Navn"], ["1", "Tand A"]],
        "Fødder": [["Firma", "Leverandørnummer"], ["Fod B", "2"]],
    }
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    choose(stage, wizard, path)
    assert [row.wanted.isChecked() for row in wizard.files.rows] == [False, True, False]
    wizard.files.rows[2].wanted.click()
    wizard.next.click()
    table = wizard.columns.table
    assert not table.isHidden()
    assert [table.itemText(place) for place in range(table.count())] == [
        "Leverandører.xlsx · Tænder",
        "Leverandører.xlsx · Fødder",
    ]
    table.setCurrentIndex(1)
    table.activated.emit(1)
    assert [row.heading.text() for row in wizard.columns.rows] == ["Firma", "Leverandørnummer"]
    wizard.next.click()
    wizard.next.click()
    assert wizard.flow.step is ImportStep.DONE
    assert names(stage) == ["Tand A", "Fod B"]


def test_a_picture_is_called_a_picture(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "skærmbillede.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    choose(stage, wizard, path)
    (item,) = wizard.flow.items
    assert item.trouble is not None
    assert not wizard.next.isEnabled()
