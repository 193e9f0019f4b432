"""Do two copies of a plan become one, undoable, with everything that a plan holds?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.domain.imports import Field
from desktop.domain.merging import Choices, Side, Taken
from desktop.domain.merging_keys import rules
from desktop.domain.plan import OperationName
from desktop.domain.suppliers import SupplierId
from desktop.storage.whole_plan import columns
from desktop.texts import history
from desktop.workspace import merging
from desktop.workspace.keeping import Opening
from desktop.workspace.operations import CorrectValue, Decide, ImportInvoices, MergeSuppliers
from desktop.workspace.operations.tasks import AddTask, ChangeTask
from desktop.workspace.session import Session, Who
from tests.building import NOON, invoice, invoice_file
from tests.ui.plans import SUPPLIERS, small_plan

Everything = dict[str, dict[int, tuple[object, ...]]]


def everything(session: Session) -> Everything:
    with session.reading() as reader:
        return {name: dict(rows) for name, rows in reader.whole().tables().items()}


def decide(session: Session, value: str, *suppliers: int) -> None:
    session.run(Decide(tuple(map(SupplierId, suppliers)), Subject.RELEVANCE, value))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that two people take a copy of."""
    session = small_plan()
    decide(session, "kp", 1)
    session.save_as(path := tmp_path / "plan.eanplan")
    session.close()
    return path


def mine_of(plan: Path) -> Session:
    return Session.open(plan, who=Who("mkh", "PC-1"), clock=lambda: NOON)


def copy_of(plan: Path, name: str = "kopi.eanplan") -> tuple[Session, Path]:
    (path := plan.with_name(name)).write_bytes(plan.read_bytes())
    return Session.open(path, who=Who("pia", "PC-2"), clock=lambda: NOON), path


def saved(session: Session) -> None:
    session.save()
    session.close()


def test_every_table_has_its_rule() -> None:
    assert set(rules(columns())) == set(columns())


def test_what_both_did_to_different_things_is_in_the_merged_plan_and_undo_gives_mine_back(plan: Path) -> None:
    theirs, path = copy_of(plan)
    decide(theirs, "outside", 4)
    theirs.run(ChangeTask("ny-opgave", TaskState(status=TaskStatus.DONE, owner="Pia")))
    theirs.run(AddTask("Ring til apoteket", end=date(2027, 1, 4)))
    saved(theirs)
    mine = mine_of(plan)
    decide(mine, "kp", 5)
    mine.run(AddTask("Skriv til kontoret"))
    before = everything(mine)
    other = merging.open_copy(path)
    preview = merging.preview(mine, other)
    assert preview.conflicts == ()
    assert preview.common == 4
    assert preview.their_entries == 3
    assert preview.taken["decision"] == {Taken.ADDED: 1}
    assert everything(mine) == before
    changes, _ = merging.take_in(mine, other)
    assert changes.entry.operation is OperationName.MERGE_COPIES
    assert "kopi.eanplan" in history.entry(changes.entry)
    decided = {one.supplier_id: one.value for key in (1, 4, 5) for one in mine.decisions(SupplierId(key))}
    assert decided == {1: "kp", 4: "outside", 5: "kp"}
    with mine.reading() as reader:
        assert {task.title for task in reader.tasks()} == {"", "Ring til apoteket", "Skriv til kontoret"}
    assert merging.preview(mine, other).brings_nothing
    mine.undo()
    assert everything(mine) == before
    mine.redo()
    other.close()
    mine.save()
    mine.close()
    mine_of(plan).close()  # opens: every invariant holds


def test_a_conflict_is_shown_and_decided(plan: Path) -> None:
    theirs, path = copy_of(plan)
    decide(theirs, "outside", 1, 2)
    saved(theirs)
    mine = mine_of(plan)
    decide(mine, "unknown", 1)
    other = merging.open_copy(path)
    preview = merging.preview(mine, other)
    (told,) = preview.conflicts
    assert told.row.supplier == "Tandlægerne Østerbro ApS"
    assert told.conflict.columns == ("value", "reason")
    assert merging.preview(mine, other, Choices({told.conflict.id: Side.THEIRS})).conflicts
    merging.take_in(mine, other, Choices({told.conflict.id: Side.THEIRS}))
    assert [(one.value, one.by) for one in mine.decisions(SupplierId(1))] == [("outside", "pia")]
    assert [one.value for one in mine.decisions(SupplierId(2))] == ["outside"]
    other.close()
    mine.close()


