"""Does a supplier's invoices belong in KP, and why do we think so?

KP pays helbredstillæg and personligt tillæg. A supplier belongs there when its trade is one KP has cases for,
or when its invoices are posted on 5.48.67 (Personlige tillæg m.v. in the authorised chart of accounts). The
trade table is data (`resources/trades.toml`) that a municipality can edit; this file holds the rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop.domain.suppliers import folded_name

KP_ACCOUNT = "54867"
"""Function 5.48.67, Personlige tillæg m.v.

Source: the authorised chart of accounts (star.dk, November 2022).
"""


_MOST_REMEMBERED = 4_096
"""Different branch codes and accounts whose answer is kept; a municipality has a few hundred of each."""
_NO_DIGITS = re.compile(r"\D")
_THREE_DIGITS = re.compile(r"\d{3}")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[.\s](?=\d)")
_ON_KP_ACCOUNT = re.compile(rf"(?<!\d){KP_ACCOUNT}")


class Relevance(StrEnum):
    """Whether a supplier's invoices belong in KP."""

    KP = "kp"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class RelevanceReason(StrEnum):
    """What decided it."""

    BY_HAND = "by_hand"
    ACCOUNT = "account"
    TRADE_CODE = "trade_code"
    NAME = "name"
    SHARED_CODE = "shared_code"
    OTHER_TRADE = "other_trade"
    OTHER_ACCOUNT = "other_account"
    MIXED_ACCOUNTS = "mixed_accounts"
    TRADE_AGAINST_ACCOUNT = "trade_against_account"
    NOTHING_KNOWN = "nothing_known"


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of the trade table.

    Attributes:
        key: short name used in plans and on the command line.
        title: Danish name shown to people.
        in_kp: True when KP has cases for it.
        pharmacy: True for the trade whose collective invoices may stay in the ERP.
        codes: leading digits of DB07 or DB25 branch codes.
        words: beginnings of words ("tandlæge*") or whole words ("optik") in a company name.
    """

    key: str
    title: str
    in_kp: bool
    pharmacy: bool = False
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


class TradeTable:
    """Finds a trade by branch code or by name; the longest match wins."""

    def __init__(self, trades: tuple[Trade, ...]) -> None:
        self.trades = trades
        self._by_key = {trade.key: trade for trade in trades}
        self._codes = sorted(
            ((code, trade) for trade in trades for code in trade.codes), key=lambda pair: -len(pair[0])
        )
        self._words, self._named = _compiled(trades)
        self._found: dict[str, tuple[Trade, ...]] = {}  # branch codes that were asked for

    def by_key(self, key: str) -> Trade | None:
        return self._by_key.get(key)

    def by_code(self, code: str) -> tuple[Trade, ...]:
        """The trades of a branch code; dots and spaces are ignored ("86.23.00").

        More than one when trades share a code, as podiatrists and alternative treatment share DB07 86.90.90.
        """
        found = self._found.get(code)
        if found is None:
            found = self._of_code(_digits(code))
            if len(self._found) < _MOST_REMEMBERED:
                self._found[code] = found
        return found

    def _of_code(self, digits: str) -> tuple[Trade, ...]:
        hits = [(start, trade) for start, trade in self._codes if digits.startswith(start)]
        return tuple(trade for start, trade in hits if start == hits[0][0]) if len(digits) >= 4 else ()

    def by_name(self, name: str) -> Trade | None:
        """The trade that a company name points at, or None."""
        best = max(
            self._words.finditer(folded_name(name)),
            key=lambda match: match.end() - match.start(),
            default=None,
        )
        return self._named[best.lastgroup] if best and best.lastgroup else None


def _compiled(trades: tuple[Trade, ...]) -> tuple[re.Pattern[str], dict[str, Trade]]:
    """One pattern for all words, since a plan of 100,000 suppliers asks each of them; longer words first."""
    named: dict[str, Trade] = {}
    alternatives: list[tuple[str, str]] = []
    for trade in trades:
        for word in trade.words:
            group = f"w{len(named)}"
            named[group] = trade
            stem = re.escape(folded_name(word.rstrip("*")))
            alternatives.append((stem, f"(?P<{group}>{stem}" + (")" if word.endswith("*") else r"\b)")))
    alternatives.sort(key=lambda pair: -len(pair[0]))
    return re.compile(r"\b(?:" + "|".join(pattern for _, pattern in alternatives) + ")"), named


@dataclass(frozen=True, slots=True)
class RelevanceJudgement:
    """The answer, what decided it, and the trade that was seen.

    Attributes:
        trade: the trade, or None.
        trade_by_hand: a person set the trade.
        kp_account_share: share of the supplier's postings on 5.48.67, 0 to 1; None when no account is known.
    """

    relevance: Relevance
    reason: RelevanceReason
    trade: Trade | None = None
    trade_by_hand: bool = False
    kp_account_share: float | None = None

    @property
    def is_other_trade(self) -> bool:
        """The branch code is known, and it is none of the table's trades."""
        return self.trade is None and self.reason is RelevanceReason.OTHER_TRADE


