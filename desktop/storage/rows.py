"""How does a row of the domain become a row of a table, and back? Written out, column by column.

Values are what SQLite keeps: text, whole numbers or nothing. Dates and times are ISO text, tuples are JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from desktop.domain.amounts import DecimalMark
from desktop.domain.assessment import Subject
from desktop.domain.dates import DateOrder
from desktop.domain.duplicates import PairDecision, PairVerdict, SupplierAlias
from desktop.domain.imports import Field
from desktop.domain.invoices import (
    CitizenEvidence,
    DocumentFormat,
    Grade,
    Invoice,
    InvoiceFacts,
    InvoiceId,
    InvoiceKind,
    Place,
)
from desktop.domain.letters import LetterKind
from desktop.domain.plan import (
    Acceptance,
    Correction,
    Decision,
    EanChoice,
    LetterMade,
    PlanRow,
    Setting,
    Source,
    SourceKind,
    StoredProblem,
)
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import Profile, ProfileColumn
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId

Value = str | int | None
Values = tuple[Value, ...]
"""A row's values in the order of the table's columns, the id first."""


def table_of(row: PlanRow) -> str:
    """The table a row is kept in."""
    return _TABLES[type(row)]


def encode(row: PlanRow) -> Values:
    """The values of a row, in column order."""
    return _ENCODERS[type(row)](row)


_SUPPLIER_TEXTS = (
    "number",
    "name",
    "cvr",
    "address",
    "postal_code",
    "city",
    "email",
    "phone",
    "contact",
    "trade_code",
    "account",
    "ean",
)


def _supplier(row: Supplier) -> Values:
    facts = row.facts
    return (
        row.id,
        *(getattr(facts, name) for name in _SUPPLIER_TEXTS),
        facts.invoice_count,
        facts.amount_ore,
        _flag(facts.declared_collective),
    )


def supplier_of(values: Sequence[Value]) -> Supplier:
    texts = dict(zip(_SUPPLIER_TEXTS, map(str, values[1:13]), strict=True))
    count, amount, declared = values[13:16]
    facts = SupplierFacts(
        **texts,
        invoice_count=_number(count),
        amount_ore=_number(amount),
        declared_collective=_truth(declared),
    )
    return Supplier(SupplierId(_whole(values[0])), facts)


def _invoice(row: Invoice) -> Values:
    facts, evidence = row.facts, row.facts.evidence
    return (
        row.id,
        row.supplier_id,
        facts.source,
        facts.invoice_no,
        facts.kind.value,
        facts.issue_date.isoformat() if facts.issue_date else None,
        facts.ean,
        facts.amount_ore,
        facts.currency,
        facts.vat_ore,
        facts.account,
        _list(facts.matches),
        _flag(facts.fee),
        int(facts.says_collective),
        facts.attachments,
        facts.format.value,
        evidence.citizens,
        evidence.possible,
        evidence.most_on_a_line,
        evidence.grade.value,
        _list(sorted(place.value for place in evidence.places)),
        facts.row,
    )


def invoice_of(values: Sequence[Value]) -> Invoice:
    (key, supplier_id, source, number, kind, day, ean, amount, currency, vat, account, matches) = values[:12]
    (fee, says, attachments, dialect, citizens, possible, on_a_line, grade, places, row) = values[12:22]
    evidence = CitizenEvidence(
        citizens=_number(citizens),
        possible=_whole(possible),
        most_on_a_line=_whole(on_a_line),
        grade=Grade(str(grade)),
        places=frozenset(Place(place) for place in _items(places)),
    )
    facts = InvoiceFacts(
        source=str(source),
        invoice_no=str(number),
        kind=InvoiceKind(str(kind)),
        issue_date=date.fromisoformat(str(day)) if day else None,
        ean=str(ean),
        amount_ore=_number(amount),
        currency=str(currency),
        vat_ore=_number(vat),
        account=str(account),
        matches=tuple(_items(matches)),
        fee=_truth(fee),
        says_collective=bool(says),
        attachments=_whole(attachments),
        format=DocumentFormat(str(dialect)),
        evidence=evidence,
        row=_whole(row),
    )
    return Invoice(InvoiceId(_whole(key)), SupplierId(_whole(supplier_id)), facts)


def _decision(row: Decision) -> Values:
    return (
        row.id,
        row.supplier_id,
        row.subject.value,
        row.value,
        row.reason,
        row.by,
        row.at.isoformat(),
    )


def decision_of(values: Sequence[Value]) -> Decision:
    key, supplier_id, subject, value, reason, by, at = values
    return Decision(
        _whole(key),
        SupplierId(_whole(supplier_id)),
        Subject(str(subject)),
        str(value),
        str(reason),
        str(by),
        datetime.fromisoformat(str(at)),
    )


def _setting(row: Setting) -> Values:
    return (row.id, row.key, row.value)


def setting_of(values: Sequence[Value]) -> Setting:
    key, name, value = values
    return Setting(_whole(key), str(name), str(value))


def _source(row: Source) -> Values:
    return (
        row.id,
        row.kind.value,
        row.file,
        row.sheet,
        row.encoding,
        row.header_row,
        row.rows_in,
        row.rows_kept,
        row.rows_set_aside,
        json.dumps(row.documents, ensure_ascii=False),
        row.at.isoformat(),
    )


def source_of(values: Sequence[Value]) -> Source:
    key, kind, file, sheet, encoding, header, rows_in, kept, aside, documents, at = values
    return Source(
        id=_whole(key),
        kind=SourceKind(str(kind)),
        file=str(file),
        sheet=str(sheet),
        encoding=str(encoding),
        header_row=_whole(header),
        rows_in=_whole(rows_in),
        rows_kept=_whole(kept),
        rows_set_aside=_whole(aside),
        documents=tuple((str(name), int(count)) for name, count in json.loads(str(documents))),
        at=datetime.fromisoformat(str(at)),
    )


def _problem(row: StoredProblem) -> Values:
    found = row.problem
    return (
        row.id,
        row.source_id,
        found.kind.value,
        found.severity.value,
        found.file,
        found.sheet,
        found.row,
        found.column,
        found.value,
        found.suggestion,
        found.supplier_number,
    )


def problem_of(values: Sequence[Value]) -> StoredProblem:
    key, source_id, kind, severity, file, sheet, row, column, value, suggestion, number = values
    found = Problem(
        kind=ProblemKind(str(kind)),
        severity=Severity(str(severity)),
        file=str(file),
        sheet=str(sheet),
        row=_whole(row),
        column=str(column),
        value=str(value),
        suggestion=str(suggestion),
        supplier_number=str(number),
    )
    return StoredProblem(_whole(key), _whole(source_id), found)


def _choice(row: EanChoice) -> Values:
    return (row.id, row.option, row.ean, row.reason, row.by, row.at.isoformat(), row.fingerprint)


def choice_of(values: Sequence[Value]) -> EanChoice:
    key, option, ean, reason, by, at, fingerprint = values
    moment = datetime.fromisoformat(str(at))
    return EanChoice(_whole(key), str(option), str(ean), str(reason), str(by), moment, str(fingerprint))


def _letter(row: LetterMade) -> Values:
    return (
        row.id,
        row.supplier_id,
        row.kind.value,
        row.template_hash,
        row.option,
        row.new_ean,
        row.file,
        row.by,
        row.at.isoformat(),
    )


def letter_of(values: Sequence[Value]) -> LetterMade:
    key, supplier_id, kind, template_hash, option, new_ean, file, by, at = values
    return LetterMade(
        id=_whole(key),
        supplier_id=SupplierId(_whole(supplier_id)),
        kind=LetterKind(str(kind)),
        template_hash=str(template_hash),
        option=str(option),
        new_ean=str(new_ean),
        file=str(file),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
    )


def _acceptance(row: Acceptance) -> Values:
    return (row.id, row.identity, row.note, row.by, row.at.isoformat())


def acceptance_of(values: Sequence[Value]) -> Acceptance:
    key, identity, note, by, at = values
    moment = datetime.fromisoformat(str(at))
    return Acceptance(_whole(key), str(identity), str(note), str(by), moment)


def _correction(row: Correction) -> Values:
    return (
        row.id,
        row.supplier_id,
        row.field.value,
        row.value,
        row.listed,
        row.replaced,
        row.by,
        row.at.isoformat(),
    )


def correction_of(values: Sequence[Value]) -> Correction:
    key, supplier_id, field, value, listed, replaced, by, at = values
    return Correction(
        id=_whole(key),
        supplier_id=SupplierId(_whole(supplier_id)),
        field=Field(str(field)),
        value=str(value),
        listed=str(listed),
        replaced=str(replaced),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
    )


def _profile(row: Profile) -> Values:
    return (
        row.id,
        row.kind.value,
        row.pattern,
        row.sheet,
        row.fingerprint,
        json.dumps(
            [(column.key, column.heading, column.field or "") for column in row.columns], ensure_ascii=False
        ),
        row.encoding,
        row.header_row,
        row.decimal_mark or "",
        row.date_order.value if row.date_order else "",
        row.file,
        row.at.isoformat(),
    )


def profile_of(values: Sequence[Value]) -> Profile:
    key, kind, pattern, sheet, fingerprint, columns, encoding, header, mark, order, file, at = values
    marks: dict[str, DecimalMark] = {",": ",", ".": "."}
    return Profile(
        id=_whole(key),
        kind=SourceKind(str(kind)),
        pattern=str(pattern),
        sheet=str(sheet),
        fingerprint=str(fingerprint),
        columns=tuple(
            ProfileColumn(str(name), str(heading), Field(field) if field else None)
            for name, heading, field in json.loads(str(columns))
        ),
        encoding=str(encoding),
        header_row=_whole(header),
        decimal_mark=marks.get(str(mark)),
        date_order=DateOrder(str(order)) if order else None,
        file=str(file),
        at=datetime.fromisoformat(str(at)),
    )


def _pair_decision(row: PairDecision) -> Values:
    return (row.id, row.first_id, row.second_id, row.verdict.value, row.note, row.by, row.at.isoformat())


def pair_decision_of(values: Sequence[Value]) -> PairDecision:
    key, first, second, verdict, note, by, at = values
    return PairDecision(
        id=_whole(key),
        first_id=SupplierId(_whole(first)),
        second_id=SupplierId(_whole(second)),
        verdict=PairVerdict(str(verdict)),
        note=str(note),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
    )


def _supplier_alias(row: SupplierAlias) -> Values:
    return (row.id, row.supplier_id, row.number, row.cvr, row.name)


def supplier_alias_of(values: Sequence[Value]) -> SupplierAlias:
    key, supplier_id, number, cvr, name = values
    return SupplierAlias(_whole(key), SupplierId(_whole(supplier_id)), str(number), str(cvr), str(name))


_TABLES: dict[type, str] = {
    Supplier: "supplier",
    Invoice: "invoice",
    Decision: "decision",
    Setting: "setting",
    Source: "source",
    StoredProblem: "problem",
    EanChoice: "choice",
    LetterMade: "letter",
    PairDecision: "pair_decision",
    SupplierAlias: "supplier_alias",
    Profile: "profile",
    Acceptance: "acceptance",
    Correction: "correction",
}
_ENCODERS: dict[type, Callable[..., Values]] = {
    Supplier: _supplier,
    Invoice: _invoice,
    Decision: _decision,
    Setting: _setting,
    Source: _source,
    StoredProblem: _problem,
    EanChoice: _choice,
    LetterMade: _letter,
    PairDecision: _pair_decision,
    SupplierAlias: _supplier_alias,
    Profile: _profile,
    Acceptance: _acceptance,
    Correction: _correction,
}


def as_json(values: Values) -> str:
    """A row as the history keeps it."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Values:
    return tuple(json.loads(text))


def _flag(truth: bool | None) -> int | None:
    return None if truth is None else int(truth)


def _truth(value: Value) -> bool | None:
    return None if value is None else bool(value)


def _number(value: Value) -> int | None:
    return None if value is None else int(value)


def _whole(value: Value) -> int:
    if value is None:
        raise TypeError("a whole number is missing where the table does not allow it")
    return int(value)


def _list(items: Iterable[str]) -> str:
    return json.dumps(tuple(items), ensure_ascii=False)


def _items(text: Value) -> list[str]:
    return [str(item) for item in json.loads(str(text))] if text else []