def test_imports_corrections_and_merged_suppliers_come_along(plan: Path) -> None:
    theirs, path = copy_of(plan)
    row = invoice(SUPPLIERS[0], "NY-1")
    theirs.run(ImportInvoices(invoice_file([row], "nye.xlsx")))
    theirs.run(CorrectValue(SupplierId(2), Field.EMAIL, "ny@klinik.example"))
    theirs.run(MergeSuppliers(SupplierId(1), SupplierId(8)))
    saved(theirs)
    mine = mine_of(plan)
    decide(mine, "outside", 4)
    other = merging.open_copy(path)
    assert merging.preview(mine, other).conflicts == ()
    merging.take_in(mine, other)
    told = {one.supplier.name: one for one in mine.assessments()}
    assert "Sovende Tandklinik" not in told
    assert told["Fodklinikken v/ Lis Bæk"].supplier.facts.email == "ny@klinik.example"
    assert "NY-1" in {one.facts.invoice_no for one in mine.invoices(SupplierId(1))}
    assert [one.file for one in mine.sources()][-1] == "nye.xlsx"
    other.close()
    mine.close()


def test_a_supplier_put_together_here_and_decided_on_there_is_a_conflict(plan: Path) -> None:
    theirs, path = copy_of(plan)
    decide(theirs, "kp", 8)
    saved(theirs)
    mine = mine_of(plan)
    mine.run(MergeSuppliers(SupplierId(1), SupplierId(8)))
    other = merging.open_copy(path)
    (told,) = merging.preview(mine, other).conflicts
    assert told.conflict.table == "supplier"
    assert told.row.supplier == "Sovende Tandklinik"
    merging.take_in(mine, other, Choices(prefer=Side.THEIRS))
    assert mine.assessment(SupplierId(8)) is not None
    assert [one.value for one in mine.decisions(SupplierId(8))] == ["kp"]
    other.close()
    mine.close()


def test_a_value_both_put_right_is_asked_about_once_and_follows_the_correction(plan: Path) -> None:
    theirs, path = copy_of(plan)
    theirs.run(CorrectValue(SupplierId(3), Field.EMAIL, "deres@apotek.example"))
    saved(theirs)
    mine = mine_of(plan)
    mine.run(CorrectValue(SupplierId(3), Field.EMAIL, "vores@apotek.example"))
    other = merging.open_copy(path)
    (told,) = merging.preview(mine, other).conflicts
    assert told.conflict.table == "correction"
    merging.take_in(mine, other, Choices({told.conflict.id: Side.THEIRS}))
    found = mine.assessment(SupplierId(3))
    assert found is not None
    assert found.supplier.facts.email == "deres@apotek.example"
    other.close()
    mine.close()


def test_two_plans_without_a_common_past_are_matched_by_number(tmp_path: Path, plan: Path) -> None:
    one = small_plan(clock=lambda: NOON)  # another clock: another past
    decide(one, "outside", 4)
    one.save_as(path := tmp_path / "anden.eanplan")
    one.close()
    mine = mine_of(plan)
    with mine.reading() as reader:
        count = len(reader.suppliers())
    other = merging.open_copy(path)
    assert merging.preview(mine, other).common == 0
    merging.take_in(mine, other)
    with mine.reading() as reader:
        assert len(reader.suppliers()) == count
    assert [found.value for found in mine.decisions(SupplierId(4))] == ["outside"]
    other.close()
    mine.close()


def test_an_entry_that_only_one_copy_has_undone_is_not_common(plan: Path) -> None:
    theirs, path = copy_of(plan)
    theirs.undo()
    saved(theirs)
    mine = mine_of(plan)
    other = merging.open_copy(path)
    preview = merging.preview(mine, other)
    assert preview.common == 3
    merging.take_in(mine, other)
    assert [one.value for one in mine.decisions(SupplierId(1))] == ["kp"]
    other.close()
    mine.close()


def test_a_plan_that_changed_on_disk_is_merged_and_saved(plan: Path) -> None:
    mine = mine_of(plan)
    decide(mine, "kp", 5)
    theirs, path = copy_of(plan)
    decide(theirs, "outside", 4)
    saved(theirs)
    plan.write_bytes(path.read_bytes())
    with pytest.raises(PlanTrouble) as caught:
        mine.save()
    assert caught.value.fault is PlanFault.CHANGED_ON_DISK
    other = merging.open_copy(plan)
    merging.take_in(mine, other)
    other.close()
    mine.save()
    mine.close()
    again = Session.open(plan, opening=Opening.READ)
    assert [one.value for key in (4, 5) for one in again.decisions(SupplierId(key))] == ["outside", "kp"]
    again.close()
