"""Which values does a table keep? Text, whole numbers or nothing; flags, lists and rows made of them."""

from __future__ import annotations

import json
from collections.abc import Iterable

Value = str | int | None


Values = tuple[Value, ...]
"""A row's values in the order of the table's columns, the id first."""


_in_short = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def as_json(values: Values) -> str:
    """A row as the history keeps it."""
    return _in_short(values)


def from_json(text: str) -> Values:
    return tuple(json.loads(text))


def as_flag(truth: bool | None) -> int | None:
    return None if truth is None else int(truth)


def truth_or_none(value: Value) -> bool | None:
    return None if value is None else bool(value)


def number_or_none(value: Value) -> int | None:
    return None if value is None else int(value)


def whole_number(value: Value) -> int:
    if value is None:
        raise TypeError("a whole number is missing where the table does not allow it")
    return int(value)


def as_list(items: Iterable[str]) -> str:
    return json.dumps(tuple(items), ensure_ascii=False)


def list_items(text: Value) -> list[str]:
    return [str(item) for item in json.loads(str(text))] if text else []
