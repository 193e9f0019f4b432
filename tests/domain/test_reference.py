"""Is every fault in a table of trades or rules told with its entry and field, and the sound ones taken?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.kp_rules import Rule
from desktop.domain.reference import ReferenceFault, ReferenceTrouble, kp_rules_of, trades_of
from desktop.paths import resources_dir
from desktop.workspace import reference_data

TRADE = '[[trade]]\nkey = "dentist"\ntitle = "Tandlæge"\nin_kp = true\n'


def shipped(name: str) -> str:
    return (resources_dir() / name).read_text(encoding="utf-8")


def test_the_shipped_tables_are_sound() -> None:
    assert len(trades_of(tomllib.loads(shipped("trades.toml")), "trades.toml").trades) == 10
    rules = kp_rules_of(tomllib.loads(shipped("kp_rules.toml")), "kp_rules.toml")
    assert {line.rule for line in rules.rules} == set(Rule) - {Rule.NONE}
    assert rules.turning_days() == (date(2025, 1, 1),)
    assert all(line.source for line in rules.rules)


@pytest.mark.parametrize(
    ("text", "fault", "line", "field"),
    [
        ("", ReferenceFault.NO_LINES, 0, "trade"),
        (TRADE.replace("title", "titel"), ReferenceFault.UNKNOWN_FIELD, 1, "titel"),
        (TRADE.replace('title = "Tandlæge"\n', ""), ReferenceFault.MISSING, 1, "title"),
        (TRADE.replace('"Tandlæge"', "7"), ReferenceFault.NOT_TEXT, 1, "title"),
        (TRADE.replace("true", '"ja"'), ReferenceFault.NOT_YES_NO, 1, "in_kp"),
        (TRADE + 'words = "tand"', ReferenceFault.NOT_LIST, 1, "words"),
        (TRADE + 'words = ["*"]', ReferenceFault.NOT_LIST, 1, "words"),
        (TRADE + 'codes = ["86"]', ReferenceFault.NOT_CODE, 1, "codes"),
        (TRADE + TRADE, ReferenceFault.TWICE, 2, "key"),
        ("[trade]\n" + TRADE.partition("\n")[2], ReferenceFault.NO_LINES, 0, "trade"),
        ("version = 1\n" + TRADE, ReferenceFault.UNKNOWN_FIELD, 0, "version"),
    ],
)
def test_a_fault_in_the_trades_is_told(text: str, fault: ReferenceFault, line: int, field: str) -> None:
    with pytest.raises(ReferenceTrouble) as told:
        trades_of(tomllib.loads(text), "trades.toml")
    assert (told.value.fault, told.value.line, told.value.field) == (fault, line, field)


def change(before: str, after: str) -> Callable[[str], str]:
    return lambda text: text.replace(before, after, 1)


@pytest.mark.parametrize(
    ("edit", "fault", "line", "field"),
    [
        (change('key = "one_citizen"', 'key = "one"'), ReferenceFault.NOT_KNOWN, 1, "key"),
        (change('"stays_in_erp"', '"unknown"'), ReferenceFault.NOT_FITTING, 1, "judgement"),
        (change('"stays_in_erp"', '"acceptable"'), ReferenceFault.NOT_FITTING, 1, "judgement"),
        (change("until = 2025-01-01", 'until = "januar"'), ReferenceFault.NOT_DATE, 2, "until"),
        (change("until = 2025-01-01", "until = 2025-01-01T00:00:00"), ReferenceFault.NOT_DATE, 2, "until"),
        (
            change("until = 2025-01-01", "valid_from = 2025-02-01\nuntil = 2025-01-01"),
            ReferenceFault.BACKWARDS,
            2,
            "until",
        ),
        (change('kinds = ["credit_note"]', 'kinds = ["invoice"]'), ReferenceFault.NOT_FITTING, 4, "kinds"),
        (change('kinds = ["credit_note"]', "kinds = []"), ReferenceFault.MISSING, 4, "kinds"),
        (change('key = "no_citizen"', 'key = "one_citizen"'), ReferenceFault.TWICE, 3, "key"),
        (lambda text: text[: text.rindex("[[rule]]")], ReferenceFault.NO_END, 0, "reminder_fits"),
    ],
)
def test_a_fault_in_the_rules_is_told(
    edit: Callable[[str], str], fault: ReferenceFault, line: int, field: str
) -> None:
    with pytest.raises(ReferenceTrouble) as told:
        kp_rules_of(tomllib.loads(edit(shipped("kp_rules.toml"))), "kp_rules.toml")
    assert (told.value.fault, told.value.line, told.value.field) == (fault, line, field)


# ------------------------------------------------------------------------------------------- own tables


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EAN_PLANNER_HOME", str(tmp_path))
    return tmp_path


def test_an_own_table_is_used_as_soon_as_it_is_changed(home: Path) -> None:
    own = reference_data.make_own_table(reference_data.TRADES)
    assert own.is_relative_to(home)
    assert reference_data.trade_table().by_name("Neglestudiet") is None
    text = own.read_text(encoding="utf-8")
    nails = '[[trade]]\nkey = "nails"\ntitle = "Negle"\nin_kp = false\nwords = ["negl*"]\n'
    own.write_text("\ufeff" + text + nails, encoding="utf-8")
    found = reference_data.trade_table().by_name("Neglestudiet")
    assert found is not None
    assert not found.in_kp
    own.unlink()
    assert reference_data.trade_table().by_name("Neglestudiet") is None


def test_making_an_own_table_twice_keeps_what_was_written(home: Path) -> None:
    own = reference_data.make_own_table(reference_data.KP_RULES)
    own.write_text("# mine\n", encoding="utf-8")
    assert reference_data.make_own_table(reference_data.KP_RULES).read_text(encoding="utf-8") == "# mine\n"
    assert own.is_relative_to(home)


def test_a_faulty_own_table_is_told_and_never_passed_over(home: Path) -> None:
    own = reference_data.make_own_table(reference_data.TRADES)
    assert own.is_relative_to(home)
    own.write_text(TRADE + 'words = ["tand"\nx = 1', encoding="utf-8")
    with pytest.raises(ReferenceTrouble) as told:
        reference_data.trade_table()
    assert told.value.fault is ReferenceFault.NOT_TOML
    assert told.value.line == 6
