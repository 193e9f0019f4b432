"""Is a problem known again from import to import, and does it hold up the right letters and no others?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.corrections import (
    CORRECTABLE,
    ValueFault,
    ValueTrouble,
    checked_value,
    field_of,
    value_of,
    with_value,
)
from desktop.domain.errors import PlannerError
from desktop.domain.identifiers import IdentifierError
from desktop.domain.imports import Field, SourceKind
from desktop.domain.options import option_of
from desktop.domain.plan import Acceptance, Correction, Source, StoredProblem
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import ProblemState, Quality, identity, judge_problems
from desktop.domain.recipients import recipients
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from tests.building import NEW_EAN, OLD_EAN, assessment

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIST, INVOICES = 1, 2
SOURCES = tuple(
    Source(key, kind, file, "", "", 1, 0, 0, 0, (), NOON)
    for key, kind, file in (
        (LIST, SourceKind.SUPPLIERS, "liste.csv"),
        (INVOICES, SourceKind.INVOICES, "udtræk.xlsx"),
    )
)
SUPPLIERS = (
    Supplier(SupplierId(1), SupplierFacts(number="0101", name="Fodklinik Prøve", cvr="10000101")),
    Supplier(SupplierId(2), SupplierFacts(number="0102", name="Klinik Prøve")),
)
BAD_EAN = Problem(
    ProblemKind.EAN_UNREADABLE,
    Severity.ERROR,
    file="liste.csv",
    row=4,
    column="EAN",
    value="ukendt",
    supplier_number="0101",
)


def judged(
    *problems: Problem,
    source: int = LIST,
    accepted: tuple[str, ...] = (),
    corrected: tuple[Correction, ...] = (),
    suppliers: tuple[Supplier, ...] = SUPPLIERS,
) -> Quality:
    return judge_problems(
        [StoredProblem(key, source, problem) for key, problem in enumerate(problems, 1)],
        sources=SOURCES,
        suppliers=suppliers,
        acceptances=[Acceptance(key, known, "set", "mkh", NOON) for key, known in enumerate(accepted, 1)],
        corrections=corrected,
    )


problems = st.builds(
    Problem,
    kind=st.sampled_from(ProblemKind),
    severity=st.sampled_from(Severity),
    file=st.sampled_from(("liste.csv", "udtræk.xlsx")),
    sheet=st.sampled_from(("", "Ark1")),
    row=st.integers(0, 4),
    column=st.sampled_from(("", "EAN", "Navn")),
    value=st.sampled_from(("", "ukendt", "1", "|")),
    supplier_number=st.sampled_from(("", "0101", "102", "9")),
)


# ------------------------------------------------------------------------------------------ identity


@given(problems.filter(lambda one: bool(one.supplier_number and one.value)), st.integers(0, 9), st.text())
def test_a_problem_of_a_supplier_is_the_same_in_another_row_and_file(
    problem: Problem, row: int, file: str
) -> None:
    assert identity(replace(problem, row=row, file=file, sheet="Ny")) == identity(problem)


@given(problems, problems)
def test_different_values_kinds_suppliers_and_columns_are_different_problems(
    one: Problem, other: Problem
) -> None:
    """By what a problem is known by: a row tells it where it has no supplier's number or no value."""

    def told(problem: Problem) -> tuple[object, ...]:
        own = problem.supplier_number and (problem.value or field_of(problem.kind) is not None)
        place = (problem.supplier_number,) if own else (problem.file, problem.sheet, problem.row)
        return (problem.kind, place, problem.column.strip().casefold(), problem.value)

    if told(one) != told(other):
        assert identity(one) != identity(other)


def test_a_problem_without_a_number_is_known_by_its_row() -> None:
    nobody = replace(BAD_EAN, supplier_number="")
    assert identity(nobody) != identity(replace(nobody, row=5))
    assert identity(nobody) == identity(replace(nobody, suggestion="5790000000012"))


def test_invoices_without_a_number_are_told_apart_by_row_and_a_missing_name_by_supplier() -> None:
    invoice = Problem(ProblemKind.NO_INVOICE_NUMBER, Severity.WARNING, row=2, supplier_number="0101")
    assert identity(invoice) != identity(replace(invoice, row=3))
    nameless = Problem(ProblemKind.NO_NAME, Severity.WARNING, row=2, supplier_number="0101")
    assert identity(nameless) == identity(replace(nameless, row=3))


def test_an_identity_shows_nothing_of_the_value() -> None:
    assert "ukendt" not in identity(BAD_EAN)
    assert len(identity(BAD_EAN)) == 32


# ------------------------------------------------------------------------------------------ judging


