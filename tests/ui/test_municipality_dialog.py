"""Does the form keep what is told, and say what is not right before it takes it?"""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Municipality
from desktop.ui import municipality_dialog as form
from desktop.ui.municipality_dialog import MunicipalityDialog
from desktop.ui.widgets.fields import Choice, Judge, LineField, Verdict
from desktop.workspace.checklist_data import erp_table
from tests.building import MUNICIPALITY, NEW_EAN, OTHER_EAN

pytestmark = pytest.mark.usefixtures("english")


def shown(qtbot: QtBot, before: Municipality, *, new: bool = False) -> MunicipalityDialog:
    dialog = MunicipalityDialog(before, new=new)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def write(dialog: MunicipalityDialog, key: str, text: str) -> None:
    field = dialog.fields[key].field
    assert isinstance(field, LineField)
    field.setText(text)


def test_what_is_known_comes_back_unchanged(qtbot: QtBot) -> None:
    for known in (MUNICIPALITY, Municipality(name="X"), Municipality(name="Y", erp="prisme")):
        assert shown(qtbot, known).municipality() == known


def test_everything_can_be_told(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Municipality(), new=True)
    told = {
        "name": "  Prøveby   Kommune ",
        "department": "Ydelser",
        "address": "Torvet 1",
        "postal_code": "9990",
        "city": "Prøveby",
        "contact": "Mette Prøve",
        "email": "m@proeveby.example",
        "phone": "99 99 99 99",
        "go_live": "1.3.2027",
        "new_ean": f"EAN {NEW_EAN[:4]} {NEW_EAN[4:]}",
        "erp_ean": OTHER_EAN,
        "closed_weeks": "12-07-2027 til 30-07-2027 Sommer; uge 42 2027",
    }
    for key, text in told.items():
        write(dialog, key, text)
    erp = dialog.fields["erp"].field
    assert isinstance(erp, Choice)
    erp.setCurrentIndex(erp.findData("opus"))
    dialog.accept_button.click()
    assert dialog.result() == MunicipalityDialog.DialogCode.Accepted
    assert dialog.municipality() == Municipality(
        name="Prøveby Kommune",
        department="Ydelser",
        address="Torvet 1",
        postal_code="9990",
        city="Prøveby",
        phone="99 99 99 99",
        email="m@proeveby.example",
        contact="Mette Prøve",
        erp="opus",
        go_live=date(2027, 3, 1),
        new_ean=NEW_EAN,
        erp_ean=OTHER_EAN,
        closed_weeks="2027-07-12..2027-07-30 Sommer\n2027-10-18..2027-10-24",
    )


def test_the_erp_systems_are_those_of_the_table(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Municipality())
    field = dialog.fields["erp"].field
    assert isinstance(field, Choice)
    found = {field.itemData(at): field.itemText(at) for at in range(1, field.count())}
    assert found == {system.key: system.title for system in erp_table().systems}


def test_closed_weeks_come_back_as_they_were(qtbot: QtBot) -> None:
    known = Municipality(name="X", closed_weeks="2027-07-12..2027-07-30 Sommer, lang\n2027-10-18..2027-10-18")
    assert shown(qtbot, known).municipality() == known


def test_a_plan_needs_a_name(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Municipality(), new=True)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "name" in dialog.fields["name"].said.text()
    write(dialog, "name", "Prøveby")
    dialog.accept_button.click()
    assert not dialog.isVisible()


@pytest.mark.parametrize(
    ("judge", "text", "stops"),
    [
        (form.judge_ean, "57900000000", True),
        (form.judge_ean, "5,79E+12", True),
        (form.judge_ean, "ukendt", True),
        (form.judge_postal_code, "99", True),
        (form.judge_name, "", True),
        (form.judge_closed_weeks, "hele sommeren", True),
        # Real municipal numbers fail the check digit, so it is only pointed out.
        (form.judge_ean, "5790000000037", False),
        (form.judge_mail, "mette.proeveby.example", False),
    ],
)
def test_what_is_not_right_gets_a_sentence(judge: Judge, text: str, stops: bool) -> None:
    verdict = judge(text)
    assert verdict.sentence.endswith(".")
    assert verdict.stops is stops


@pytest.mark.parametrize(
    ("judge", "text"),
    [
        (form.judge_ean, ""),
        (form.judge_ean, NEW_EAN),
        (form.judge_postal_code, "0999"),
        (form.judge_postal_code, ""),
        (form.judge_mail, ""),
        (form.judge_mail, "m@proeveby.example"),
    ],
)
def test_what_is_right_gets_none(judge: Judge, text: str) -> None:
    assert judge(text) == Verdict()


def test_a_number_that_is_not_whole_keeps_the_form_open(qtbot: QtBot) -> None:
    dialog = shown(qtbot, MUNICIPALITY)
    write(dialog, "new_ean", "57900000000")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.fields["new_ean"].said.isVisible()


def test_the_form_grows_for_what_it_has_to_say(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Municipality(), new=True)
    for key in ("new_ean", "erp_ean", "go_live"):
        write(dialog, key, "x")
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()))  # type: ignore[union-attr]  # it has one
    heights = {field.field.height() for field in dialog.fields.values()}
    assert min(heights) >= 32


def test_weeks_are_typed_as_they_are_said_and_read_back_as_days(qtbot: QtBot) -> None:
    dialog = form.MunicipalityDialog(Municipality(name="X"), new=True, today=date(2026, 11, 20))
    qtbot.addWidget(dialog)
    field = dialog.fields["closed_weeks"]
    assert "uge 29-31" in field.said.text()
    line = field.field
    assert isinstance(line, LineField)
    line.setText("29, 30 og 31")
    line.editingFinished.emit()
    assert field.check()
    assert line.text() == "19-07-2027 – 08-08-2027"
    assert dialog.municipality().closed_weeks == "2027-07-19..2027-08-08"
