"""Does the program see in the sample municipality what its maker put there?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.collective import CollectiveState
from desktop.domain.imports import INSIDE
from desktop.domain.invoices import DocumentFormat, Invoice
from desktop.workspace.sample import load_sample
from desktop.workspace.session import Session
from tests.building import ME, NOON

TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "sample" / "truth.json").read_text(encoding="utf-8")
)
STATES = {
    "none": CollectiveState.NO,
    "can_split": CollectiveState.CAN_SPLIT,
    "cannot_split": CollectiveState.CANNOT_SPLIT,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample municipality, imported once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EAN_PLANNER_HOME", str(tmp_path_factory.mktemp("home")))
        session = load_sample(who=ME, clock=lambda: NOON)
    yield session
    session.close()


def test_every_row_is_accounted_for(sample: Session) -> None:
    supplier_list, extract, einvoices = sample.sources()
    told = TRUTH["supplier_list"]
    for source in (supplier_list, extract, einvoices):
        assert source.rows_in == source.rows_kept + source.rows_set_aside
    assert (supplier_list.file, supplier_list.header_row) == (told["file"], told["header_row"])
    assert (extract.rows_in, extract.rows_set_aside) == (TRUTH["extract"]["rows"], 0)
    counted = {kind: count for kind, count in einvoices.documents if count}
    assert counted == {kind: count for kind, count in TRUTH["einvoices"]["documents"].items() if count}


def test_the_suppliers_are_those_of_the_list_and_no_others(sample: Session) -> None:
    found = {one.supplier.number: one.supplier.name for one in sample.assessments()}
    assert set(found) == set(TRUTH["suppliers"])


def test_relevance_collective_and_eans_are_seen_for_every_supplier(sample: Session) -> None:
    wrong = {}
    for one in sample.assessments():
        told = TRUTH["suppliers"][one.supplier.number]
        seen = (one.relevance.relevance.value, one.collective.state, set(one.activity.eans))
        # A suspicion is as far as the program may go on weak evidence; a person settles it.
        state = one.collective.state if one.collective.state is CollectiveState.SUSPECTED else None
        expected = (told["relevance"], state or STATES[told["collective"]], set(told["eans"]))
        if seen != expected and told["eans"]:
            wrong[one.supplier.number] = (seen, expected)
    assert wrong == {}


def test_only_weak_evidence_is_left_to_a_person(sample: Session) -> None:
    suspected = [one for one in sample.assessments() if one.collective.state is CollectiveState.SUSPECTED]
    truly = [TRUTH["suppliers"][one.supplier.number]["collective"] for one in suspected]
    assert 1 <= len(suspected) <= 5
    assert "none" not in truly


@pytest.fixture(scope="module")
def einvoices(sample: Session) -> dict[str, Invoice]:
    """The e-invoices by their path inside the archive."""
    return {
        one.facts.source.partition(INSIDE)[2].replace(INSIDE, "/"): one
        for one in sample.invoices()
        if one.facts.format is not DocumentFormat.EXTRACT
    }


def test_every_document_was_read_as_it_was_written(sample: Session, einvoices: dict[str, Invoice]) -> None:
    assert len(einvoices) == len(TRUTH["documents"])
    numbers = {one.supplier.id: one.supplier.number for one in sample.assessments()}
    wrong = {}
    for path, told in TRUTH["documents"].items():
        document = einvoices[path]
        facts, evidence = document.facts, document.facts.evidence
        seen = {
            "supplier_no": numbers[document.supplier_id],
            "kind": facts.kind.value,
            "ean": facts.ean,
            "issue_date": facts.issue_date.isoformat() if facts.issue_date else "",
            "amount_ore": facts.amount_ore,
            "citizens": evidence.citizens,
            "grade": evidence.grade.value,
            "most_on_a_line": evidence.most_on_a_line,
            "attachments": facts.attachments,
        }
        differing = {key: (value, told[key]) for key, value in seen.items() if value != told[key]}
        if differing:
            wrong[path] = differing
    assert wrong == {}


def test_an_invoice_in_the_extract_and_in_the_archive_is_one(sample: Session) -> None:
    # Every e-invoice stands in the extract too, so nothing is added by the archive.
    assert sample.overview().invoices == TRUTH["extract"]["rows"]


def test_the_choice_is_the_one_the_sample_was_made_for(sample: Session) -> None:
    main = TRUTH["main_ean"]
    (picture, *_) = sample.comparison().eans
    assert picture.ean == main["ean"]
    assert picture.kp_suppliers == main["K"]
    assert picture.other_suppliers == main["N"]
    assert picture.collective_cannot_split == main["U"]
    # One of the collective suppliers shows weak evidence only and waits for a person.
    assert picture.collective_can_split == main["C"] - 1
    recommendation = sample.recommendation()
    assert recommendation is not None
    assert recommendation.key == f"reuse:{main['ean']}"
