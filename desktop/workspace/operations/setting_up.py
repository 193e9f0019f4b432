"""Who does the plan belong to? Setting the municipality's facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.plan import Municipality, OperationName, RowChange, Setting
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class SetUp:
    """Replace what is known of the municipality by this; fields left empty are cleared.

    CPR numbers are scrubbed: what is set here stands in the plan, its history and every letter.
    """

    municipality: Municipality
    name: ClassVar[OperationName] = OperationName.SET_UP

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        there = {setting.key: setting for setting in plan.settings()}
        wanted = to_values(self.municipality)
        next_id = plan.next_id("setting")
        for key, value in wanted.items():
            before = there.get(key)
            if (before.value if before else "") == value:
                continue
            after = Setting(before.id if before else next_id, key, value) if value else None
            next_id += before is None
            yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        return {"municipality": cpr.scrub(self.municipality.name)}


def to_values(municipality: Municipality) -> dict[str, str]:
    """The municipality as key and scrubbed text, dates in ISO."""
    values = {}
    for field in fields(municipality):
        value = getattr(municipality, field.name)
        values[field.name] = value.isoformat() if isinstance(value, date) else cpr.scrub(value or "")
    return values


def from_values(values: Mapping[str, str]) -> Municipality:
    """The municipality again; keys of a later version are left alone."""
    known = {field.name for field in fields(Municipality)}
    told: dict[str, str] = {key: value for key, value in values.items() if key in known and key != "go_live"}
    go_live = values.get("go_live", "")
    return Municipality(**told, go_live=date.fromisoformat(go_live) if go_live else None)
