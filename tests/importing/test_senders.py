"""Is a sender that comes back told the same way, in every document, and never taken for another?"""

from __future__ import annotations

import pytest

from desktop.domain.cpr import PersonHasher
from desktop.domain.imports import InvoiceRow
from desktop.domain.problems import Problem, ProblemKind
from desktop.importing import senders
from desktop.importing.einvoices import DocumentReader
from tests.importing.making import ANNA, BENT, CVR, OTHER_CVR, TODAY, dashed, leaks
from tests.importing.ubl_making import SUPPLIER, document

NAMED = SUPPLIER.replace("Åse Prøve", f"Åse {dashed(ANNA)}")


def read(*suppliers: str) -> list[tuple[InvoiceRow, tuple[Problem, ...]]]:
    reader = DocumentReader(PersonHasher(), today=TODAY)
    results = [
        reader.read(document(supplier=supplier, number=f"A-{number}").encode(), f"{number}.xml")
        for number, supplier in enumerate(suppliers)
    ]
    return [(result.row, result.problems) for result in results if result.row is not None]


def test_a_sender_that_comes_back_is_the_same() -> None:
    first, second = read(SUPPLIER, SUPPLIER)
    assert first[0].supplier == second[0].supplier
    assert first[0].supplier.cvr == CVR


def test_what_is_wrong_with_a_sender_is_told_for_every_document() -> None:
    found = read(NAMED, SUPPLIER, NAMED)
    told = [[(problem.kind, problem.file) for problem in problems] for _, problems in found]
    assert told == [[(ProblemKind.CPR_REMOVED, "0.xml")], [], [(ProblemKind.CPR_REMOVED, "2.xml")]]
    assert leaks(found, ANNA) == []


def test_senders_that_differ_in_one_digit_stay_apart() -> None:
    found = read(SUPPLIER, SUPPLIER.replace(CVR, OTHER_CVR), SUPPLIER)
    assert [row.supplier.cvr for row, _ in found] == [CVR, OTHER_CVR, CVR]


def test_what_a_sender_wrote_is_not_held() -> None:
    reader = DocumentReader(PersonHasher(), today=TODAY)
    reader.read(document(supplier=NAMED.replace(dashed(ANNA), dashed(BENT))).encode(), "x.xml")
    assert leaks(vars(reader._senders), BENT) == []


def test_more_senders_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senders, "_MOST", 1)
    found = read(SUPPLIER, SUPPLIER.replace(CVR, OTHER_CVR), SUPPLIER)
    assert [row.supplier.cvr for row, _ in found] == [CVR, OTHER_CVR, CVR]
