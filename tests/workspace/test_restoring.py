"""Is a supplier put back to how it was, one thing or all, and can that be undone?"""

from __future__ import annotations

from desktop.domain.assessment import Subject
from desktop.domain.imports import Field
from desktop.domain.plan import OperationName
from desktop.domain.suppliers import SupplierId
from desktop.texts import history
from desktop.workspace.operations import CorrectValue, Decide, ImportSuppliers, MergeSuppliers
from desktop.workspace.operations.restoring import RestoreSupplier
from desktop.workspace.restoring import what_can_be_restored
from desktop.workspace.session import Session
from tests.building import supplier_list
from tests.ui.plans import small_plan, supplier

ONE = SupplierId(1)


def changed_plan() -> Session:
    """Entries 4 to 7: decided, corrected, decided again, moved by a new list."""
    session = small_plan()
    session.run(Decide((ONE,), Subject.RELEVANCE, "kp", "ydelse"))
    session.run(CorrectValue(ONE, Field.EMAIL, "ny@tand.example"))
    session.run(Decide((ONE,), Subject.RELEVANCE, "outside"))
    row = supplier("10001", "Tandlægerne Østerbro ApS", trade_code="862300", cvr="31442871", city="Vejle")
    session.run(ImportSuppliers(supplier_list(row)))
    return session


def city(session: Session) -> str:
    found = session.assessment(ONE)
    assert found is not None
    return found.supplier.facts.city


def relevance(session: Session) -> list[str]:
    return [one.value for one in session.decisions(ONE)]


def test_everything_that_differs_is_told_with_the_entries_that_changed_it() -> None:
    session = changed_plan()
    found = {one.key: one for one in what_can_be_restored(session, ONE, 6, before=True)}
    assert set(found) == {"supplier/city", "decision/relevance"}
    assert found["supplier/city"].row.before == {"city": "Vejle"}
    assert found["supplier/city"].row.after == {"city": "Testby"}
    assert found["supplier/city"].changed == (7,)
    assert found["decision/relevance"].changed == (6,)
    assert {one.key for one in what_can_be_restored(session, ONE, 6, before=False)} == {"supplier/city"}
    assert what_can_be_restored(session, ONE, 7, before=False) == ()
    session.close()


def test_one_thing_is_put_back_and_undone() -> None:
    session = changed_plan()
    changes = session.run(RestoreSupplier(ONE, 6, keys=frozenset({"decision/relevance"})))
    assert changes.entry.operation is OperationName.RESTORE_SUPPLIER
    assert "6" in history.entry(changes.entry)
    assert relevance(session) == ["kp"]
    assert city(session) == "Vejle"
    session.undo()
    assert relevance(session) == ["outside"]
    session.close()


def test_all_is_put_back_to_before_the_first_decision() -> None:
    session = changed_plan()
    session.run(RestoreSupplier(ONE, 4))
    assert relevance(session) == []
    assert city(session) == "Testby"
    found = session.assessment(ONE)
    assert found is not None
    assert found.supplier.facts.email == "post@eksempel.example"
    with session.reading() as reader:
        assert reader.corrections() == ()
    assert what_can_be_restored(session, ONE, 4, before=True) == ()
    session.undo()
    assert (relevance(session), city(session)) == (["outside"], "Vejle")
    session.close()


def test_a_decision_that_was_taken_back_comes_again() -> None:
    session = changed_plan()
    session.run(Decide((ONE,), Subject.RELEVANCE, ""))
    session.run(RestoreSupplier(ONE, 8))
    assert relevance(session) == ["outside"]
    session.close()


def test_a_supplier_that_is_gone_or_was_not_there_cannot_be_put_back() -> None:
    session = changed_plan()
    assert what_can_be_restored(session, ONE, 2, before=True) == ()
    session.run(MergeSuppliers(SupplierId(2), ONE))
    assert what_can_be_restored(session, ONE, 4, before=True) == ()
    session.close()


def test_what_was_undone_does_not_count() -> None:
    session = changed_plan()
    session.undo()
    assert {one.key for one in what_can_be_restored(session, ONE, 6, before=True)} == {"decision/relevance"}
    session.close()
