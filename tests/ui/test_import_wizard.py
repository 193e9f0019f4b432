"""Does the import lead from files to a changed plan, by clicks and by keys, with a way out at any moment?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.assessment import Subject
from desktop.domain.errors import FileTrouble
from desktop.domain.imports import Field, Pasted, SourceKind
from desktop.ui.importing.columns_step import fields_for
from desktop.ui.importing.encodings import OFFERED, encoding_name, same_encoding
from desktop.ui.importing.preview_model import PreviewModel
from desktop.ui.importing.wizard import ImportWizard
from desktop.ui.pasting import pasted
from desktop.workspace.import_flow import ImportStep
from desktop.workspace.operations import Decide
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage

SUPPLIERS = (
    "Kreditornr;Navn;CVR-nr;E-mail\n"
    "0001;Tandlægerne Prøve;10000009;post@proeve.example\n"
    "0002;Fodklinik Prøve;10000017;ikke-en-adresse\n"
)


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    path = tmp_path / "Kreditorer.csv"
    path.write_text(SUPPLIERS, encoding="cp1252")
    return path


@pytest.fixture
def wizard(stage: Stage) -> ImportWizard:
    """The import, opened on a new plan."""
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    stage.window.menus["import"].trigger()
    found = stage.window.host.guest
    assert isinstance(found, ImportWizard)
    return found


def step_of(wizard: ImportWizard) -> ImportStep:
    """Where the user is."""
    return wizard.flow.step


def choose(stage: Stage, wizard: ImportWizard, *paths: Path) -> None:
    """Pick files through the dialog."""
    stage.messages.files.append(tuple(paths))
    wizard.files.zone.files_button.click()


def test_from_a_file_to_the_plan(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    assert not wizard.next.isEnabled()
    choose(stage, wizard, suppliers)
    assert wizard.next.isEnabled()
    wizard.next.click()
    assert step_of(wizard) is ImportStep.COLUMNS
    assert [row.choice.currentData() for row in wizard.columns.rows] == [
        Field.SUPPLIER_NO,
        Field.NAME,
        Field.CVR,
        Field.EMAIL,
    ]
    wizard.next.click()
    assert step_of(wizard) is ImportStep.CHECK
    assert wizard.next.text() == "Import the suppliers"
    assert stage.plan.session is not None
    assert stage.plan.session.overview().suppliers == 0
    wizard.next.click()
    assert step_of(wizard) is ImportStep.DONE
    assert stage.plan.session.overview().suppliers == 2
    assert wizard.done.isVisible()
    wizard.done.on.click()
    assert stage.window.host.guest is None
    assert stage.window.host.current_name == "start"
    assert stage.window.menus["undo"].text() == "&Undo: import of suppliers"


def test_the_check_shows_figures_and_problems(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    wizard.next.click()
    figures = {outcome.value: figure.value.text() for outcome, figure in wizard.check.figures.items()}
    assert figures == {"new": "2", "changed": "0", "same": "0", "gone": "0"}
    group = next(group for group in wizard.check.groups if "e-mail" in group.accessibleName())
    assert group.places.isHidden()
    group.opener.click()
    assert not group.places.isHidden()
    group.opener.click()
    assert group.places.isHidden()


def test_back_goes_back(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    wizard.next.click()
    wizard.back.click()
    assert step_of(wizard) is ImportStep.COLUMNS
    wizard.back.click()
    assert step_of(wizard) is ImportStep.FILES
    assert not wizard.back.isEnabled()
    assert len(wizard.files.rows) == 1


def test_leaving_changes_nothing(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    wizard.next.click()
    wizard.cancel.click()
    assert stage.window.host.guest is None
    assert stage.plan.session is not None
    assert stage.plan.session.overview().suppliers == 0
    assert len(stage.plan.session.history()) == 1


def test_escape_leaves(stage: Stage, wizard: ImportWizard, qtbot: QtBot) -> None:
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert stage.window.host.guest is None


def test_a_column_can_be_given_another_use(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    row = wizard.columns.rows[3]
    place = row.choice.findData(None)
    row.choice.setCurrentIndex(place)
    row.choice.activated.emit(place)
    assert wizard.columns.rows[3] is row
    assert row.choice.currentData() is None
    place = row.choice.findData(Field.CONTACT)
    row.choice.setCurrentIndex(place)
    row.choice.activated.emit(place)
    assert row.pill.text() == "Chosen by you"
    wizard.next.click()
    wizard.next.click()
    assert stage.plan.session is not None
    facts = stage.plan.session.assessments()[1].supplier.facts
    assert (facts.email, facts.contact) == ("", "ikke-en-adresse")


def test_letters_can_be_read_in_another_way(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    columns = wizard.columns
    assert columns.encoding.currentData() == "cp1252"
    place = columns.encoding.findData("cp850")
    columns.encoding.setCurrentIndex(place)
    columns.encoding.activated.emit(place)
    assert columns.model.index(0, 1).data() != "Tandlægerne Prøve"
    place = columns.encoding.findData("cp1252")
    columns.encoding.setCurrentIndex(place)
    columns.encoding.activated.emit(place)
    assert columns.model.index(0, 1).data() == "Tandlægerne Prøve"


def test_a_header_row_that_is_none_is_told_and_taken_back(
    stage: Stage, wizard: ImportWizard, suppliers: Path
) -> None:
    choose(stage, wizard, suppliers)
    wizard.next.click()
    choice = wizard.columns.header_row
    choice.setCurrentIndex(choice.findData(30))
    choice.activated.emit(choice.currentIndex())
    assert isinstance(stage.messages.errors[0], FileTrouble)
    assert choice.currentData() == 1
    assert wizard.next.isEnabled()


def test_a_list_can_be_taken_for_invoices(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    kind = wizard.files.rows[0].kind
    assert kind is not None
    kind.activated.emit(1)
    assert wizard.flow.items[0].kind is SourceKind.INVOICES


def test_files_can_be_left_out(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    wizard.files.rows[0].wanted.setChecked(False)
    assert not wizard.next.isEnabled()
    wizard.files.rows[0].wanted.setChecked(True)
    assert wizard.next.isEnabled()
    wizard.files.rows[0].removed.emit()
    assert wizard.files.rows == []
    assert not wizard.next.isEnabled()


def test_a_file_with_trouble_says_so_in_its_own_line(
    stage: Stage, wizard: ImportWizard, tmp_path: Path
) -> None:
    choose(stage, wizard, tmp_path / "væk.csv")
    assert not wizard.next.isEnabled()
    assert not wizard.files.rows[0].wanted.isEnabled()
    assert stage.messages.said == []


def test_a_stop_while_looking_leaves_the_wizard_as_it_was(
    stage: Stage, wizard: ImportWizard, suppliers: Path
) -> None:
    stage.tasks.cancel_after = 1
    choose(stage, wizard, suppliers)
    assert wizard.flow.items == ()
    stage.tasks.cancel_after = None
    stage.tasks.reports.clear()
    choose(stage, wizard, suppliers)
    assert len(wizard.flow.items) == 1


def test_a_folder_can_be_chosen(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    stage.messages.files.append(tmp_path)
    wizard.files.zone.folder_button.click()
    assert [item.kind for item in wizard.flow.items] == [SourceKind.INVOICES]
    assert not wizard.flow.items[0].is_table


def test_more_files_can_follow(stage: Stage, wizard: ImportWizard, suppliers: Path) -> None:
    choose(stage, wizard, suppliers)
    for _step in range(3):
        wizard.next.click()
    wizard.done.more.click()
    assert step_of(wizard) is ImportStep.FILES
    assert wizard.flow.items == ()
    choose(stage, wizard, suppliers)
    wizard.next.click()
    wizard.next.click()
    assert wizard.check.figures[next(iter(wizard.check.figures))].value.text() == "0"


def test_encodings_have_names_and_every_offered_one_exists() -> None:
    import codecs

    for codec in OFFERED:
        assert codecs.lookup(codec)
        assert encoding_name(codec)
    assert same_encoding("utf-8", "utf-8-sig")
    assert not same_encoding("cp850", "cp1252")
    assert encoding_name("koi8-r") == "koi8-r"


def test_every_field_can_be_chosen_for_some_kind_of_file() -> None:
    assert set(fields_for(SourceKind.SUPPLIERS)) | set(fields_for(SourceKind.INVOICES)) == set(Field)


def test_the_preview_is_a_proper_model(
    qtmodeltester: object, stage: Stage, wizard: ImportWizard, suppliers: Path
) -> None:
    choose(stage, wizard, suppliers)
    model = PreviewModel()
    qtmodeltester.check(model)  # type: ignore[attr-defined]  # pytest-qt's tester
    model.show_preview(wizard.flow.items[0].preview)
    qtmodeltester.check(model)  # type: ignore[attr-defined]  # pytest-qt's tester
    assert model.rowCount() == 2
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Navn"


# ------------------------------------------------------------------------- last time, questions, what changes


def go_on(wizard: ImportWizard, times: int) -> None:
    """Press the primary button."""
    for _time in range(times):
        wizard.next.click()


@pytest.fixture
def imported(stage: Stage, wizard: ImportWizard, suppliers: Path) -> Path:
    """A list that the plan has, with the fourth column used for the contact; the import is open again."""
    choose(stage, wizard, suppliers)
    wizard.next.click()
    row = wizard.columns.rows[3]
    row.choice.setCurrentIndex(row.choice.findData(Field.CONTACT))
    row.choice.activated.emit(row.choice.currentIndex())
    go_on(wizard, 2)
    wizard.done.more.click()
    return suppliers


def next_month(path: Path, text: str = SUPPLIERS) -> Path:
    """The same list a month later."""
    later = path.with_name("Kreditorer november 2026.csv")
    later.write_text(text, encoding="cp1252")
    return later


def test_next_months_file_goes_straight_to_what_changes(
    stage: Stage, wizard: ImportWizard, imported: Path
) -> None:
    choose(stage, wizard, next_month(imported, SUPPLIERS.replace("Fodklinik Prøve", "Fodklinik Prøve I/S")))
    (row,) = wizard.files.rows
    assert row.pill is not None
    assert row.pill.text() == "As last time"
    wizard.next.click()
    assert step_of(wizard) is ImportStep.CHECK
    changes = wizard.check.changes
    assert changes.isVisible()
    assert changes.views.current == "changed"
    (line,) = changes.model.rows
    assert (line.change.number, line.what, line.before, line.after) == (
        "0002",
        "Name",
        "Fodklinik Prøve",
        "Fodklinik Prøve I/S",
    )
    places = {column.key: place for place, column in enumerate(changes.model.columns)}
    assert all(changes.table.columnWidth(places[key]) > 0 for key in ("what", "before", "after"))
    changes.views.buttons["same"].click()
    assert changes.table.isColumnHidden(places["before"])
    assert [one.change.number for one in changes.model.rows] == ["0001"]
    # Back leads to the columns, which say where they come from.
    wizard.back.click()
    assert step_of(wizard) is ImportStep.COLUMNS
    assert "Kreditorer.csv" in wizard.columns.last_time.text()
    assert {one.pill.text() for one in wizard.columns.rows} == {"As last time"}


def test_other_headings_are_marked(stage: Stage, wizard: ImportWizard, imported: Path) -> None:
    choose(stage, wizard, next_month(imported, SUPPLIERS.replace("CVR-nr", "Virksomhed")))
    pill = wizard.files.rows[0].pill
    assert pill is not None
    assert pill.text() == "Other headings"
    wizard.next.click()
    assert step_of(wizard) is ImportStep.COLUMNS
    told = wizard.columns.last_time.text()
    assert "Gone: “CVR-nr”" in told
    assert "New: “Virksomhed”" in told
    pills = [one.pill.text() for one in wizard.columns.rows]
    assert pills == ["As last time", "As last time", "New column", "As last time"]


def test_a_column_with_two_meanings_is_asked_about_once(
    stage: Stage, wizard: ImportWizard, tmp_path: Path
) -> None:
    path = tmp_path / "Liste 10.csv"
    path.write_text("Kreditornr;Navn;Beløb\n1;Firma Et;1.450\n2;Firma To;2.300\n", encoding="cp1252")
    choose(stage, wizard, path)
    wizard.next.click()
    questions = wizard.columns.questions
    assert questions.isVisible()
    buttons = questions.choices[Field.AMOUNT]
    assert not any(button.isChecked() for button in buttons.values())
    assert "1.450 is" in buttons[","].text()
    buttons[","].click()
    assert wizard.flow.items[0].choices.decimal_mark == ","
    go_on(wizard, 2)
    assert stage.plan.session is not None
    assert stage.plan.session.assessments()[0].supplier.facts.amount_ore == 145_000
    wizard.done.more.click()
    path.rename(tmp_path / "Liste 11.csv")
    choose(stage, wizard, tmp_path / "Liste 11.csv")
    wizard.next.click()
    assert step_of(wizard) is ImportStep.CHECK
    wizard.back.click()
    assert questions.choices[Field.AMOUNT][","].isChecked()


def test_a_question_in_another_file_is_shown_before_the_check(
    stage: Stage, wizard: ImportWizard, suppliers: Path, tmp_path: Path
) -> None:
    path = tmp_path / "Fakturaer.csv"
    path.write_text("Fakturanr;Kreditornr;Navn;Beløb\nF1;1;A;1.450\nF2;1;A;2.300\n", encoding="cp1252")
    choose(stage, wizard, suppliers, path)
    wizard.next.click()
    assert not wizard.columns.questions.isVisible()
    wizard.next.click()
    assert step_of(wizard) is ImportStep.COLUMNS
    assert wizard.columns.table.currentText() == "Fakturaer.csv"
    assert wizard.columns.questions.isVisible()
    # It may be left open; then the amounts are left out and told.
    wizard.next.click()
    assert step_of(wizard) is ImportStep.CHECK


def test_decisions_that_stay_are_mentioned(stage: Stage, wizard: ImportWizard, imported: Path) -> None:
    assert stage.plan.session is not None
    key = stage.plan.session.assessments()[1].supplier.id
    stage.plan.session.run(Decide((key,), Subject.NOTE, "Ring først"))
    choose(stage, wizard, next_month(imported, SUPPLIERS.replace("Fodklinik Prøve", "Fodklinik Prøve I/S")))
    wizard.next.click()
    assert wizard.check.changes.stay.isVisible()
    assert wizard.check.changes.stay.text().startswith("You have decided something about 1")


def test_invoices_are_only_counted(stage: Stage, wizard: ImportWizard, tmp_path: Path) -> None:
    path = tmp_path / "Fakturaer.csv"
    path.write_text("Fakturanr;Kreditornr;Navn\nF1;1;Firma Et\nF2;1;Firma Et\n", encoding="cp1252")
    choose(stage, wizard, path)
    go_on(wizard, 2)
    assert step_of(wizard) is ImportStep.CHECK
    assert wizard.check.changes.isHidden()


# ---------------------------------------------------------------------------------------------------- paste

TABLE = "Kreditornr\tNavn\tEAN-nr\r\n0001\tFirma Et\t5790000000012\r\n"
EXCEL = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>'
    "<style>td{mso-number-format:General;}</style></head><body><table><tr><td>Kreditornr</td><td>Navn</td><td>EAN-nr</td></tr>"
    "<tr><td style='mso-number-format:\"\\@\"'>0001</td><td>Bæk &amp; S&oslash;n</td>"
    "<td style='mso-number-format:\"\\@\"'>5790000000012</td></tr></table></body></html>"
)


def copied(*, text: str = "", html: str = "", other: Mapping[str, bytes] = MappingProxyType({})) -> QMimeData:
    """What another program has put on the clipboard."""
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    for kind, content in other.items():
        data.setData(kind, content)
    return data


def test_a_table_is_pasted_in_the_first_step(stage: Stage, wizard: ImportWizard) -> None:
    for text in (TABLE, TABLE.replace("0001", "0002")):
        QGuiApplication.clipboard().setMimeData(copied(text=text))
        QTest.keySequence(wizard, QKeySequence(QKeySequence.StandardKey.Paste))
    assert [item.name for item in wizard.flow.items] == ["Clipboard", "Clipboard 2"]
    go_on(wizard, 3)
    assert stage.plan.session is not None
    assert [one.supplier.number for one in stage.plan.session.assessments()] == ["0001", "0002"]


def test_what_excel_copies_keeps_every_digit(stage: Stage, wizard: ImportWizard) -> None:
    QGuiApplication.clipboard().setMimeData(copied(text="A\tB\r\n1\t5,79E+12\r\n", html=EXCEL))
    wizard.paste()
    go_on(wizard, 3)
    assert stage.plan.session is not None
    (one,) = stage.plan.session.assessments()
    assert (one.supplier.number, one.supplier.name, one.supplier.facts.ean) == (
        "0001",
        "Bæk & Søn",
        "5790000000012",
    )


def test_pasting_on_a_page_opens_the_import(stage: Stage) -> None:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    QGuiApplication.clipboard().setMimeData(copied(text=TABLE))
    stage.window.menus["paste"].trigger()
    guest = stage.window.host.guest
    assert isinstance(guest, ImportWizard)
    assert [item.name for item in guest.flow.items] == ["Clipboard"]


def test_what_is_no_table_is_told_and_nothing_opens(stage: Stage) -> None:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    QGuiApplication.clipboard().setMimeData(copied(text="Fodklinik"))
    stage.window.menus["paste"].trigger()
    assert stage.window.host.guest is None
    kind, text = stage.messages.said[-1]
    assert (kind, "no table on the clipboard" in text) == ("info", True)


def test_only_text_and_html_are_looked_at(tmp_path: Path) -> None:
    (only,) = pasted(copied(text=TABLE, html=EXCEL))
    assert isinstance(only, Pasted)
    assert (only.text, only.html) == (TABLE, EXCEL)
    other = {"application/x-qt-image": b"x\ty\n", "application/x-qabstractitemmodeldatalist": b"x\ty\n"}
    assert pasted(copied(other=other)) == ()
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "liste.csv"))])
    assert pasted(files) == (tmp_path / "liste.csv",)
