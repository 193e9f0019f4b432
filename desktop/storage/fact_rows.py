"""How are facts kept: what files said, where they came from, and what was wrong with them?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import cast

from desktop.domain.amounts import DecimalMark
from desktop.domain.dates import DateOrder
from desktop.domain.imports import Field, SourceKind
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
from desktop.domain.plan import Setting, Source, StoredProblem
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import Profile, ProfileColumn
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.storage.row_values import (
    Value,
    Values,
    as_flag,
    as_list,
    list_items,
    number_or_none,
    truth_or_none,
    whole_number,
)

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


_SupplierTexts = tuple[str, str, str, str, str, str, str, str, str, str, str, str]
_supplier_texts = attrgetter(*_SUPPLIER_TEXTS)


def encoded_supplier(row: Supplier) -> Values:
    facts = row.facts
    return (
        row.id,
        *_supplier_texts(facts),
        facts.invoice_count,
        facts.amount_ore,
        as_flag(facts.declared_collective),
    )


def supplier_of(values: Sequence[Value]) -> Supplier:
    # By position, in half the time: the facts' fields stand in the order of the columns (a test holds it).
    key, texts, (count, amount, declared) = values[0], values[1:13], values[13:16]
    facts = SupplierFacts(
        *cast("_SupplierTexts", texts), number_or_none(count), number_or_none(amount), truth_or_none(declared)
    )
    return Supplier(SupplierId(whole_number(key)), facts)


# Looked up, because a large import asks for each of them a million times.
_KINDS = {each: each.value for each in InvoiceKind}
_FORMATS = {each: each.value for each in DocumentFormat}
_NONE_LISTED = as_list(())
_GRADES = {each: each.value for each in Grade}


@cache
def _list_of(places: frozenset[Place]) -> str:
    return as_list(sorted(place.value for place in places))


def encoded_invoice(row: Invoice) -> Values:
    facts, evidence = row.facts, row.facts.evidence
    return (
        row.id,
        row.supplier_id,
        facts.source,
        facts.invoice_no,
        _KINDS[facts.kind],
        facts.issue_date.isoformat() if facts.issue_date else None,
        facts.ean,
        facts.amount_ore,
        facts.currency,
        facts.vat_ore,
        facts.account,
        as_list(facts.matches) if facts.matches else _NONE_LISTED,
        as_flag(facts.fee),
        int(facts.says_collective),
        facts.attachments,
        _FORMATS[facts.format],
        evidence.citizens,
        evidence.possible,
        evidence.most_on_a_line,
        _GRADES[evidence.grade],
        _list_of(evidence.places),
        facts.row,
    )


def invoice_of(values: Sequence[Value]) -> Invoice:
    (key, supplier_id, source, number, kind, day, ean, amount, currency, vat, account, matches) = values[:12]
    (fee, says, attachments, dialect, citizens, possible, on_a_line, grade, places, row) = values[12:22]
    evidence = CitizenEvidence(
        citizens=number_or_none(citizens),
        possible=whole_number(possible),
        most_on_a_line=whole_number(on_a_line),
        grade=Grade(str(grade)),
        places=frozenset(Place(place) for place in list_items(places)),
    )
    facts = InvoiceFacts(
        source=str(source),
        invoice_no=str(number),
        kind=InvoiceKind(str(kind)),
        issue_date=date.fromisoformat(str(day)) if day else None,
        ean=str(ean),
        amount_ore=number_or_none(amount),
        currency=str(currency),
        vat_ore=number_or_none(vat),
        account=str(account),
        matches=tuple(list_items(matches)),
        fee=truth_or_none(fee),
        says_collective=bool(says),
        attachments=whole_number(attachments),
        format=DocumentFormat(str(dialect)),
        evidence=evidence,
        row=whole_number(row),
    )
    return Invoice(InvoiceId(whole_number(key)), SupplierId(whole_number(supplier_id)), facts)


def encoded_setting(row: Setting) -> Values:
    return (row.id, row.key, row.value)


def setting_of(values: Sequence[Value]) -> Setting:
    key, name, value = values
    return Setting(whole_number(key), str(name), str(value))


def encoded_source(row: Source) -> Values:
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
        id=whole_number(key),
        kind=SourceKind(str(kind)),
        file=str(file),
        sheet=str(sheet),
        encoding=str(encoding),
        header_row=whole_number(header),
        rows_in=whole_number(rows_in),
        rows_kept=whole_number(kept),
        rows_set_aside=whole_number(aside),
        documents=tuple((str(name), int(count)) for name, count in json.loads(str(documents))),
        at=datetime.fromisoformat(str(at)),
    )


def encoded_problem(row: StoredProblem) -> Values:
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
        row.supplier_id or 0,
    )


def problem_of(values: Sequence[Value]) -> StoredProblem:
    key, source_id, kind, severity, file, sheet, row, column, value, suggestion, number, about = values
    found = Problem(
        kind=ProblemKind(str(kind)),
        severity=Severity(str(severity)),
        file=str(file),
        sheet=str(sheet),
        row=whole_number(row),
        column=str(column),
        value=str(value),
        suggestion=str(suggestion),
        supplier_number=str(number),
    )
    supplier_id = SupplierId(whole_number(about)) if about else None
    return StoredProblem(whole_number(key), whole_number(source_id), found, supplier_id)


def encoded_profile(row: Profile) -> Values:
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
        int(row.repair),
    )


def profile_of(values: Sequence[Value]) -> Profile:
    key, kind, pattern, sheet, fingerprint, columns, encoding, header, mark, order, file, at, repair = values
    marks: dict[str, DecimalMark] = {",": ",", ".": "."}
    return Profile(
        id=whole_number(key),
        kind=SourceKind(str(kind)),
        pattern=str(pattern),
        sheet=str(sheet),
        fingerprint=str(fingerprint),
        columns=tuple(
            ProfileColumn(str(name), str(heading), Field(field) if field else None)
            for name, heading, field in json.loads(str(columns))
        ),
        encoding=str(encoding),
        header_row=whole_number(header),
        decimal_mark=marks.get(str(mark)),
        date_order=DateOrder(str(order)) if order else None,
        file=str(file),
        at=datetime.fromisoformat(str(at)),
        repair=bool(repair),
    )
