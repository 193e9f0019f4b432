"""Has everything that `domain` can tell apart a text of its own, in both languages?

The list of enums is made by looking into `domain`: an enum or a member that is added there without a text
fails here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

import pytest

import desktop.domain
from desktop.domain.agenda import AgendaKind, Due
from desktop.domain.amounts import AmountFault
from desktop.domain.assessment import ActivitySource, Subject
from desktop.domain.assumptions import ASSUMPTIONS, Unit
from desktop.domain.checklist import Conflict, Counting, MailKind, Origin, Size, TaskStatus
from desktop.domain.choice_gaps import FoundGap, Gap
from desktop.domain.collective import (
    CollectiveCounts,
    CollectiveDecision,
    CollectiveReason,
    CollectiveState,
    CollectiveSummary,
    ToldApart,
)
from desktop.domain.corrections import ValueFault
from desktop.domain.cpr.context import Said
from desktop.domain.cpr.finding import Form
from desktop.domain.dates import DateFault, DateOrder
from desktop.domain.decision_note import NotePicture
from desktop.domain.duplicates import EvidenceKind, PairVerdict, Strength
from desktop.domain.errors import ChoiceFault, ChoiceTrouble, FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.domain.identifiers import IdentifierFault
from desktop.domain.imports import Field, Outcome, SourceKind
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.kp_list import KpOrder, Remark
from desktop.domain.kp_rules import Fate, Judgement, Missing, Rule
from desktop.domain.letter_documents import Detour, JoinFault, PartVerdict, Road
from desktop.domain.letter_outputs import OutputFault, OutputKind, OutputNote, PdfTool
from desktop.domain.letter_preview import PreviewKind
from desktop.domain.letter_record import Channel, Difference, LetterState
from desktop.domain.letters import LetterFault, LetterKind, RejectionReason, TemplateFault, TemplatePlace
from desktop.domain.merging import Side, Taken
from desktop.domain.options import OptionKind
from desktop.domain.past import Happened
from desktop.domain.plan import EntryState, OperationName
from desktop.domain.privacy import Deletion, PlaceKind
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import ProblemState
from desktop.domain.readiness import ReadinessPoint
from desktop.domain.recipients import MissingContact, RecipientReason
from desktop.domain.recommendation import Criterion
from desktop.domain.reference import ReferenceFault
from desktop.domain.relevance import Relevance, RelevanceJudgement, RelevanceReason
from desktop.domain.rollout import Limit, PlacementReason, RestReason, WaveKind
from desktop.domain.rollout_declared import Term, TermUnit
from desktop.domain.rollout_gates import GateFault, GateState
from desktop.domain.row_restoring import Stays
from desktop.domain.scenarios import OpenSuppliers
from desktop.domain.sheets import CellKind
from desktop.domain.supplier_classes import SupplierClass
from desktop.domain.template_check import CheckKind
from desktop.domain.typed_dates import Leaning
from desktop.texts import (
    agenda,
    assumptions,
    checklist,
    choice_gaps,
    citizens,
    duplicates,
    errors,
    history,
    kp,
    labels,
    letter_documents,
    letter_outputs,
    letter_record,
    letters,
    merging,
    past,
    privacy,
    problems,
    quality,
    reasons,
    recipients,
    reference,
    restoring,
    rollout,
    rollout_limits,
    scenarios,
    template_check,
    values,
)

TEXTS: dict[type[Enum], Callable[[Any], str]] = {
    ActivitySource: labels.activity_source,
    AgendaKind: agenda.verb,
    AmountFault: values.amount,
    ChoiceFault: lambda fault: errors.sentence(ChoiceTrouble(fault)),
    CollectiveDecision: labels.collective_decision,
    ToldApart: citizens.told_apart,
    CollectiveReason: lambda reason: reasons.collective_reason(
        CollectiveSummary(CollectiveCounts(checked=3, certain=2), CollectiveState.NO, reason)
    ),
    CollectiveState: labels.collective_state,
    Channel: letter_record.channel,
    CheckKind: template_check.check_kind,
    Conflict: checklist.conflict,
    Counting: checklist.counting,
    Criterion: labels.criterion,
    DateFault: values.date,
    DateOrder: labels.date_order,
    Detour: letter_documents.detour,
    Difference: letter_record.difference,
    DocumentFormat: labels.document_format,
    EntryState: labels.entry_state,
    Happened: past.happened,
    Deletion: privacy.deletion,
    PlaceKind: privacy.place_kind,
    Side: merging.side,
    Taken: lambda what: merging.taken(what, 2),
    EvidenceKind: duplicates.evidence_kind,
    Field: labels.field,
    FileFault: lambda fault: errors.sentence(FileTrouble("liste.csv", fault)),
    GateFault: rollout.gate_fault,
    GateState: rollout.gate_state,
    Grade: labels.grade,
    IdentifierFault: values.identifier,
    InvoiceKind: labels.invoice_kind,
    JoinFault: letter_documents.join_fault,
    Judgement: labels.judgement,
    LetterFault: letters.letter_fault,
    LetterKind: labels.letter_kind,
    Due: agenda.heading,
    LetterState: letter_record.state,
    Stays: restoring.stays,
    Limit: rollout.limit,
    MailKind: checklist.mail,
    Missing: kp.missing,
    MissingContact: recipients.missing,
    OperationName: history.action,
    OptionKind: labels.option_kind,
    Origin: checklist.origin,
    Outcome: labels.outcome,
    OutputFault: letter_outputs.fault,
    OutputKind: letter_outputs.kind,
    OutputNote: letter_outputs.note,
    PairVerdict: duplicates.verdict,
    PartVerdict: letter_documents.part_verdict,
    Place: labels.place,
    PlacementReason: rollout.placement,
    PdfTool: letter_outputs.tool,
    PlanFault: lambda fault: errors.sentence(PlanTrouble("plan.eanplan", fault)),
    ProblemKind: problems.title,
    ProblemState: quality.state,
    RecipientReason: recipients.reason,
    RejectionReason: letter_record.rejection,
    Relevance: labels.relevance,
    RelevanceReason: lambda reason: reasons.relevance_reason(RelevanceJudgement(Relevance.KP, reason)),
    OpenSuppliers: scenarios.open_suppliers,
    ReadinessPoint: scenarios.ready,
    Gap: lambda gap: choice_gaps.title(FoundGap(gap)),
    ReferenceFault: reference.fault,
    Remark: kp.remark,
    RestReason: rollout.rest,
    Road: letter_documents.road,
    Rule: kp.rule,
    Severity: labels.severity,
    Size: checklist.size,
    SourceKind: labels.source_kind,
    Strength: duplicates.strength,
    Subject: labels.subject,
    SupplierClass: labels.supplier_class,
    TaskStatus: checklist.status,
    TemplateFault: letters.template_fault,
    TemplatePlace: letters.template_place,
    Unit: assumptions.unit,
    ValueFault: values.typed,
    Term: rollout_limits.label,
    TermUnit: rollout_limits.unit,
    WaveKind: rollout.kind,
}
MORE: dict[str, tuple[type[Enum], Callable[[Any], str]]] = {
    "verb of LetterState": (LetterState, letter_record.mark),
    "title of ChoiceFault": (ChoiceFault, lambda fault: errors.title(ChoiceTrouble(fault))),
    "title of FileFault": (FileFault, lambda fault: errors.title(FileTrouble("liste.csv", fault))),
    "title of PlanFault": (PlanFault, lambda fault: errors.title(PlanTrouble("plan.eanplan", fault))),
    "help of Grade": (Grade, labels.grade_help),
    "help of Judgement": (Judgement, kp.judgement_help),
    "help of Term": (Term, rollout_limits.explanation),
    "help of Strength": (Strength, duplicates.strength_help),
    "sentence of ProblemKind": (ProblemKind, lambda kind: problems.sentence(Problem(kind, Severity.NOTE))),
}
"""A second text for the same members."""

WITHOUT_TEXT: dict[type[Enum], str] = {
    NotePicture: "names the fields of the decision note's template",
    PreviewKind: "how a block of a preview is drawn",
    CellKind: "how a column of a spreadsheet is written",
    Fate: "what KP did with an invoice that another document is about; people see the judgement",
    Leaning: "where a typed day without a year lies; people see the day that was understood",
    KpOrder: "what a list is ordered by; people see the column's heading",
    Form: "how a CPR number was written; people see the grade of a document",
    Said: "what the search for CPR numbers reads from the word before a number",
}
"""Enums that never reach a person, each with its reason."""


def enums_of_domain() -> Iterator[type[Enum]]:
    """Every enum that a module of `domain` defines."""
    for module in pkgutil.walk_packages(desktop.domain.__path__, "desktop.domain."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, Enum) and found.__module__ == module.name:
                yield found


CASES = [
    *(pytest.param(enum, text, id=enum.__name__) for enum, text in TEXTS.items()),
    *(pytest.param(enum, text, id=name) for name, (enum, text) in MORE.items()),
]


def test_every_enum_of_domain_is_accounted_for() -> None:
    found = set(enums_of_domain())
    assert len(found) > 20
    accounted = TEXTS.keys() | WITHOUT_TEXT.keys()
    assert {enum.__name__ for enum in found} == {enum.__name__ for enum in accounted}


@pytest.mark.parametrize(("enum", "text"), CASES)
def test_every_member_has_a_text_of_its_own(
    language: str, enum: type[Enum], text: Callable[[Any], str]
) -> None:
    written = {member: text(member) for member in enum}
    assert all(written.values()), language
    assert len(set(written.values())) == len(written)


def test_every_assumption_has_a_label_and_an_explanation(language: str) -> None:
    keys = [declared.key for declared in ASSUMPTIONS]
    for text in (assumptions.label, assumptions.explanation):
        written = {text(key) for key in keys}
        assert len(written) == len(keys), language


def test_every_term_of_the_hours_has_a_label(language: str) -> None:
    terms = ("letters", "calls", "reminders", "misrouted", "setup", "watching")
    assert len({labels.hours_term(term) for term in terms}) == len(terms), language


@pytest.mark.parametrize(
    "name", ["supplier.name", "sender.municipality", "new_ean", "erp_ean", "old_eans", "rejected"]
)
def test_every_fact_a_letter_may_lack_has_a_name(language: str, name: str) -> None:
    assert letters.missing_fact(name), language
