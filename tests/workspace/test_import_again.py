"""Does next month's file need no click, and does the plan say what it would change before it is changed?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import Subject
from desktop.domain.dates import DateOrder
from desktop.domain.imports import (
    Field,
    ImportSummary,
    Outcome,
    Pasted,
    SourceKind,
    SupplierChange,
    TableChoices,
)
from desktop.domain.problems import ProblemKind
from desktop.domain.progress import Cancelled
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierFacts
from desktop.workspace.import_flow import ImportFlow, ImportItem, with_column
from desktop.workspace.importing import summarise_suppliers
from desktop.workspace.operations import Decide, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import OLD_EAN, new_session, supplier_list

OCTOBER = (
    "Kreditornr;Navn;Kaldenavn;CVR-nr;Postnr\n"
    "0001;Firma Et ApS;Tandlæge Et;10000009;9990\n"
    "0002;Firma To ApS;Fodklinik To;10000017;9990\n"
    "0003;Firma Tre ApS;Optik Tre;10000025;9990\n"
)
NOVEMBER = (
    "Kreditornr;Navn;Kaldenavn;CVR-nr;Postnr\n"
    "0001;Firma Et ApS;Tandlæge Et;10000009;9990\n"
    "0002;Firma To ApS;Fodklinik To I/S;10000017;9991\n"
    "0004;Firma Fire ApS;Læge Fire;10000033;9990\n"
)


@pytest.fixture
def session() -> Session:
    return new_session()


def written(path: Path, text: str, encoding: str = "cp1252") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def import_(session: Session, *sources: Path | Pasted, change: Callable[[ImportItem], TableChoices]) -> None:
    """Import files after a person's change to the first of their tables."""
    flow = ImportFlow(session)
    flow.add(flow.look(sources))
    flow.replace(0, flow.look_again(flow.items[0], change(flow.items[0])))
    take_all(session, flow)


def take_all(session: Session, flow: ImportFlow) -> ImportSummary:
    """Say yes to everything; what the last of it did."""
    while flow.waiting:
        flow.take(flow.read())
        session.run(flow.operation())
        flow.taken_in()
    return flow.done[-1].summary


def as_it_is(item: ImportItem) -> TableChoices:
    """Nothing overruled."""
    return item.choices


def by_call_name(item: ImportItem) -> TableChoices:
    """The third column for the name."""
    return with_column(item, index=2, field=Field.NAME)


# ------------------------------------------------------------------------------------------------ profiles


def test_next_months_file_needs_no_click(session: Session, tmp_path: Path) -> None:
    import_(session, written(tmp_path / "Liste oktober.csv", OCTOBER), change=by_call_name)
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste november 2026.csv", NOVEMBER)]))
    (item,) = flow.items
    assert item.is_as_last_time
    assert item.remembered is not None
    assert item.remembered.profile.file == "Liste oktober.csv"
    # From the files straight to what changes; and back leads to the columns.
    assert flow.reads_next()
    summary = take_all(session, flow)
    assert summary.counts["Liste november 2026.csv"] == {
        Outcome.SAME: 1,
        Outcome.CHANGED: 1,
        Outcome.NEW: 1,
        Outcome.GONE: 1,
    }
    assert [one.supplier.name for one in session.assessments()][1] == "Fodklinik To I/S"


def test_what_was_left_unused_stays_unused(session: Session, tmp_path: Path) -> None:
    def no_cvr(item: ImportItem) -> TableChoices:
        return with_column(item, index=3, field=None)

    import_(session, written(tmp_path / "Liste 10.csv", OCTOBER), change=no_cvr)
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste 11.csv", NOVEMBER)]))
    preview = flow.items[0].preview
    assert preview is not None
    assert Field.CVR not in {column.field for column in preview.columns}


def test_other_headings_are_proposed_and_shown_first(session: Session, tmp_path: Path) -> None:
    import_(session, written(tmp_path / "Liste 10.csv", OCTOBER), change=by_call_name)
    other = OCTOBER.replace("Postnr", "Postnummer").replace("Kreditornr;", "Leverandør nr.;")
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste 11.csv", other)]))
    (item,) = flow.items
    assert item.remembered is not None
    assert not item.is_as_last_time
    assert not flow.reads_next()
    assert item.remembered.fresh == (0, 4)
    assert [one.heading for one in item.remembered.missing] == ["Kreditornr", "Postnr"]
    assert item.preview is not None
    # What still fits is kept, the rest is looked for as in a new file.
    assert [column.field for column in item.preview.columns] == [
        Field.SUPPLIER_NO,
        None,
        Field.NAME,
        Field.CVR,
        Field.POSTAL_CODE,
    ]