@given(st.lists(problems, max_size=30), st.sampled_from((LIST, INVOICES)), st.sets(st.integers(0, 29)))
def test_every_problem_is_in_one_state_and_counted_once(
    found: list[Problem], source: int, accepted: set[int]
) -> None:
    known = tuple({identity(found[at]) for at in accepted if at < len(found)})
    quality = judged(*found, source=source, accepted=known)
    assert sorted(one.id for one in quality.problems) == list(range(1, len(found) + 1))
    assert (
        quality.errors + quality.warnings + quality.notes + quality.corrected + quality.accepted
        == sum(group.total for group in quality.groups)
        == len(found)
    )
    for one in quality.problems:
        assert (one.state is ProblemState.ACCEPTED) == (identity(one.problem) in known)
    blocking = [one for one in quality.problems if one.blocks]
    assert all(one.is_open and one.problem.severity is Severity.ERROR for one in blocking)
    assert source == LIST or not blocking
    assert {one.supplier.id for one in blocking if one.supplier} == quality.waiting.keys()


def test_an_open_error_in_the_list_holds_up_that_supplier_only() -> None:
    quality = judged(BAD_EAN)
    assert dict(quality.waiting) == {SupplierId(1): (BAD_EAN,)}


@pytest.mark.parametrize(
    "problem",
    [
        replace(BAD_EAN, severity=Severity.WARNING),
        replace(BAD_EAN, kind=ProblemKind.AMOUNT_UNREADABLE),
        replace(BAD_EAN, kind=ProblemKind.COUNT_UNREADABLE),
        replace(BAD_EAN, supplier_number="9999"),
        replace(BAD_EAN, supplier_number=""),
    ],
)
def test_what_is_no_error_in_a_supplier_s_own_data_holds_up_nothing(problem: Problem) -> None:
    assert not judged(problem).waiting


def test_an_error_on_an_invoice_holds_up_nothing() -> None:
    quality = judged(BAD_EAN, source=INVOICES)
    assert not quality.waiting
    assert quality.problems[0].field is None


def test_a_number_padded_in_another_list_is_the_same_supplier() -> None:
    assert judged(replace(BAD_EAN, supplier_number="000101")).waiting.keys() == {SupplierId(1)}


def test_an_accepted_error_holds_up_nothing() -> None:
    quality = judged(BAD_EAN, accepted=(identity(BAD_EAN),))
    assert not quality.waiting
    assert quality.problems[0].acceptance is not None


GARBLED = Problem(ProblemKind.MOJIBAKE, Severity.WARNING, file="liste.csv")


@pytest.mark.parametrize("garbled", ["SÃ¸nderprøve Klinik", "SÃ¸nderprÃ¸ve Klinik"])
@pytest.mark.parametrize("place", ["name", "address", "city", "contact"])
def test_garbled_letters_hold_up_the_letter_they_would_stand_in(garbled: str, place: str) -> None:
    facts = replace(SUPPLIERS[0].facts, **{place: garbled})  # type: ignore[arg-type]  # texts, all four
    spoilt = replace(SUPPLIERS[0], facts=facts)
    quality = judged(GARBLED, suppliers=(spoilt, SUPPLIERS[1]))
    assert list(quality.waiting) == [SupplierId(1)]
    told = quality.waiting[SupplierId(1)][0]
    assert (told.kind, told.value, told.supplier_number) == (ProblemKind.MOJIBAKE, garbled, "0101")


def test_garbled_letters_that_were_accepted_or_put_right_hold_up_nothing() -> None:
    spoilt = replace(SUPPLIERS[0], facts=replace(SUPPLIERS[0].facts, name="SÃ¸nderprÃ¸ve"))
    assert not judged(GARBLED, accepted=(identity(GARBLED),), suppliers=(spoilt,)).waiting
    assert not judged(GARBLED).waiting


def test_garbled_letters_stand_beside_what_else_holds_a_letter_up() -> None:
    spoilt = replace(SUPPLIERS[0], facts=replace(SUPPLIERS[0].facts, name="SÃ¸nderprÃ¸ve"))
    quality = judged(BAD_EAN, GARBLED, suppliers=(spoilt,))
    assert [one.kind for one in quality.waiting[SupplierId(1)]] == [BAD_EAN.kind, ProblemKind.MOJIBAKE]


def test_a_correction_settles_what_the_list_said_then_and_nothing_else() -> None:
    right = Correction(1, SupplierId(1), Field.EAN, OLD_EAN, "ukendt", "", "mkh", NOON)
    used = Supplier(SupplierId(1), replace(SUPPLIERS[0].facts, ean=OLD_EAN))
    quality = judged(BAD_EAN, corrected=(right,), suppliers=(used,))
    assert (quality.corrected, dict(quality.waiting)) == (1, {})
    other_value = replace(BAD_EAN, value="noget andet")
    assert judged(other_value, corrected=(right,), suppliers=(used,)).errors == 1
    assert judged(BAD_EAN, corrected=(right,)).errors == 1  # the value is not in use any more


