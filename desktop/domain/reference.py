"""Are the tables that the rules read in order? Trades and the rules of KP, checked line by line when read.

A municipality may keep its own copy of a table. Whatever is wrong with it is told with the line and the
field, and nothing is worked out on a table that is half understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from desktop.domain.errors import PlannerError
from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_rules import FITTING, Judgement, KpRule, KpRules, Rule
from desktop.domain.relevance import Trade, TradeTable

Member = TypeVar("Member", bound=StrEnum)


class ReferenceFault(StrEnum):
    """What is wrong with a table."""

    NOT_TOML = "not_toml"
    NO_LINES = "no_lines"
    MISSING = "missing"
    UNKNOWN_FIELD = "unknown_field"
    NOT_TEXT = "not_text"
    NOT_LIST = "not_list"
    NOT_YES_NO = "not_yes_no"
    NOT_DATE = "not_date"
    NOT_KNOWN = "not_known"
    TWICE = "twice"
    NO_END = "no_end"
    NOT_FITTING = "not_fitting"
    BACKWARDS = "backwards"
    NOT_CODE = "not_code"


class ReferenceTrouble(PlannerError):
    """A table that cannot be used.

    Attributes:
        name: the file's own name.
        line: which entry, from 1; 0 is the file as a whole. For NOT_TOML the line of the file, where known.
        field: which of its fields, or "".
    """

    def __init__(self, name: str, fault: ReferenceFault, *, line: int = 0, field: str = "") -> None:
        super().__init__(fault.value)
        self.name = name
        self.fault = fault
        self.line = line
        self.field = field


class _Line:
    """One entry of a table, field by field."""

    def __init__(self, name: str, number: int, fields: object, known: frozenset[str]) -> None:
        self._name = name
        self._number = number
        if not isinstance(fields, Mapping):
            raise self.trouble(ReferenceFault.NO_LINES)
        self._fields = fields
        for field in fields:
            if field not in known:
                raise self.trouble(ReferenceFault.UNKNOWN_FIELD, str(field))

    def trouble(self, fault: ReferenceFault, field: str = "") -> ReferenceTrouble:
        return ReferenceTrouble(self._name, fault, line=self._number, field=field)

    def text(self, field: str, *, required: bool = True) -> str:
        value = self._fields.get(field, "")
        if not isinstance(value, str):
            raise self.trouble(ReferenceFault.NOT_TEXT, field)
        if required and not value.strip():
            raise self.trouble(ReferenceFault.MISSING, field)
        return value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.trouble(ReferenceFault.NOT_LIST, field)
        return tuple(one.strip() for one in value)

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        value = self._fields.get(field, default)
        if value is None:
            raise self.trouble(ReferenceFault.MISSING, field)
        if not isinstance(value, bool):
            raise self.trouble(ReferenceFault.NOT_YES_NO, field)
        return value

    def day(self, field: str) -> date | None:
        value = self._fields.get(field)
        # A moment is a date to Python; a table names days.
        if value is not None and type(value) is not date:
            raise self.trouble(ReferenceFault.NOT_DATE, field)
        return value

    def member(self, field: str, of: type[Member]) -> Member:
        return self._member(self.text(field), field, of)

    def members(self, field: str, of: type[Member]) -> frozenset[Member]:
        found = frozenset(self._member(one, field, of) for one in self.texts(field))
        if not found:
            raise self.trouble(ReferenceFault.MISSING, field)
        return found

    def _member(self, value: str, field: str, of: type[Member]) -> Member:
        try:
            return of(value)
        except ValueError:
            raise self.trouble(ReferenceFault.NOT_KNOWN, field) from None


def _lines(data: Mapping[str, object], name: str, table: str, known: frozenset[str]) -> list[_Line]:
    rows = data.get(table)
    if not isinstance(rows, list) or not rows:
        raise ReferenceTrouble(name, ReferenceFault.NO_LINES, field=table)
    for other in data.keys() - {table}:
        raise ReferenceTrouble(name, ReferenceFault.UNKNOWN_FIELD, field=other)
    return [_Line(name, number, row, known) for number, row in enumerate(rows, start=1)]


# ---------------------------------------------------------------------------------------------------- trades

_TRADE_FIELDS = frozenset({"key", "title", "in_kp", "pharmacy", "codes", "words"})
_CODE = re.compile(r"\d{4,6}")


def trades_of(data: Mapping[str, object], name: str) -> TradeTable:
    """The trade table of a TOML file.

    Raises:
        ReferenceTrouble: something in it is not as it should be.
    """
    trades: list[Trade] = []
    for line in _lines(data, name, "trade", _TRADE_FIELDS):
        trade = Trade(
            key=line.text("key"),
            title=line.text("title"),
            in_kp=line.flag("in_kp"),
            pharmacy=line.flag("pharmacy", default=False),
            codes=tuple(re.sub(r"[. ]", "", code) for code in line.texts("codes")),
            words=line.texts("words"),
        )
        if not all(_CODE.fullmatch(code) for code in trade.codes):
            raise line.trouble(ReferenceFault.NOT_CODE, "codes")
        if any(not word.strip("* ") for word in trade.words):
            raise line.trouble(ReferenceFault.NOT_LIST, "words")
        if any(trade.key == other.key for other in trades):
            raise line.trouble(ReferenceFault.TWICE, "key")
        trades.append(trade)
    return TradeTable(tuple(trades))


# --------------------------------------------------------------------------------------------- rules of KP

_RULE_FIELDS = frozenset({"key", "judgement", "kinds", "valid_from", "until", "release", "source"})
_NEEDS: dict[Rule, frozenset[InvoiceKind]] = {
    Rule.VAT_NOT_YET: frozenset({InvoiceKind.INVOICE, InvoiceKind.CREDIT_NOTE}),
    Rule.NO_CITIZEN: frozenset({InvoiceKind.INVOICE}),
    Rule.CREDIT_NOTE_NOT_RECEIVED: frozenset({InvoiceKind.CREDIT_NOTE}),
    Rule.CREDIT_NOTE_REJECTED: frozenset({InvoiceKind.CREDIT_NOTE}),
    Rule.REMINDER_WITHOUT_FEE: frozenset({InvoiceKind.REMINDER}),
    Rule.REMINDER_NOT_RECEIVED: frozenset({InvoiceKind.REMINDER}),
    Rule.REMINDER_REJECTED: frozenset({InvoiceKind.REMINDER}),
    Rule.VAT_ACCEPTED: frozenset({InvoiceKind.INVOICE}),
    Rule.INVOICE_FITS: frozenset({InvoiceKind.INVOICE}),
    Rule.CREDIT_NOTE_FITS: frozenset({InvoiceKind.CREDIT_NOTE}),
    Rule.REMINDER_FITS: frozenset({InvoiceKind.REMINDER}),
}
"""Which documents a rule makes sense for; a rule that is not here looks at all of them."""
_ACCEPTING = frozenset({Rule.VAT_ACCEPTED, *FITTING.values()})


def kp_rules_of(data: Mapping[str, object], name: str) -> KpRules:
    """The rules of KP of a TOML file.

    Raises:
        ReferenceTrouble: something in it is not as it should be.
    """
    rules: list[KpRule] = []
    for line in _lines(data, name, "rule", _RULE_FIELDS):
        rule = _rule(line)
        if any(rule.rule is other.rule for other in rules):
            raise line.trouble(ReferenceFault.TWICE, "key")
        rules.append(rule)
    _check_ends(rules, name)
    return KpRules(tuple(rules))


def _rule(line: _Line) -> KpRule:
    rule = line.member("key", Rule)
    judgement = line.member("judgement", Judgement)
    kinds = line.members("kinds", InvoiceKind)
    valid_from, until = line.day("valid_from"), line.day("until")
    if not kinds <= _NEEDS.get(rule, frozenset(InvoiceKind)):
        raise line.trouble(ReferenceFault.NOT_FITTING, "kinds")
    if judgement is Judgement.UNKNOWN or (judgement is Judgement.ACCEPTABLE) != (rule in _ACCEPTING):
        raise line.trouble(ReferenceFault.NOT_FITTING, "judgement")
    if valid_from and until and until <= valid_from:
        raise line.trouble(ReferenceFault.BACKWARDS, "until")
    return KpRule(
        rule=rule,
        judgement=judgement,
        kinds=kinds,
        valid_from=valid_from,
        until=until,
        release=line.text("release", required=False),
        source=line.text("source", required=False),
    )


def _check_ends(rules: list[KpRule], name: str) -> None:
    """For each kind of document the list ends with the rule that always applies, and it has no dates."""
    for kind, ending in FITTING.items():
        last = [rule for rule in rules if kind in rule.kinds][-1:]
        if not last or last[0].rule is not ending or last[0].valid_from or last[0].until:
            raise ReferenceTrouble(name, ReferenceFault.NO_END, field=ending.value)
