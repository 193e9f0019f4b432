"""Which tasks and ERP systems do the shipped tables hold, as the domain's own types?"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from desktop.domain.checklist import Counted, Counting, Fixed, MailKind, Origin, Size, TaskDefinition
from desktop.domain.erp_systems import ErpSystem, ErpTable, MunicipalityException
from desktop.paths import resources_dir

Row = dict[str, Any]
"""A table of a TOML file. What it must hold is checked by the types built from it, and by the tests."""


@cache
def task_definitions() -> tuple[TaskDefinition, ...]:
    """Every task of `resources/checklist/*.toml`, in the suggested order."""
    rows = [row for path in _files("checklist") for row in _read(path)["task"]]
    return tuple(sorted((_task(row) for row in rows), key=lambda task: (task.order, task.key)))


@cache
def erp_table() -> ErpTable:
    """The ERP systems and the municipalities that differ, of `resources/erp/systems.toml`."""
    data = _read(resources_dir() / "erp" / "systems.toml")
    return ErpTable(
        tuple(ErpSystem(**row) for row in data["system"]),
        tuple(
            MunicipalityException(**{**row, "erps": tuple(row.get("erps", ()))})
            for row in data["municipality"]
        ),
    )


def _files(folder: str) -> list[Path]:
    return sorted((resources_dir() / folder).glob("*.toml"))


def _read(path: Path) -> Row:
    with path.open("rb") as file:
        return tomllib.load(file)


_LISTS = (
    "method", "related", "after", "erps", "not_erps", "options",
    "attachments", "reading", "assumed",
)  # fmt: skip
_TEXTS = (
    "title", "code", "project", "priority", "goal", "description",
    "result", "consequence", "doer", "owner", "involved", "source",
)  # fmt: skip


def _task(row: Row) -> TaskDefinition:
    plain: Row = {name: row.get(name, "") for name in _TEXTS}
    plain |= {name: tuple(row.get(name, ())) for name in _LISTS}
    return TaskDefinition(
        key=row["key"],
        order=row["order"],
        complexity=tuple(Size(size) for size in row.get("complexity", ())),
        scope=tuple(Size(size) for size in row.get("scope", ())),
        dates=_dates(row),
        origin=Origin(row["origin"]),
        days=row.get("days", 0),
        mail=MailKind(row["mail"]) if "mail" in row else None,
        **plain,
    )


def _dates(row: Row) -> Counted | Fixed | None:
    if "fixed_start" in row:
        return Fixed(row["fixed_start"], row["fixed_end"])
    if "end" in row:
        return Counted(row["end"], row["start"], Counting(row.get("counting", Counting.CALENDAR)))
    return None
