"""Does the program see which suppliers belong in KP, and say what decided it?"""

from __future__ import annotations

import pytest

from desktop.domain.relevance import (
    Relevance,
    RelevanceJudgement,
    RelevanceReason,
    is_kp_account,
    judge_relevance,
    kp_account_share,
)
from desktop.workspace.reference_data import trade_table


def judged(
    name: str = "Firma",
    code: str = "",
    accounts: dict[str, int] | None = None,
    decided: Relevance | None = None,
    trade: str = "",
) -> RelevanceJudgement:
    return judge_relevance(
        name=name,
        trade_code=code,
        accounts=accounts or {},
        trades=trade_table(),
        decided=decided,
        decided_trade=trade,
    )


@pytest.mark.parametrize(
    ("name", "code", "accounts", "expected", "reason"),
    [
        ("Tandlægerne Torvet", "", {}, Relevance.KP, RelevanceReason.NAME),
        ("TANDLAEGE JENSEN", "", {}, Relevance.KP, RelevanceReason.NAME),
        ("Firma", "86.23.00", {}, Relevance.KP, RelevanceReason.TRADE_CODE),
        ("Firma", "", {"5.48.67.008.1": 3}, Relevance.KP, RelevanceReason.ACCOUNT),
        ("Firma", "46.66.00", {}, Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE),
        ("Firma", "", {"6.45.51": 2}, Relevance.OUTSIDE, RelevanceReason.OTHER_ACCOUNT),
        ("Zoneterapi ved Åen", "", {}, Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE),
        ("Firma", "", {}, Relevance.UNKNOWN, RelevanceReason.NOTHING_KNOWN),
        ("Firma", "", {"6.45.51": 9, "5.48.67": 1}, Relevance.UNKNOWN, RelevanceReason.MIXED_ACCOUNTS),
        ("Firma", "86.23.00", {"4.62.85": 9}, Relevance.UNKNOWN, RelevanceReason.TRADE_AGAINST_ACCOUNT),
        # DB07 86.90.90 holds podiatrists and alternative treatment alike: there the name decides.
        ("Fodklinik Nord", "869090", {}, Relevance.KP, RelevanceReason.TRADE_CODE),
        ("Massage Nord", "869090", {}, Relevance.OUTSIDE, RelevanceReason.OTHER_TRADE),
        ("Klinik Nord", "869090", {}, Relevance.UNKNOWN, RelevanceReason.SHARED_CODE),
        ("Klinik Nord", "869090", {"5.48.67": 4}, Relevance.KP, RelevanceReason.ACCOUNT),
        # Words are words: neither of these is a physiotherapist or an optician.
        ("Fysikbutikken", "", {}, Relevance.UNKNOWN, RelevanceReason.NOTHING_KNOWN),
        ("Optikon Rejser", "", {}, Relevance.UNKNOWN, RelevanceReason.NOTHING_KNOWN),
    ],
)
def test_each_kind_of_evidence_decides_and_is_named(
    name: str, code: str, accounts: dict[str, int], expected: Relevance, reason: RelevanceReason
) -> None:
    found = judged(name, code, accounts)
    assert (found.relevance, found.reason) == (expected, reason)


def test_a_persons_word_wins_over_everything() -> None:
    found = judged("Tandlægerne Torvet", "862300", {"5.48.67": 5}, decided=Relevance.OUTSIDE)
    assert (found.relevance, found.reason) == (Relevance.OUTSIDE, RelevanceReason.BY_HAND)


def test_a_trade_set_by_hand_counts_as_the_trade() -> None:
    found = judged("Firma", "46.66.00", trade="optician")
    assert found.relevance is Relevance.KP
    assert found.trade is not None
    assert found.trade.key == "optician"
    assert found.trade_by_hand


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("5.48.67.008.1", True),
        ("5 48 67 008", True),
        ("990-548671008-01", True),
        ("54867", True),
        ("15.48.67", False),
        ("6.45.51", False),
        ("", False),
    ],
)
def test_the_account_of_personlige_tillaeg_is_seen_in_every_spelling(account: str, *, expected: bool) -> None:
    assert is_kp_account(account) is expected


def test_accounts_are_weighed_by_their_postings() -> None:
    assert kp_account_share({"5.48.67": 3, "6.45.51": 1}) == 0.75
    assert kp_account_share({}) is None
    assert kp_account_share({"-": 4}) is None


def test_trades_of_the_table_find_themselves() -> None:
    table = trade_table()
    for trade in table.trades:
        assert table.by_key(trade.key) is trade
        for code in trade.codes:
            assert trade in table.by_code(code.ljust(6, "0"))
        for word in trade.words:
            assert table.by_name(f"Firmaet {word.rstrip('*')} ApS") is not None
