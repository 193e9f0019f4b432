"""`suppliers`, `decide`: which suppliers belong in KP and why, and a person's word about many at once."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain import cpr
from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.collective import CollectiveDecision
from desktop.domain.errors import NotInPlan
from desktop.domain.relevance import Relevance, TradeTable
from desktop.domain.suppliers import SupplierId
from desktop.texts import commands, labels, reasons
from desktop.workspace.operations import Decide

BACK = "none"
"""Takes a decision back, so that the program judges again."""


def add_suppliers(parser: argparse.ArgumentParser) -> None:
    """The arguments of `suppliers`."""
    parser.add_argument("--relevance", choices=tuple(Relevance))


def suppliers(options: argparse.Namespace) -> Result:
    """One object per supplier, with whether it belongs in KP and what decided that."""
    with opened(options.plan) as session:
        found = [
            one
            for one in session.assessments()
            if options.relevance is None or one.relevance.relevance == options.relevance
        ]
    return Result({"suppliers": [_supplier(one) for one in found]}, _lines(found))


def _supplier(one: SupplierAssessment) -> dict[str, Json]:
    judged, facts = one.relevance, one.supplier
    return {
        "supplier_no": facts.number,
        "cvr": facts.cvr,
        "name": facts.name,
        "relevance": judged.relevance.value,
        "reason": judged.reason.value,
        "sentence": reasons.relevance_reason(judged),
        "trade": judged.trade.key if judged.trade else None,
        "trade_title": judged.trade.title if judged.trade else None,
        "trade_by_hand": judged.trade_by_hand,
        "kp_account_share": judged.kp_account_share,
        "collective": one.collective.state.value,
        "invoices": one.activity.invoices,
        "amount_ore": one.activity.amount_ore,
        "eans": list(one.activity.eans),
    }


def _lines(found: Iterable[SupplierAssessment]) -> list[str]:
    lines = [
        commands.supplier(
            number=one.supplier.number,
            name=one.supplier.name,
            relevance=labels.relevance(one.relevance.relevance),
            reason=reasons.relevance_reason(one.relevance),
        )
        for one in found
    ]
    return lines or [commands.nothing_found()]


# ------------------------------------------------------------------------------------------------- decide


def add_decide(parser: argparse.ArgumentParser) -> None:
    """The arguments of `decide`."""
    parser.add_argument("numbers", metavar="SUPPLIER_NO", nargs="+")
    parser.add_argument("--relevance", choices=(*Relevance, BACK))
    parser.add_argument("--trade", metavar="KEY")
    parser.add_argument("--collective", choices=(*CollectiveDecision, BACK))
    parser.add_argument("--reason", metavar="TEXT", default="")


def decide(options: argparse.Namespace) -> Result:
    """Decide the same about some suppliers; all of it or nothing."""
    wanted = (
        (Subject.RELEVANCE, options.relevance),
        (Subject.TRADE, options.trade),
        (Subject.COLLECTIVE, options.collective),
    )
    with opened(options.plan, save=True) as session:
        chosen = ids_of(session.assessments(), options.numbers)
        _check_trade(session.trades, options.trade)
        for subject, value in wanted:
            if value is not None:
                session.run(Decide(chosen, subject, "" if value == BACK else value, options.reason))
        decided = [one for one in session.assessments() if one.supplier.id in set(chosen)]
    return Result({"suppliers": [_supplier(one) for one in decided]}, _lines(decided))


def ids_of(known: Iterable[SupplierAssessment], numbers: Sequence[str]) -> tuple[SupplierId, ...]:
    """Suppliers by their numbers, in that order.

    Raises:
        NotInPlan: there is no supplier with one of them.
    """
    by_number = {one.supplier.number: one.supplier.id for one in known}
    for number in numbers:
        if number not in by_number:
            raise NotInPlan("supplier", cpr.scrub(number))
    return tuple(by_number[number] for number in numbers)


def _check_trade(trades: TradeTable, key: str | None) -> None:
    if key is not None and key != BACK and trades.by_key(key) is None:
        raise NotInPlan("trade", cpr.scrub(key))
