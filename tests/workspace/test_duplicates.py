"""Are pairs decided one by one and remembered? Does merging lose nothing, and is it undone row for row?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.duplicates import Duplicates, PairVerdict, Strength, SupplierAlias
from desktop.domain.imports import Field, Outcome
from desktop.domain.letters import LetterKind
from desktop.domain.plan import PlanRow
from desktop.domain.progress import Progress
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.workspace.aliases import counted_together
from desktop.workspace.importing import summarise_suppliers
from desktop.workspace.operations import (
    CorrectValue,
    Decide,
    DecidePair,
    ImportInvoices,
    ImportSuppliers,
    MergeSuppliers,
    RecordLetters,
)
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.session import Session
from tests.building import NEW_EAN, invoice, invoice_file, new_session, podiatrist, supplier_list

FIRST, SECOND, THIRD, FOURTH = (SupplierId(key) for key in (1, 2, 3, 4))
HOLM = replace(podiatrist(1), name="Fodklinik Holm ApS", phone="", invoice_count=5, amount_ore=100)
HOLM_AGAIN = replace(
    HOLM, number="000777", name="FODKLINIK HOLM", phone="12 34 56 78", invoice_count=7, amount_ore=20
)
OTHERS = (podiatrist(2), podiatrist(3))
LIST = supplier_list(HOLM, HOLM_AGAIN, *OTHERS)


def plan() -> Session:
    """Two rows for one clinic, and two other clinics."""
    session = new_session()
    session.run(ImportSuppliers(LIST))
    return session


def rows_of(session: Session) -> set[PlanRow]:
    """Every row that operations can change."""
    with session._copy.database.reading() as reader:
        return {
            *reader.suppliers(),
            *reader.invoices(),
            *reader.decisions(),
            *reader.letters(),
            *reader.pair_decisions(),
            *reader.aliases(),
            *reader.settings(),
        }


def aliases_of(session: Session) -> tuple[SupplierAlias, ...]:
    with session._copy.database.reading() as reader:
        return reader.aliases()


def facts_of(session: Session, key: SupplierId) -> SupplierFacts:
    found = session.assessment(key)
    assert found is not None
    return found.supplier.facts


# ------------------------------------------------------------------------------------------ deciding


def test_a_pair_waits_until_it_is_decided_and_again_when_that_is_taken_back() -> None:
    session = plan()
    (pair,) = session.duplicates().pairs
    assert (pair.key, pair.strength, pair.waits) == ((FIRST, SECOND), Strength.CERTAIN, True)
    session.run(DecidePair(SECOND, FIRST, PairVerdict.DIFFERENT, "To ejere, se mail om 010160-5003"))
    (pair,) = session.duplicates().pairs
    assert pair.decision is not None
    assert (pair.decision.verdict, pair.decision.by, pair.waits) == (PairVerdict.DIFFERENT, "mkh", False)
    assert "010160" not in pair.decision.note
    session.run(DecidePair(FIRST, SECOND, None))
    assert session.duplicates().waiting == 1
    session.undo()
    assert session.duplicates().waiting == 0


def test_a_decision_is_remembered_when_the_list_is_imported_again() -> None:
    session = plan()
    session.run(DecidePair(FIRST, SECOND, PairVerdict.DIFFERENT))
    session.run(ImportSuppliers(supplier_list(replace(HOLM, city="Nyby"), HOLM_AGAIN, *OTHERS)))
    (pair,) = session.duplicates().pairs
    assert pair.first.facts.city == "Nyby"
    assert pair.decision is not None
    assert pair.decision.verdict is PairVerdict.DIFFERENT


def test_a_changed_mind_replaces_the_decision() -> None:
    session = plan()
    session.run(DecidePair(FIRST, SECOND, PairVerdict.DIFFERENT))
    session.run(DecidePair(FIRST, SECOND, PairVerdict.SAME))
    (pair,) = session.duplicates().pairs
    assert pair.decision is not None
    assert pair.decision.verdict is PairVerdict.SAME
    with session._copy.database.reading() as reader:
        assert len(reader.pair_decisions()) == 1


def test_nobody_is_a_pair_with_himself_and_who_is_gone_is_passed_over() -> None:
    session = plan()
    for operation in (DecidePair(FIRST, FIRST, PairVerdict.SAME), MergeSuppliers(FIRST, FIRST)):
        with pytest.raises(ValueError, match="itself"):
            session.run(operation)
    before = rows_of(session)
    assert session.run(DecidePair(FIRST, SupplierId(99), PairVerdict.SAME)).rows == 0
    assert session.run(MergeSuppliers(FIRST, SupplierId(99))).rows == 0
    assert rows_of(session) == before


# ------------------------------------------------------------------------------------------- merging


def full_plan() -> Session:
    session = plan()
    numbers = [(HOLM, "A1"), (HOLM_AGAIN, "B1"), (HOLM_AGAIN, "B2"), (OTHERS[0], "C1")]
    session.run(ImportInvoices(invoice_file(invoice(one, number) for one, number in numbers)))
    session.run(Decide((FIRST, SECOND), Subject.NOTE, "Ring først"))
    session.run(Decide((SECOND,), Subject.NOTE, "Ny adresse"))
    session.run(Decide((SECOND,), Subject.COLLECTIVE, CollectiveDecision.CONFIRMED.value))
    letters = (WrittenTo(SECOND, LetterKind.NEW_EAN, "0" * 64, "brev.docx"),)
    session.run(RecordLetters(letters, "new", NEW_EAN))
    session.run(DecidePair(SECOND, THIRD, PairVerdict.DIFFERENT))
    session.run(DecidePair(SECOND, FOURTH, PairVerdict.DIFFERENT))
    session.run(DecidePair(FIRST, FOURTH, PairVerdict.SAME))
    return session


def test_everything_of_the_one_that_goes_belongs_to_the_one_that_stays() -> None:
    session = full_plan()
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    assert session.assessment(SECOND) is None
    facts = facts_of(session, FIRST)
    assert (facts.number, facts.name, facts.phone) == (HOLM.number, HOLM.name, HOLM_AGAIN.phone)
    assert (facts.invoice_count, facts.amount_ore) == (12, 120)
    assert sorted(one.facts.invoice_no for one in session.invoices(FIRST)) == ["A1", "B1", "B2"]
    assert [letter.supplier_id for letter in session.letters_made()] == [FIRST]
    decided = {one.subject: one.value for one in session.decisions(FIRST)}
    assert decided == {Subject.NOTE: "Ring først\nNy adresse", Subject.COLLECTIVE: "confirmed"}
    with session._copy.database.reading() as reader:
        verdicts = {one.key: one.verdict for one in reader.pair_decisions()}
    assert verdicts == {(FIRST, THIRD): PairVerdict.DIFFERENT, (FIRST, FOURTH): PairVerdict.SAME}
    assert session.duplicates().pairs == ()


def test_the_history_says_what_moved() -> None:
    session = full_plan()
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    assert session.history()[0].facts == {"invoices": "2", "letters": "1", "decisions": "3"}


def test_undo_gives_every_row_back_and_redo_takes_it_again() -> None:
    session = full_plan()
    before = rows_of(session)
    session.run(MergeSuppliers(keep=SECOND, drop=FIRST))
    after = rows_of(session)
    session.undo()
    assert rows_of(session) == before
    assert session.duplicates().waiting == 1
    session.redo()
    assert rows_of(session) == after


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(range(1, 7)), st.sampled_from(range(1, 7))).filter(
            lambda one: one[0] != one[1]
        ),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.tuples(st.sampled_from(range(6)), st.sampled_from(["1", "2", "3"])), max_size=8),
    st.lists(st.tuples(st.sampled_from(range(1, 7)), st.sampled_from(list(Subject))), max_size=6),
    st.lists(st.tuples(st.sampled_from(range(1, 7)), st.sampled_from(range(1, 7))), max_size=5),
)
def test_merging_keeps_every_invoice_and_undoes_row_for_row(
    merges: list[tuple[int, int]],
    invoices: list[tuple[int, str]],
    notes: list[tuple[int, Subject]],
    judged: list[tuple[int, int]],
) -> None:
    session = new_session()
    facts = [podiatrist(number) for number in range(1, 7)]
    session.run(ImportSuppliers(supplier_list(*facts)))
    session.run(ImportInvoices(invoice_file(invoice(facts[one], number) for one, number in invoices)))
    value = {Subject.RELEVANCE: "kp", Subject.COLLECTIVE: "rejected", Subject.LETTER: "none"}
    for key, subject in notes:
        session.run(Decide((SupplierId(key),), subject, value.get(subject, f"note {key}")))
    for one, other in judged:
        if one != other:
            session.run(DecidePair(SupplierId(one), SupplierId(other), PairVerdict.DIFFERENT))
    states = [rows_of(session)]
    counted = len(session.invoices())
    done = 0
    for keep, drop in merges:
        done += session.run(MergeSuppliers(SupplierId(keep), SupplierId(drop))).rows > 0
        if len(states) == done:
            states.append(rows_of(session))
    assert len(session.invoices()) == counted
    assert len(session.assessments()) == 6 - done
    # A list that has not changed changes nothing, however its suppliers were put together.
    again = summarise_suppliers(session, supplier_list(*facts)).counts["liste.csv"]
    assert {outcome: count for outcome, count in again.items() if count} == {Outcome.SAME: 6}
    for state in reversed(states[:-1]):
        session.undo()
        assert rows_of(session) == state


def test_what_was_corrected_in_the_row_that_goes_no_longer_speaks_and_comes_back_with_undo() -> None:
    session = plan()
    session.run(CorrectValue(SECOND, Field.EAN, NEW_EAN))
    with session._copy.database.reading() as reader:
        corrected = reader.corrections()
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    with session._copy.database.reading() as reader:
        assert reader.corrections() == ()
    session.undo()
    with session._copy.database.reading() as reader:
        assert reader.corrections() == corrected
    session.redo()
    session.run(ImportSuppliers(supplier_list(HOLM, HOLM_AGAIN, replace(OTHERS[0], city="Nyby"))))
    assert facts_of(session, FIRST).ean == NEW_EAN


# --------------------------------------------------------------------------------- the next import


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_next_import_finds_the_kept_one_by_the_number_of_the_other(order: tuple[int, int]) -> None:
    session = plan()
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    pair = (HOLM, HOLM_AGAIN)
    rows = [pair[place] for place in order]
    again = summarise_suppliers(session, supplier_list(*rows, *OTHERS)).counts["liste.csv"]
    assert {outcome: count for outcome, count in again.items() if count} == {Outcome.SAME: 4}
    moved = [replace(row, address="Nygade 2") if row is HOLM_AGAIN else row for row in rows]
    session.run(ImportSuppliers(supplier_list(*moved, *OTHERS)))
    facts = facts_of(session, FIRST)
    assert (facts.address, facts.invoice_count, facts.amount_ore) == (HOLM.address, 12, 120)
    assert len(session.assessments()) == 3


def test_an_invoice_of_the_merged_one_is_the_kept_ones() -> None:
    session = new_session()
    other = replace(HOLM_AGAIN, cvr="30000003", name="Klinik Bæk")
    session.run(ImportSuppliers(supplier_list(HOLM, other)))
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    senders = [
        SupplierFacts(number="777"),
        SupplierFacts(cvr="30000003", name="Et tredje navn"),
        SupplierFacts(name="KLINIK BAEK"),
    ]
    rows = [invoice(sender, f"F{place}") for place, sender in enumerate(senders)]
    session.run(ImportInvoices(invoice_file(rows)))
    assert [one.supplier.id for one in session.assessments()] == [FIRST]
    assert len(session.invoices(FIRST)) == 3


def test_another_number_under_the_same_cvr_number_is_still_a_supplier_of_its_own() -> None:
    session = new_session()
    session.run(ImportSuppliers(supplier_list(HOLM, replace(HOLM_AGAIN, cvr="30000003", name="Klinik Bæk"))))
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    new = replace(HOLM_AGAIN, number="000888", cvr="30000003", name="Klinik Bæk")
    session.run(ImportSuppliers(supplier_list(HOLM, new)))
    assert sorted(one.supplier.number for one in session.assessments()) == ["000001", "000888"]


def test_who_was_merged_twice_is_found_under_all_numbers() -> None:
    session = plan()
    session.run(MergeSuppliers(keep=SECOND, drop=FIRST))
    session.run(MergeSuppliers(keep=THIRD, drop=SECOND))
    assert {(alias.number, alias.supplier_id) for alias in aliases_of(session)} == {
        (HOLM.number, THIRD),
        (HOLM_AGAIN.number, THIRD),
    }
    assert len(session.assessments()) == 2
    session.run(ImportSuppliers(LIST))
    assert len(session.assessments()) == 2


def test_figures_stay_where_they_are_when_the_kept_one_is_not_in_the_list() -> None:
    rows = supplier_list(HOLM_AGAIN).rows
    alias = SupplierAlias(1, FIRST, HOLM_AGAIN.number, HOLM_AGAIN.cvr, HOLM_AGAIN.name)
    session = plan()
    kept = [one.supplier for one in session.assessments()]
    assert counted_together(rows, lambda: kept, [alias]) == list(rows)


# ------------------------------------------------------------------------------------------- keeping


def test_pairs_are_worked_out_once_and_again_when_a_supplier_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    session = plan()
    found = session.duplicates()
    asked: list[int] = []

    def counted(rows: Sequence[Supplier], _progress: Progress) -> Duplicates:
        asked.append(len(rows))
        return found

    monkeypatch.setattr("desktop.workspace.session.pairs_among", counted)
    session.run(Decide((FIRST,), Subject.NOTE, "Ring"))
    session.run(DecidePair(FIRST, SECOND, PairVerdict.SAME))
    assert session.duplicates().pairs[0].decision is not None
    assert asked == []
    session.run(MergeSuppliers(FIRST, SECOND))
    session.duplicates()
    session.duplicates()
    assert asked == [3]


def test_what_was_decided_and_merged_is_in_the_saved_plan(tmp_path: Path) -> None:
    session = full_plan()
    session.run(MergeSuppliers(keep=FIRST, drop=SECOND))
    before = rows_of(session)
    path = tmp_path / "gemt.eanplan"
    session.save_as(path)
    session.close()
    opened = Session.open(path)
    assert rows_of(opened) == before
    opened.undo()
    assert opened.assessment(SECOND) is not None
    opened.close()