def test_letters_and_headings_that_were_pointed_out_are_remembered(session: Session, tmp_path: Path) -> None:
    text = "Navn;Navn\nKreditornr;Navn\n1;Bæk & Søn\n"

    def pointed_out(_item: ImportItem) -> TableChoices:
        return TableChoices(header_row=2, encoding="cp850")

    import_(session, written(tmp_path / "Liste 10.csv", text, "cp850"), change=pointed_out)
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste 11.csv", text, "cp850")]))
    (item,) = flow.items
    assert item.is_as_last_time
    assert (item.choices.encoding, item.choices.header_row) == ("cp850", 2)
    take_all(session, flow)
    assert [one.supplier.name for one in session.assessments()] == ["Bæk & Søn"]
    # Where they do not lead to last time's headings, the file is looked at as a new one.
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste 12.csv", OCTOBER)]))
    assert (flow.items[0].choices.encoding, flow.items[0].choices.header_row) == ("", 0)
    assert flow.items[0].preview is not None
    assert flow.items[0].preview.header_row == 1


def test_the_memory_is_undone_with_the_import(session: Session, tmp_path: Path) -> None:
    import_(session, written(tmp_path / "Liste 10.csv", OCTOBER), change=by_call_name)
    assert len(session.profiles()) == 1
    session.undo()
    assert session.profiles() == ()
    session.redo()
    assert len(session.profiles()) == 1


def test_a_source_has_one_memory_that_grows_newer(session: Session, tmp_path: Path) -> None:
    for month in (10, 11, 12):
        import_(session, written(tmp_path / f"Liste {month}.csv", OCTOBER), change=as_it_is)
    (profile,) = session.profiles()
    assert profile.file == "Liste 12.csv"


def test_the_memory_is_kept_in_the_file(session: Session, tmp_path: Path) -> None:
    import_(session, written(tmp_path / "Liste 10.csv", OCTOBER), change=by_call_name)
    session.save_as(tmp_path / "plan.eanplan")
    again = Session.open(tmp_path / "plan.eanplan")
    assert again.profiles() == session.profiles()
    assert again.profiles()[0].columns[2].field is Field.NAME
    again.close()


def test_a_table_taken_for_the_other_kind_is_remembered_so(session: Session, tmp_path: Path) -> None:
    text = f"Kreditornr;Navn;Fakturanr;EAN-nr\n1;Firma Et;F1;{OLD_EAN}\n2;Firma To;F2;{OLD_EAN}\n"
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Udtræk 10.csv", text)]))
    assert flow.items[0].kind is SourceKind.INVOICES
    flow.set_kind(0, SourceKind.SUPPLIERS)
    take_all(session, flow)
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Udtræk 11.csv", text)]))
    assert flow.items[0].kind is SourceKind.SUPPLIERS
    assert flow.items[0].is_as_last_time
    # Taken for something else this time, it is not as last time.
    flow.set_kind(0, SourceKind.INVOICES)
    assert not flow.reads_next()


# ----------------------------------------------------------------------------------------------- questions


INVOICES = (
    "Fakturanr;Fakturadato;Kreditornr;Navn;EAN-nr;Beløb\n"
    f"F1;03/09/2026;1;Firma Et;{OLD_EAN};1.450\n"
    f"F2;04/09/2026;1;Firma Et;{OLD_EAN};2.300\n"
)


def test_what_can_be_read_in_two_ways_is_left_out_without_an_answer(session: Session, tmp_path: Path) -> None:
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Fakturaer 09.csv", INVOICES)]))
    (item,) = flow.items
    assert [(one.field, one.examples) for one in item.questions] == [
        (Field.AMOUNT, ("1.450", "2.300")),
        (Field.ISSUE_DATE, ("03/09/2026", "04/09/2026")),
    ]
    assert item.has_open_questions
    summary = take_all(session, flow)
    assert {(one.amount_ore, one.issue_date) for one in (row.facts for row in session.invoices())} == {
        (None, None)
    }
    kinds = {ProblemKind.AMOUNT_AMBIGUOUS, ProblemKind.DATE_AMBIGUOUS}
    assert {problem.kind for problem in summary.problems} >= kinds


def test_an_answer_is_asked_for_once(session: Session, tmp_path: Path) -> None:
    def answered(item: ImportItem) -> TableChoices:
        mapping = item.choices.mapping
        return TableChoices(mapping=mapping, decimal_mark=",", date_order=DateOrder.DMY)

    import_(session, written(tmp_path / "Fakturaer 09.csv", INVOICES), change=answered)
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Fakturaer 10.csv", INVOICES.replace("/09/", "/10/"))]))
    (item,) = flow.items
    assert item.questions
    assert not item.has_open_questions
    assert flow.reads_next()
    take_all(session, flow)
    facts = [one.facts for one in session.invoices()]
    assert {one.amount_ore for one in facts} == {145000, 230000}
    # Day first, as was answered.
    assert {one.issue_date.isoformat() for one in facts if one.issue_date} == {"2026-10-03", "2026-10-04"}


