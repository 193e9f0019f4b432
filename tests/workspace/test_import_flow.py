"""Does the import go its way: files recognised, columns overruled, nothing changed before a yes?"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from desktop.domain.errors import FileTrouble, MappingTrouble
from desktop.domain.imports import Field, Outcome, SourceKind, TableChoices
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.progress import Cancelled
from desktop.workspace.import_flow import ImportFlow, ImportStep, grouped, with_column
from desktop.workspace.session import Session
from tests.building import OLD_EAN, new_session

SUPPLIERS = (
    "Kreditornr;Navn;CVR-nr;Postnr;By\n"
    "0001;Tandlægerne Prøve;10000009;9990;Prøveby\n"
    "0002;Fodklinik Prøve;10000017;9990;Prøveby\n"
    "0003;Kontor Prøve A/S;10000025;9990;Prøveby\n"
)
INVOICES = (
    "Fakturanr;Fakturadato;Kreditornr;Navn;EAN-nr;Beløb\n"
    f"F1;03-09-2026;0001;Tandlægerne Prøve;{OLD_EAN};450,00\n"
    f"F2;04-09-2026;0002;Fodklinik Prøve;{OLD_EAN};300,00\n"
    f"F3;05-10-2026;0001;Tandlægerne Prøve;{OLD_EAN};450,00\n"
)


@pytest.fixture
def session() -> Session:
    return new_session()


@pytest.fixture
def flow(session: Session) -> ImportFlow:
    return ImportFlow(session)


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    return written(tmp_path / "Kreditorer.csv", SUPPLIERS)


@pytest.fixture
def invoices(tmp_path: Path) -> Path:
    return written(tmp_path / "Fakturaer.csv", INVOICES)


def written(path: Path, text: str, encoding: str = "cp1252") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def step_of(flow: ImportFlow) -> ImportStep:
    """Where the user is."""
    return flow.step


def run(session: Session, flow: ImportFlow) -> None:
    """Say yes to what is checked."""
    session.run(flow.operation())
    flow.taken_in()


def test_files_are_recognised(flow: ImportFlow, suppliers: Path, invoices: Path, tmp_path: Path) -> None:
    archive = tmp_path / "e-fakturaer.zip"
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("readme.txt", "ingen fakturaer")
    found = flow.look([suppliers, invoices, archive, tmp_path])
    assert [item.kind for item in found] == [
        SourceKind.SUPPLIERS,
        SourceKind.INVOICES,
        SourceKind.INVOICES,
        SourceKind.INVOICES,
    ]
    assert [item.is_table for item in found] == [True, True, False, False]
    assert all(item.is_used for item in found)
    # Looking takes nothing: the flow has what it is handed.
    assert flow.items == ()
    flow.add(found)
    assert flow.items == found


def test_a_file_that_cannot_be_read_is_listed_with_its_trouble(flow: ImportFlow, tmp_path: Path) -> None:
    flow.add(flow.look([tmp_path / "væk.csv", written(tmp_path / "tom.csv", "")]))
    assert all(isinstance(item.trouble, FileTrouble) for item in flow.items)
    assert not flow.can_go_on
    assert flow.tables == ()
    assert flow.waiting == ()


def test_trouble_with_one_file_does_not_stop_the_others(
    flow: ImportFlow, suppliers: Path, tmp_path: Path
) -> None:
    flow.add(flow.look([tmp_path / "væk.csv", suppliers]))
    assert flow.tables == (1,)
    assert flow.can_go_on


def test_a_file_chosen_again_takes_its_own_place(flow: ImportFlow, suppliers: Path) -> None:
    for _time in range(2):
        flow.add(flow.look([suppliers]))
    assert len(flow.items) == 1


def test_a_file_can_be_left_out(flow: ImportFlow, suppliers: Path, invoices: Path) -> None:
    flow.add(flow.look([suppliers, invoices]))
    flow.set_wanted(0, False)
    assert flow.waiting == (SourceKind.INVOICES,)
    flow.remove(1)
    assert [item.path for item in flow.items] == [suppliers]
    assert not flow.can_go_on


def test_of_several_sheets_the_first_that_is_seen_is_taken(flow: ImportFlow, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book["Sheet"])
    for title, state in (("Skjult", "hidden"), ("Kreditorer", "visible"), ("Gamle", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        for line in SUPPLIERS.splitlines():
            sheet.append(line.split(";"))
    book.save(tmp_path / "bog.xlsx")
    flow.add(flow.look([tmp_path / "bog.xlsx"]))
    wanted = [item.preview.sheet for item in flow.items if item.is_used and item.preview]
    assert wanted == ["Kreditorer"]
    assert len(flow.items) == 3


def test_a_table_can_be_taken_for_the_other_kind(flow: ImportFlow, suppliers: Path, tmp_path: Path) -> None:
    flow.add(flow.look([suppliers, tmp_path]))
    flow.set_kind(0, SourceKind.INVOICES)
    flow.set_kind(1, SourceKind.SUPPLIERS)
    # A folder of e-invoices stays one.
    assert [item.kind for item in flow.items] == [SourceKind.INVOICES, SourceKind.INVOICES]


def test_nothing_is_changed_before_the_user_says_so(
    flow: ImportFlow, session: Session, suppliers: Path
) -> None:
    flow.add(flow.look([suppliers]))
    assert not flow.reads_next()
    flow.go_to_columns()
    assert flow.reads_next()
    flow.take(flow.read())
    assert step_of(flow) is ImportStep.CHECK
    assert flow.checked is not None
    assert flow.checked.summary.counts == {"Kreditorer.csv": {Outcome.NEW: 3}}
    assert session.overview().suppliers == 0
    assert len(session.history()) == 1
    run(session, flow)
    assert step_of(flow) is ImportStep.DONE
    assert session.overview().suppliers == 3
    assert not flow.can_go_on


def test_suppliers_come_before_their_invoices(
    flow: ImportFlow, session: Session, suppliers: Path, invoices: Path
) -> None:
    flow.add(flow.look([invoices, suppliers]))
    assert flow.waiting == (SourceKind.SUPPLIERS, SourceKind.INVOICES)
    flow.go_to_columns()
    flow.take(flow.read())
    run(session, flow)
    assert step_of(flow) is ImportStep.CHECK
    assert flow.checked is None
    assert not flow.can_go_back
    flow.take(flow.read())
    assert flow.checked is not None
    assert flow.checked.kind is SourceKind.INVOICES
    run(session, flow)
    assert step_of(flow) is ImportStep.DONE
    assert [checked.kind for checked in flow.done] == [SourceKind.SUPPLIERS, SourceKind.INVOICES]
    overview = session.overview()
    assert (overview.suppliers, overview.invoices, overview.active) == (3, 3, 2)
    session.undo()
    session.undo()
    assert session.overview().suppliers == 0


def test_several_files_of_a_kind_are_one_import(
    flow: ImportFlow, session: Session, suppliers: Path, tmp_path: Path
) -> None:
    more = written(tmp_path / "Flere.csv", "Kreditornr;Navn\n0004;Optik Prøve\n")
    flow.add(flow.look([suppliers, more]))
    flow.take(flow.read())
    run(session, flow)
    assert session.overview().suppliers == 4
    assert len(session.history()) == 2
    assert [report.file for report in flow.done[0].summary.reports] == ["Kreditorer.csv", "Flere.csv"]


def test_e_invoices_need_no_look_at_columns(flow: ImportFlow, tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    flow.add(flow.look([tmp_path / "mappe"]))
    assert flow.reads_next()
    flow.take(flow.read())
    flow.back()
    assert step_of(flow) is ImportStep.FILES


def test_a_column_can_be_overruled_and_the_wrong_one_given_up(
    flow: ImportFlow, session: Session, tmp_path: Path
) -> None:
    path = written(tmp_path / "liste.csv", "Kreditornr;Navn;Kaldenavn\n1;Firma Et ApS;Tandlæge Et\n")
    flow.add(flow.look([path]))
    item = flow.items[0]
    fresh = flow.look_again(item, with_column(item, index=2, field=Field.NAME))
    assert flow.items[0] is item
    flow.replace(0, fresh)
    assert fresh.preview is not None
    assert [column.field for column in fresh.preview.columns] == [Field.SUPPLIER_NO, None, Field.NAME]
    flow.take(flow.read())
    run(session, flow)
    assert session.assessments()[0].supplier.name == "Tandlæge Et"


def test_a_column_can_be_left_unused_and_stays_so(
    flow: ImportFlow, session: Session, suppliers: Path
) -> None:
    flow.add(flow.look([suppliers]))
    item = flow.items[0]
    fresh = flow.look_again(item, with_column(item, index=2, field=None))
    assert fresh.preview is not None
    assert Field.CVR not in {column.field for column in fresh.preview.columns}
    flow.replace(0, fresh)
    flow.take(flow.read())
    run(session, flow)
    assert {one.supplier.cvr for one in session.assessments()} == {""}


def test_one_of_two_texts_can_be_left_unused(flow: ImportFlow, tmp_path: Path) -> None:
    text = "Kreditornr;Navn;Fakturanr;Fakturatekst;Linjetekst\n1;Firma Et ApS;F-1;Marts;Sko\n"
    flow.add(flow.look([written(tmp_path / "udtræk.csv", text)]))
    item = flow.items[0]
    for unused, left in ((3, 4), (4, 3)):
        fresh = flow.look_again(item, with_column(item, index=unused, field=None))
        assert fresh.preview is not None
        used = {column.index: column.field for column in fresh.preview.columns}
        assert used[unused] is None
        assert used[left] in (Field.TEXT, Field.TEXT_2)


def test_headings_and_letters_can_be_pointed_out(flow: ImportFlow, tmp_path: Path) -> None:
    path = written(tmp_path / "liste.csv", "Udtræk;;\nKreditornr;Navn;By\n1;Bæk & Søn;Århus\n")
    flow.add(flow.look([path]))
    fresh = flow.look_again(flow.items[0], TableChoices(header_row=2, encoding="cp850"))
    assert fresh.preview is not None
    assert fresh.preview.header_row == 2
    assert fresh.preview.encoding == "cp850"
    assert "Bæk" not in fresh.preview.rows[0][1]
    with pytest.raises(FileTrouble):
        flow.look_again(flow.items[0], TableChoices(header_row=900))


def test_a_table_without_names_or_numbers_says_what_is_missing(flow: ImportFlow, tmp_path: Path) -> None:
    path = written(tmp_path / "liste.csv", "Farve;Vægt\nrød;12\nblå;13\n")
    flow.add(flow.look([path]))
    assert flow.can_go_on
    with pytest.raises(MappingTrouble) as caught:
        flow.read()
    assert caught.value.missing == Field.NAME


def test_going_back_forgets_what_was_read(flow: ImportFlow, suppliers: Path) -> None:
    flow.add(flow.look([suppliers]))
    flow.go_to_columns()
    flow.take(flow.read())
    assert flow.can_go_back
    flow.back()
    assert step_of(flow) is ImportStep.COLUMNS
    assert flow.checked is None
    with pytest.raises(LookupError):
        flow.operation()
    flow.back()
    assert step_of(flow) is ImportStep.FILES
    flow.back()
    assert step_of(flow) is ImportStep.FILES


def test_a_stop_leaves_everything_as_it_was(flow: ImportFlow, session: Session, suppliers: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    flow.add(flow.look([suppliers]))
    before = flow.items
    for work in (lambda: flow.look([suppliers], stop), lambda: flow.read(stop)):
        with pytest.raises(Cancelled):
            work()
    assert flow.items == before
    assert flow.checked is None
    assert len(session.history()) == 1


def test_problems_are_grouped_the_gravest_first() -> None:
    def problem(kind: ProblemKind, severity: Severity) -> Problem:
        return Problem(kind, severity)

    note = problem(ProblemKind.FOOTER, Severity.NOTE)
    warning = problem(ProblemKind.EMAIL, Severity.WARNING)
    often = problem(ProblemKind.POSTAL_CODE, Severity.WARNING)
    error = problem(ProblemKind.BROKEN_ROW, Severity.ERROR)
    groups = grouped([note, note, warning, often, often, error])
    assert [(group.kind, len(group.problems)) for group in groups] == [
        (ProblemKind.BROKEN_ROW, 1),
        (ProblemKind.POSTAL_CODE, 2),
        (ProblemKind.EMAIL, 1),
        (ProblemKind.FOOTER, 2),
    ]
    assert grouped([]) == ()
