"""Which data do the rules read? The tables in `resources/`, as the domain's own types."""

from __future__ import annotations

import tomllib
from functools import cache

from desktop.domain.relevance import Trade, TradeTable
from desktop.paths import resources_dir


@cache
def trade_table() -> TradeTable:
    """The trades of `resources/trades.toml`."""
    with (resources_dir() / "trades.toml").open("rb") as file:
        rows = tomllib.load(file)["trade"]
    return TradeTable(
        tuple(
            Trade(
                key=row["key"],
                title=row["title"],
                in_kp=row["in_kp"],
                pharmacy=row.get("pharmacy", False),
                codes=tuple(row.get("codes", ())),
                words=tuple(row.get("words", ())),
            )
            for row in rows
        )
    )