def test_suppliers_are_not_asked_for_dates(session: Session, tmp_path: Path) -> None:
    text = "Kreditornr;Navn;Fakturadato\n1;Firma Et;03/09/2026\n2;Firma To;04/09/2026\n"
    flow = ImportFlow(session)
    flow.add(flow.look([written(tmp_path / "Liste.csv", text)]))
    flow.set_kind(0, SourceKind.SUPPLIERS)
    assert flow.items[0].questions == ()


# ------------------------------------------------------------------------------------------------- sheets


def test_each_sheet_has_its_own_mapping(session: Session, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book["Sheet"])
    for title in ("Nord", "Syd"):
        sheet = book.create_sheet(title)
        for line in OCTOBER.replace("000", "1" if title == "Nord" else "2").splitlines():
            sheet.append(line.split(";"))
    book.save(tmp_path / "Bog 10.xlsx")
    flow = ImportFlow(session)
    flow.add(flow.look([tmp_path / "Bog 10.xlsx"]))
    assert [item.is_used for item in flow.items] == [True, False]
    flow.set_wanted(1, True)
    flow.replace(1, flow.look_again(flow.items[1], by_call_name(flow.items[1])))
    summary = take_all(session, flow)
    assert [(one.sheet, one.rows_kept) for one in summary.reports] == [("Nord", 3), ("Syd", 3)]
    names = {one.supplier.number: one.supplier.name for one in session.assessments()}
    assert (names["11"], names["21"]) == ("Firma Et ApS", "Tandlæge Et")
    # Next month both are taken, each as it was.
    flow = ImportFlow(session)
    (tmp_path / "Bog 10.xlsx").rename(tmp_path / "Bog 11.xlsx")
    flow.add(flow.look([tmp_path / "Bog 11.xlsx"]))
    assert [item.is_used and item.is_as_last_time for item in flow.items] == [True, True]
    told = [{column.field for column in item.preview.columns} for item in flow.items if item.preview]
    assert told[0] == told[1]
    assert take_all(session, flow).counts["Bog 11.xlsx"][Outcome.SAME] == 6


# ------------------------------------------------------------------------------------------- what changes


def changes_of(session: Session, *rows: SupplierFacts) -> dict[str, SupplierChange]:
    """What a list would change, by supplier number."""
    summary = summarise_suppliers(session, supplier_list(*rows))
    return {change.number: change for change in summary.changes}


def test_a_change_is_told_field_by_field(session: Session) -> None:
    one = SupplierFacts("1", "Firma Et", "10000009", postal_code="9990", amount_ore=10_000)
    two, three = SupplierFacts("2", "Firma To"), SupplierFacts("3", "Firma Tre")
    session.run(ImportSuppliers(supplier_list(one, two, three)))
    moved = SupplierFacts("1", "Firma Et I/S", "10000009", postal_code="9990", amount_ore=20_000)
    found = changes_of(session, moved, two, SupplierFacts("4", "Firma Fire", city="Prøveby"))
    assert {number: change.outcome for number, change in found.items()} == {
        "1": Outcome.CHANGED,
        "2": Outcome.SAME,
        "3": Outcome.GONE,
        "4": Outcome.NEW,
    }
    assert [(one.field, one.before, one.after) for one in found["1"].fields] == [
        (Field.NAME, "Firma Et", "Firma Et I/S"),
        (Field.AMOUNT, 10_000, 20_000),
    ]
    assert [(one.field, one.before, one.after) for one in found["4"].fields] == [
        (Field.SUPPLIER_NO, "", "4"),
        (Field.NAME, "", "Firma Fire"),
        (Field.CITY, "", "Prøveby"),
    ]
    assert found["2"].fields == found["3"].fields == ()


def test_decisions_are_mentioned_and_stay(session: Session) -> None:
    session.run(
        ImportSuppliers(supplier_list(SupplierFacts("1", "Firma Et"), SupplierFacts("2", "Firma To")))
    )
    key = session.assessments()[0].supplier.id
    session.run(Decide((key,), Subject.RELEVANCE, Relevance.KP.value))
    session.run(Decide((key,), Subject.NOTE, "Ring først"))
    reading = supplier_list(SupplierFacts("1", "Firma Et I/S"), SupplierFacts("2", "Firma To I/S"))
    summary = summarise_suppliers(session, reading)
    assert summary.decided == 1
    assert [change.decisions for change in summary.changes] == [2, 0]
    session.run(ImportSuppliers(reading))
    assert {(one.subject, one.value) for one in session.decisions(key)} == {
        (Subject.RELEVANCE, "kp"),
        (Subject.NOTE, "Ring først"),
    }
    assert session.assessments()[0].relevance.relevance is Relevance.KP


