"""Which filters and tests may a template use, and why can none of them run away?

jinja's own filters are not bounded: three of them in a row make a gigabyte from a name. These are: text never
grows past a page's worth, lists are only ever the lists that came in, and no filter looks up an attribute by
name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import filters as jinja
from jinja2.runtime import Undefined
from markupsafe import Markup

TESTS = (
    "boolean",
    "defined",
    "divisibleby",
    "eq",
    "even",
    "false",
    "float",
    "ge",
    "gt",
    "in",
    "integer",
    "iterable",
    "le",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "string",
    "true",
    "undefined",
    "upper",
    "==",
    "!=",
    ">",
    ">=",
    "<",
    "<=",
)

_LONGEST_TEXT = 100_000
_LARGEST_NUMBER = 10**18


class NotANumber(Exception):
    """Arithmetic on something that is not a number of a sensible size."""


def number_only(*values: object) -> None:
    """Let numbers through that no arithmetic can blow up.

    Raises:
        NotANumber: for text, lists and numbers beyond 10^18.
    """
    for value in values:
        if not isinstance(value, int | float) or abs(value) > _LARGEST_NUMBER:
            raise NotANumber


def add(left: str, right: str) -> str:
    """Two texts joined, within the limit."""
    return _bounded(left + right)


def _bounded(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise ValueError("text too long")
    return text


def _text(change: Callable[[Any], str]) -> Callable[[Any], str]:
    """A filter on text for which None is no text."""

    def changed(value: Any) -> str:
        return "" if value is None else _bounded(change(value))

    return changed


def _join(items: Any, between: str = "") -> str:
    if not isinstance(items, list | tuple):
        raise TypeError("join needs a list")
    size = sum(len(str(item)) for item in items) + len(between) * len(items)
    if size > _LONGEST_TEXT:
        raise ValueError("text too long")
    return between.join("" if item is None else str(item) for item in items)


def _replace(value: Any, old: str, new: str) -> str:
    text = "" if value is None else str(value)
    if not old or len(text) + text.count(old) * (len(new) - len(old)) > _LONGEST_TEXT:
        raise ValueError("replace")
    return text.replace(old, new)


def _default(value: Any, otherwise: Any = "", empty_too: bool = False) -> Any:
    if isinstance(value, Undefined) or value is None or (empty_too and not value):
        return otherwise
    return value


def _escape(value: Any) -> Markup:
    return Markup.escape("" if value is None else value)


def _first(items: Any) -> Any:
    return items[0] if _listed(items) else ""


def _last(items: Any) -> Any:
    return items[-1] if _listed(items) else ""


def _sort(items: Any, reverse: bool = False) -> list[Any]:
    return sorted(_listed(items), reverse=reverse)


def _reverse(items: Any) -> list[Any]:
    return _listed(items)[::-1]


def _items(mapping: Any) -> list[tuple[Any, Any]]:
    if not isinstance(mapping, Mapping):
        raise TypeError("items needs names with values")
    return list(mapping.items())


def _dictsort(mapping: Any) -> list[tuple[Any, Any]]:
    return sorted(_items(mapping), key=lambda pair: str(pair[0]).lower())


def _listed(items: Any) -> list[Any]:
    if not isinstance(items, list | tuple):
        raise TypeError("needs a list")
    return list(items)


def _round(value: Any, precision: int = 0, method: str = "common") -> float:
    number_only(value, precision)
    return jinja.do_round(value, min(max(precision, -18), 18), method)  # type: ignore[arg-type]


def _length(value: Any) -> int:
    return len(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "abs": abs,
    "capitalize": _text(jinja.do_capitalize),
    "count": _length,
    "d": _default,
    "default": _default,
    "dictsort": _dictsort,
    "e": _escape,
    "escape": _escape,
    "first": _first,
    "float": jinja.do_float,
    "int": jinja.do_int,
    "items": _items,
    "join": _join,
    "last": _last,
    "length": _length,
    "lower": _text(jinja.do_lower),
    "max": lambda items: max(_listed(items)),
    "min": lambda items: min(_listed(items)),
    "replace": _replace,
    "reverse": _reverse,
    "round": _round,
    "sort": _sort,
    "sum": lambda items: sum(_listed(items)),
    "title": _text(jinja.do_title),
    "trim": _text(jinja.do_trim),
    "upper": _text(jinja.do_upper),
}
