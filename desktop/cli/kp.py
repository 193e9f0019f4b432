"""`kp`, `kp-rules`, `trades`: what KP would do with documents, by which rules, from which table."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.kp_list import KpFilter
from desktop.domain.kp_rules import Judgement, KpRule, Verdict
from desktop.domain.kp_totals import KpTotal
from desktop.domain.relevance import Relevance, Trade
from desktop.domain.suppliers import Supplier, SupplierId
from desktop.texts import commands, kp, labels
from desktop.workspace.kp import KpPicture
from desktop.workspace.reference_data import (
    KP_RULES,
    TRADES,
    kp_rule_table,
    make_own_table,
    table_in_use,
    trade_table,
)

GROUPINGS = ("supplier", "trade", "ean")
MOST_LINES = 25
"""Groups printed for a person; robots get all of them with --json."""


def totals(options: argparse.Namespace) -> Result:
    """What share of the documents KP could handle, would reject, cannot place."""
    wanted = KpFilter(relevance=Relevance(options.relevance) if options.relevance else None)
    with opened(options.plan) as session:
        found = session.kp(everything=options.all)
        known = {one.supplier.id: one.supplier for one in session.assessments()}
    total = found.total(wanted)
    data: dict[str, Json] = {
        "period": _period(found),
        "documents": found.documents,
        "kp_ean": found.route.ean if found.route else None,
        "go_live": found.route.go_live.isoformat() if found.route else None,
        "total": _total(total),
        "rules": [_verdict(verdict, sums) for verdict, sums in found.by_verdict(wanted).items()],
        "by": options.by,
        "groups": _groups(found, wanted, options.by, known),
    }
    told = [kp.headline(total), *(_line(verdict, sums) for verdict, sums in found.by_verdict(wanted).items())]
    told += _group_lines(found, wanted, options.by, known)
    return Result(data, [*told, kp.reading(found.route)])


def _period(found: KpPicture) -> dict[str, Json] | None:
    if found.period is None:
        return None
    return {
        "first": found.period.first.isoformat(),
        "last": found.period.last.isoformat(),
        "months": found.period.months,
    }


def _total(sums: KpTotal) -> dict[str, Json]:
    return {
        "documents": sums.all_documents,
        "amount_ore": sums.all_ore,
        "without_amount": sums.without_amount,
        "judgements": {
            one.value: {
                "documents": sums.documents[one],
                "amount_ore": sums.amount_ore[one],
                "share": _share(sums.share(one)),
                "share_of_amount": _share(sums.share_of_amount(one)),
            }
            for one in Judgement
        },
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _verdict(verdict: Verdict, sums: KpTotal) -> dict[str, Json]:
    return {
        "judgement": verdict.judgement.value,
        "rule": verdict.rule.value,
        "missing": verdict.missing.value,
        "documents": sums.all_documents,
        "amount_ore": sums.all_ore,
    }


def _line(verdict: Verdict, sums: KpTotal) -> str:
    return f"  {labels.judgement(verdict.judgement)}: {kp.documents(sums.all_documents)}. {kp.why(verdict)}"


Known = Mapping[SupplierId, Supplier]


def _groups(found: KpPicture, wanted: KpFilter, by: str | None, known: Known) -> list[Json]:
    match by:
        case "supplier":
            return [
                {
                    "supplier_no": known[key].number,
                    "cvr": known[key].cvr,
                    "name": known[key].name,
                    **_total(sums),
                }
                for key, sums in found.by_supplier(wanted).items()
            ]
        case "trade":
            return [{"trade": trade, **_total(sums)} for trade, sums in found.by_trade(wanted).items()]
        case "ean":
            return [{"ean": ean, **_total(sums)} for ean, sums in found.by_ean(wanted).items()]
    return []


def _group_lines(found: KpPicture, wanted: KpFilter, by: str | None, known: Known) -> list[str]:
    lines = []
    match by:
        case "supplier":
            groups = found.by_supplier(wanted).items()
            lines = [kp.total_line(known[key].name, sums) for key, sums in groups]
        case "trade":
            lines = [kp.total_line(kp.trade_group(key), sums) for key, sums in found.by_trade(wanted).items()]
        case "ean":
            lines = [kp.total_line(kp.ean_group(key), sums) for key, sums in found.by_ean(wanted).items()]
    rest = len(lines) - MOST_LINES
    return lines[:MOST_LINES] + ([commands.more_lines(rest)] if rest > 0 else [])


# ------------------------------------------------------------------------------------------------ the tables


def rules(options: argparse.Namespace) -> Result:
    """The rules of KP in use, and the file they are read from."""
    if options.own:
        make_own_table(KP_RULES)
    table = kp_rule_table()
    path = str(table_in_use(KP_RULES))
    lines = [_rule_line(line) for line in table.rules]
    return Result({"file": path, "rules": [_rule(line) for line in table.rules]}, [path, *lines])


def _rule(line: KpRule) -> dict[str, Json]:
    return {
        "key": line.rule.value,
        "judgement": line.judgement.value,
        "kinds": sorted(kind.value for kind in line.kinds),
        "valid_from": line.valid_from.isoformat() if line.valid_from else None,
        "until": line.until.isoformat() if line.until else None,
        "release": line.release,
        "source": line.source,
    }


def _rule_line(line: KpRule) -> str:
    period = kp.in_force(line)
    told = f"{labels.judgement(line.judgement)}: {kp.rule(line.rule)}"
    return f"  {told} ({period})" if period else f"  {told}"


def trades(options: argparse.Namespace) -> Result:
    """The trade table in use, and the file it is read from."""
    if options.own:
        make_own_table(TRADES)
    table = trade_table()
    path = str(table_in_use(TRADES))
    return Result(
        {"file": path, "trades": [_trade(one) for one in table.trades]},
        [path, *(f"  {commands.trade(one)}" for one in table.trades)],
    )


def _trade(one: Trade) -> dict[str, Json]:
    return {
        "key": one.key,
        "title": one.title,
        "in_kp": one.in_kp,
        "pharmacy": one.pharmacy,
        "codes": list(one.codes),
        "words": list(one.words),
    }