def test_so_many_are_shown_and_all_are_counted(session: Session) -> None:
    reading = supplier_list(*(SupplierFacts(str(number), f"Firma {number}") for number in range(1, 41)))
    summary = summarise_suppliers(session, reading, shown=10)
    assert len(summary.changes) == 10
    assert summary.counts["liste.csv"][Outcome.NEW] == 40
    assert len(summarise_suppliers(session, reading, shown=0).changes) == 40


texts = st.text("abcæøå 12", max_size=6).map(str.strip)
suppliers = st.builds(
    SupplierFacts,
    number=st.integers(1, 999).map(str),
    name=texts,
    cvr=st.sampled_from(("", "10000009", "10000017")),
    postal_code=texts,
    amount_ore=st.none() | st.integers(-(10**9), 10**9),
    declared_collective=st.none() | st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(suppliers, max_size=8, unique_by=lambda facts: facts.number))
def test_the_same_list_again_changes_nothing(rows: list[SupplierFacts]) -> None:
    session = new_session()
    reading = supplier_list(*rows)
    session.run(ImportSuppliers(reading))
    before = session.assessments()
    for one in before:
        session.run(Decide((one.supplier.id,), Subject.NOTE, "vores"))
    summary = summarise_suppliers(session, reading)
    assert {change.outcome for change in summary.changes} <= {Outcome.SAME}
    assert all(change.fields == () and change.decisions == 1 for change in summary.changes)
    session.run(ImportSuppliers(reading))
    assert [one.supplier for one in session.assessments()] == [one.supplier for one in before]
    assert all(session.decisions(one.supplier.id) for one in before)
    session.close()


# -------------------------------------------------------------------------------------------- stop, paste


class StopAfter:
    """A user who stops the work after so many reports."""

    def __init__(self, reports: int) -> None:
        self.left = reports

    def __call__(self, done: int, total: int) -> None:
        if not self.left:
            raise Cancelled
        self.left -= 1


def test_a_stopped_import_leaves_every_byte_of_the_plan(session: Session, home: Path, tmp_path: Path) -> None:
    import_(session, written(tmp_path / "Liste 10.csv", OCTOBER), change=as_it_is)

    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}

    flow = ImportFlow(session)
    before = contents()
    assert before
    for reports in range(3):
        stop = StopAfter(reports)
        with suppress(Cancelled):
            flow.add(flow.look([written(tmp_path / "Liste 11.csv", NOVEMBER)], stop))
            flow.take(flow.read(stop))
        assert contents() == before
    # Nor does one that is stopped while the plan is being written.
    flow.add(flow.look([tmp_path / "Liste 11.csv"]))
    flow.take(flow.read())
    for reports in range(3):
        with suppress(Cancelled):
            session.run(flow.operation(StopAfter(reports)))
            pytest.fail("the stop was not heard")
        assert contents() == before
    assert len(session.history()) == 2
    # Even a finished check changes nothing until it is taken.
    flow.add(flow.look([tmp_path / "Liste 11.csv"]))
    flow.take(flow.read())
    assert contents() == before


PASTED = "Kreditornr\tNavn\tEAN-nr\r\n0001\tFirma Et\t5790000000012\r\n0002\tFirma To\t5790000000029\r\n"


def test_what_was_copied_is_imported_like_a_file(session: Session, home: Path) -> None:
    flow = ImportFlow(session)
    flow.add(flow.look([Pasted("Udklipsholder", PASTED)]))
    (item,) = flow.items
    assert item.name == "Udklipsholder"
    assert item.preview is not None
    assert item.preview.encoding == ""
    take_all(session, flow)
    assert [one.supplier.facts.ean for one in session.assessments()] == ["5790000000012", "5790000000029"]
    assert session.sources()[0].file == "Udklipsholder"
    # The next one is read as this one was.
    flow = ImportFlow(session)
    flow.add(flow.look([Pasted("Udklipsholder", PASTED)]))
    assert flow.items[0].is_as_last_time
    assert take_all(session, flow).counts["Udklipsholder"][Outcome.SAME] == 2


def test_citizens_on_the_clipboard_reach_no_disk(session: Session, home: Path) -> None:
    text = PASTED.replace("Firma To", "Firma To 010160-5003")
    flow = ImportFlow(session)
    flow.add(flow.look([Pasted("Udklipsholder", text)]))
    summary = take_all(session, flow)
    assert ProblemKind.CPR_REMOVED in {problem.kind for problem in summary.problems}
    assert "5003" not in session.assessments()[1].supplier.name
    for path in home.rglob("*"):
        assert path.is_dir() or b"160-5003" not in path.read_bytes()


def test_an_empty_clipboard_is_trouble_of_its_own(session: Session) -> None:
    flow = ImportFlow(session)
    flow.add(flow.look([Pasted("Udklipsholder", " \n")]))
    assert flow.items[0].trouble is not None
    assert not flow.can_go_on
