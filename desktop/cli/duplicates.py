"""`duplicates`: which suppliers of a plan may be one and the same?"""

from __future__ import annotations

import argparse

from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.duplicates import Pair
from desktop.domain.suppliers import Supplier
from desktop.texts import commands
from desktop.texts import duplicates as texts


def duplicates(options: argparse.Namespace) -> Result:
    """One object per pair, the surest first."""
    with opened(options.plan) as session:
        found = session.duplicates()
    data: dict[str, Json] = {"pairs": [_pair(one) for one in found.pairs], "left_out": found.left_out}
    lines = [_line(one) for one in found.pairs] or [commands.nothing_found()]
    return Result(data, [*lines, texts.left_out(found.left_out)] if found.left_out else lines)


def _pair(pair: Pair) -> dict[str, Json]:
    return {
        "first": _supplier(pair.first),
        "second": _supplier(pair.second),
        "evidence": [{"kind": one.kind.value, "score": one.score} for one in pair.evidence],
        "strength": pair.strength.value,
        "verdict": pair.decision.verdict.value if pair.decision else None,
    }


def _supplier(one: Supplier) -> dict[str, Json]:
    return {"supplier_no": one.number, "name": one.name, "cvr": one.cvr}


def _line(pair: Pair) -> str:
    return texts.pair_line(
        first=_called(pair.first),
        second=_called(pair.second),
        evidence=pair.evidence,
        said=texts.verdict(pair.decision.verdict) if pair.decision else texts.strength(pair.strength),
    )


def _called(one: Supplier) -> str:
    return " ".join(filter(None, (one.number, one.name)))