@lru_cache(maxsize=_MOST_REMEMBERED)
def is_kp_account(account: str) -> bool:
    """True when an account string points at function 5.48.67, with or without dots and spaces.

    >>> is_kp_account("5.48.67.008.1"), is_kp_account("990-548671008-01"), is_kp_account("6.45.51")
    (True, True, False)
    """
    # Only dots and spaces are closed up, so that neighbours such as "15-48-67" stay apart.
    return _ON_KP_ACCOUNT.search(_BETWEEN_DIGITS.sub("", account)) is not None


def kp_account_share(accounts: Mapping[str, int]) -> float | None:
    """Share of postings on a KP account, weighed by how many invoices used each account string."""
    counted = {
        account: count for account, count in accounts.items() if _THREE_DIGITS.search(_digits(account))
    }
    total = sum(counted.values())
    if not total:
        return None
    return sum(count for account, count in counted.items() if is_kp_account(account)) / total


def judge_relevance(
    *,
    name: str,
    trade_code: str,
    accounts: Mapping[str, int],
    trades: TradeTable,
    decided: Relevance | None = None,
    decided_trade: str = "",
) -> RelevanceJudgement:
    """Decide whether a supplier belongs in KP.

    A person's word wins. Postings on 5.48.67 come next, because they are what KP pays. Then the branch code,
    then words in the name. A trade of KP whose postings all stand elsewhere is left undecided: it may be the
    municipal dental service's supplier.

    Args:
        accounts: account string to number of postings, from the invoices and the supplier list.
        decided: what a person decided, or None.
        decided_trade: key of a trade that a person set, or "".
    """
    by_hand = trades.by_key(decided_trade)
    coded = trades.by_code(trade_code)
    trade = by_hand or _seen(trades, coded, name, has_code=_has_code(trade_code))
    share = kp_account_share(accounts)
    if decided is not None:
        relevance, reason = decided, RelevanceReason.BY_HAND
    elif trade is None and len(coded) > 1 and (share is None or share < 0.5):
        relevance, reason = Relevance.UNKNOWN, RelevanceReason.SHARED_CODE
    else:
        sure = by_hand is not None or bool(coded)
        relevance, reason = _by_evidence(trade, share, has_code=_has_code(trade_code), by_code=sure)
    return RelevanceJudgement(relevance, reason, trade, by_hand is not None, share)


def _seen(trades: TradeTable, coded: tuple[Trade, ...], name: str, *, has_code: bool) -> Trade | None:
    """The one trade that is told: the code decides, the name only where the code cannot."""
    if len(coded) == 1:
        return coded[0]
    if has_code and not coded:
        return None
    named = trades.by_name(name)
    return named if not coded or named in coded else None


def _has_code(code: str) -> bool:
    return len(_digits(code)) >= 4


@lru_cache(maxsize=_MOST_REMEMBERED)
def _digits(text: str) -> str:
    return _NO_DIGITS.sub("", text)


def _by_evidence(
    trade: Trade | None, share: float | None, *, has_code: bool, by_code: bool
) -> tuple[Relevance, RelevanceReason]:
    in_kp = trade is not None and trade.in_kp
    if share is not None and share >= 0.5:
        return Relevance.KP, RelevanceReason.ACCOUNT
    if share == 0 and in_kp:
        return Relevance.UNKNOWN, RelevanceReason.TRADE_AGAINST_ACCOUNT
    if in_kp:
        return Relevance.KP, RelevanceReason.TRADE_CODE if by_code else RelevanceReason.NAME
    if share:
        return Relevance.UNKNOWN, RelevanceReason.MIXED_ACCOUNTS
    if trade is not None or has_code:
        return Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE
    if share == 0:
        return Relevance.OUTSIDE, RelevanceReason.OTHER_ACCOUNT
    return Relevance.UNKNOWN, RelevanceReason.NOTHING_KNOWN
