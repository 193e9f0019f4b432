"""Is a limit read as it was typed, written so that it is read back, and refused when it makes no sense?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.rollout import Limits
from desktop.domain.rollout_declared import DECLARED, Term, TermUnit
from desktop.domain.rollout_gates import GateRule
from desktop.texts import rollout_limits, translate
from desktop.workspace.rollout_terms import RolloutTerms, terms_from, to_values


@pytest.mark.parametrize(
    ("term", "text", "value"),
    [
        (Term.INVOICES_PER_MONTH, "1.000", 1000),
        (Term.INVOICES_PER_MONTH, "12,5", 12.5),
        (Term.INVOICES_PER_MONTH, "1 200", 1200),
        (Term.PILOT_SUPPLIERS, "8", 8),
        (Term.PILOT_SUPPLIERS, "8,5", None),
        (Term.PILOT_SUPPLIERS, "0", None),
        (Term.GATE_ON_NEW_EAN, "80 %", 0.8),
        (Term.GATE_REJECTED, "5,5", 0.055),
        (Term.GATE_REJECTED, "101", None),
        (Term.NOTICE_WEEKS, "seks", None),
        (Term.NOTICE_WEEKS, "", None),
        (Term.NOTICE_WEEKS, "nan", None),
        (Term.NOTICE_WEEKS, "inf", None),
    ],
)
def test_what_is_typed_is_read(term: Term, text: str, value: float | None) -> None:
    assert rollout_limits.read(term, text) == value


@given(st.sampled_from(Term), st.data(), st.sampled_from(["da", "en"]))
def test_what_is_written_is_read_back(term: Term, data: st.DataObject, language: str) -> None:
    declared = DECLARED[term]
    value: float = data.draw(st.integers(int(declared.least), int(declared.most)))
    if declared.unit is TermUnit.SHARE:
        value = data.draw(st.integers(0, 10_000)) / 10_000
    translate.use(language)
    try:
        assert rollout_limits.read(term, rollout_limits.written(term, value)) == pytest.approx(value)
    finally:
        translate.use("")


def test_every_number_is_declared_with_a_range_that_holds_its_default() -> None:
    stored = to_values(RolloutTerms(Limits(**dict.fromkeys(Limits.__slots__, 9)), GateRule(0.5, 0.5, 5)))
    assert {key for key, value in stored.items() if value} == {term.value for term in Term}
    for term, declared in DECLARED.items():
        kind = Limits() if term.value.startswith("rollout_") else GateRule()
        assert declared.allows(getattr(kind, term.value.partition("_")[2]))


@pytest.mark.parametrize("term", Term)
def test_a_stored_number_out_of_range_is_the_usual_one(term: Term) -> None:
    assert terms_from({term.value: str(DECLARED[term].most + 1)}) == RolloutTerms()
