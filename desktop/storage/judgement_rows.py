"""How is kept what people decided, chose, put right and sent?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveState
from desktop.domain.duplicates import PairDecision, PairVerdict, SupplierAlias
from desktop.domain.imports import Field
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.plan import (
    Acceptance,
    Correction,
    Decision,
    EanChoice,
    LetterMade,
)
from desktop.domain.relevance import Relevance
from desktop.domain.scenarios import OpenSuppliers, Scenario, WhatIf
from desktop.domain.suppliers import SupplierId
from desktop.storage.row_values import Value, Values, whole_number


def encoded_decision(row: Decision) -> Values:
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
        whole_number(key),
        SupplierId(whole_number(supplier_id)),
        Subject(str(subject)),
        str(value),
        str(reason),
        str(by),
        datetime.fromisoformat(str(at)),
    )


def encoded_choice(row: EanChoice) -> Values:
    return (row.id, row.option, row.ean, row.reason, row.by, row.at.isoformat(), row.fingerprint)


def choice_of(values: Sequence[Value]) -> EanChoice:
    key, option, ean, reason, by, at, fingerprint = values
    moment = datetime.fromisoformat(str(at))
    return EanChoice(whole_number(key), str(option), str(ean), str(reason), str(by), moment, str(fingerprint))


def encoded_scenario(row: Scenario) -> Values:
    what_if = {
        str(key): [
            said.relevance.value if said.relevance else "",
            said.collective.value if said.collective else "",
        ]
        for key, said in row.what_if.items()
    }
    return (
        row.id,
        row.name,
        json.dumps(dict(row.changed)),
        row.open_suppliers.value,
        json.dumps(what_if),
        row.by,
        row.at.isoformat(),
    )


def scenario_of(values: Sequence[Value]) -> Scenario:
    key, name, changed, open_suppliers, what_if, by, at = values
    return Scenario(
        id=whole_number(key),
        name=str(name),
        changed={str(one): float(value) for one, value in _object(changed).items()},
        by=str(by),
        at=datetime.fromisoformat(str(at)),
        open_suppliers=OpenSuppliers(str(open_suppliers)),
        what_if={SupplierId(int(one)): _what_if(*said) for one, said in _object(what_if).items()},
    )


def _what_if(relevance: str, collective: str) -> WhatIf:
    return WhatIf(
        Relevance(relevance) if relevance else None, CollectiveState(collective) if collective else None
    )


def _object(text: Value) -> dict[str, Any]:
    """A JSON object; "" for an empty one.

    Raises:
        ValueError: for anything else.
    """
    found = json.loads(str(text)) if text else {}
    if not isinstance(found, dict):
        raise TypeError("not an object")
    return found


def encoded_letter(row: LetterMade) -> Values:
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
        row.state.value,
        row.channel.value if row.channel else "",
        _day(row.sent_on),
        row.marked_by,
        row.marked_at.isoformat() if row.marked_at else "",
        _day(row.first_date),
        _day(row.last_old_date),
        row.erp_ean,
        row.wave,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day_of(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def letter_of(values: Sequence[Value]) -> LetterMade:
    key, supplier_id, kind, template_hash, option, new_ean, file, by, at, *record = values
    state, channel, sent_on, marked_by, marked_at, first_date, last_old_date, erp_ean, wave = record
    return LetterMade(
        id=whole_number(key),
        supplier_id=SupplierId(whole_number(supplier_id)),
        kind=LetterKind(str(kind)),
        template_hash=str(template_hash),
        option=str(option),
        new_ean=str(new_ean),
        file=str(file),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
        # A letter of format 1 was written, and nothing more is known of it.
        state=LetterState(str(state)) if state else LetterState.WRITTEN,
        channel=Channel(str(channel)) if channel else None,
        sent_on=_day_of(sent_on),
        marked_by=str(marked_by),
        marked_at=datetime.fromisoformat(str(marked_at)) if marked_at else None,
        first_date=_day_of(first_date),
        last_old_date=_day_of(last_old_date),
        erp_ean=str(erp_ean),
        wave=whole_number(wave),
    )


def encoded_acceptance(row: Acceptance) -> Values:
    return (row.id, row.identity, row.note, row.by, row.at.isoformat())


def acceptance_of(values: Sequence[Value]) -> Acceptance:
    key, identity, note, by, at = values
    moment = datetime.fromisoformat(str(at))
    return Acceptance(whole_number(key), str(identity), str(note), str(by), moment)


def encoded_correction(row: Correction) -> Values:
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
        id=whole_number(key),
        supplier_id=SupplierId(whole_number(supplier_id)),
        field=Field(str(field)),
        value=str(value),
        listed=str(listed),
        replaced=str(replaced),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
    )


def encoded_pair_decision(row: PairDecision) -> Values:
    return (row.id, row.first_id, row.second_id, row.verdict.value, row.note, row.by, row.at.isoformat())


def pair_decision_of(values: Sequence[Value]) -> PairDecision:
    key, first, second, verdict, note, by, at = values
    return PairDecision(
        id=whole_number(key),
        first_id=SupplierId(whole_number(first)),
        second_id=SupplierId(whole_number(second)),
        verdict=PairVerdict(str(verdict)),
        note=str(note),
        by=str(by),
        at=datetime.fromisoformat(str(at)),
    )


def encoded_supplier_alias(row: SupplierAlias) -> Values:
    return (row.id, row.supplier_id, row.number, row.cvr, row.name)


def supplier_alias_of(values: Sequence[Value]) -> SupplierAlias:
    key, supplier_id, number, cvr, name = values
    return SupplierAlias(
        whole_number(key), SupplierId(whole_number(supplier_id)), str(number), str(cvr), str(name)
    )