def test_the_loudest_come_first_and_what_is_settled_last() -> None:
    note = Problem(ProblemKind.FOOTER, Severity.NOTE, file="liste.csv", row=9)
    mail = replace(BAD_EAN, kind=ProblemKind.EMAIL, severity=Severity.WARNING)
    mails = (mail, replace(mail, supplier_number="0102"))
    name = Problem(ProblemKind.NO_NAME, Severity.ERROR, file="liste.csv", row=8)
    quality = judged(note, *mails, BAD_EAN, name, accepted=(identity(name),))
    assert [group.kind for group in quality.groups] == [
        ProblemKind.EAN_UNREADABLE,
        ProblemKind.EMAIL,
        ProblemKind.FOOTER,
        ProblemKind.NO_NAME,
    ]
    assert [one.problem.severity for one in quality.problems if one.is_open] == sorted(
        (one.problem.severity for one in quality.problems if one.is_open), key=list(Severity).index
    )


# ------------------------------------------------------------------------------------------- letters


def test_a_supplier_that_is_held_up_waits_instead_of_getting_its_letter() -> None:
    option = option_of("new")
    assert option is not None
    everybody = [assessment(1), assessment(2)]
    held_up = {SupplierId(1): (BAD_EAN,), SupplierId(7): (BAD_EAN,)}
    found = recipients(everybody, option, NEW_EAN, held_up=held_up)
    assert [one.supplier_id for one in found.recipients] == [SupplierId(2)]
    (waits,) = found.waiting
    assert (waits.recipient.supplier_id, waits.problems) == (SupplierId(1), (BAD_EAN,))
    assert waits.recipient.kind is recipients(everybody, option, NEW_EAN).recipients[0].kind


def test_who_needs_no_letter_waits_for_none() -> None:
    option = option_of("new")
    assert option is not None
    has_changed = assessment(1, eans={NEW_EAN: 12})
    found = recipients([has_changed], option, NEW_EAN, held_up={SupplierId(1): (BAD_EAN,)})
    assert (found.waiting, found.untouched) == ((), 1)


# ------------------------------------------------------------------------------------------- values

RIGHT = {
    Field.NAME: ("  Fodklinik   Prøve ", "Fodklinik Prøve"),
    Field.CVR: ("DK 13 58 56 28", "13585628"),
    Field.EAN: ("EAN: 5790 0000 00012", OLD_EAN),
    Field.POSTAL_CODE: ("DK-0800", "0800"),
    Field.EMAIL: (" post@klinik.example ", "post@klinik.example"),
}


def test_right_values_are_kept_as_the_plan_writes_them() -> None:
    assert RIGHT.keys() == CORRECTABLE
    for field, (typed, kept) in RIGHT.items():
        assert checked_value(field, typed) == kept
        facts = with_value(SupplierFacts(number="1"), field, kept)
        assert value_of(facts, field) == kept
        assert facts.number == "1"


@pytest.mark.parametrize(
    ("field", "typed", "trouble"),
    [
        (Field.EAN, "5790000000013", ValueTrouble),
        (Field.EAN, "579000000001", IdentifierError),
        (Field.EAN, "ukendt", IdentifierError),
        (Field.CVR, "13585627", ValueTrouble),
        (Field.CVR, "1358562", IdentifierError),
        (Field.POSTAL_CODE, "800", IdentifierError),
        (Field.POSTAL_CODE, "9999", IdentifierError),
        (Field.EMAIL, "post(at)klinik,example", ValueTrouble),
        (Field.EMAIL, "a@b", ValueTrouble),
        (Field.EMAIL, "a@klinik.example, b@klinik.example", ValueTrouble),
        (Field.NAME, " \u200b ", ValueTrouble),
    ],
)
def test_wrong_values_are_not_taken(field: Field, typed: str, trouble: type[PlannerError]) -> None:
    with pytest.raises(trouble) as caught:
        checked_value(field, typed)
    assert typed not in str(caught.value) or not typed.strip("\u200b ")


@pytest.mark.parametrize("field", [Field.NAME, Field.EMAIL, Field.POSTAL_CODE])
def test_a_cpr_number_is_not_taken(field: Field) -> None:
    with pytest.raises(ValueTrouble) as caught:
        checked_value(field, "010160-5003@klinik.example")
    assert caught.value.fault is ValueFault.HOLDS_CPR


def test_a_foreign_postal_code_is_taken_as_it_stands() -> None:
    assert checked_value(Field.POSTAL_CODE, "SE-211 20") == "SE-211 20"


@given(st.sampled_from(sorted(CORRECTABLE)), st.text())
def test_a_value_that_is_taken_is_taken_again_unchanged(field: Field, typed: str) -> None:
    try:
        kept = checked_value(field, typed)
    except (IdentifierError, ValueTrouble):
        return
    assert checked_value(field, kept) == kept


def test_only_some_fields_can_be_corrected() -> None:
    with pytest.raises(KeyError):
        checked_value(Field.AMOUNT, "12,00")
