"""Is every table and column of a plan named in the history, and every value written for people?"""

from __future__ import annotations

import pytest

from desktop.domain.past import Happened, PastRow, Value
from desktop.storage.schema import PLAN_TABLES
from desktop.texts import past, translate
from desktop.texts.past_names import HIDDEN, TABLES


def test_every_table_and_column_has_a_name_or_is_hidden() -> None:
    assert set(TABLES) == set(PLAN_TABLES)
    for name, table in PLAN_TABLES.items():
        for column in table.columns:
            if column.name not in HIDDEN:
                assert past.field(name, column.name)


@pytest.mark.parametrize("language", ["da", "en"])
def test_values_are_written_as_people_read_them(language: str) -> None:
    translate.use(language)
    try:
        row = PastRow(
            1,
            "wave",
            7,
            {"number": 2, "kind": "pilot", "letter": "2026-11-20", "by_hand": 0, "gate_at": ""},
            {"number": 2, "kind": "wave", "letter": "2026-12-01", "by_hand": 1, "gate_at": ""},
        )
        told = {one.field: past.step(row, one)[1:] for one in past.steps(row)}
        yes, no = ("Ja", "Nej") if language == "da" else ("Yes", "No")
        assert told["by_hand"] == (no, yes)
        assert told["letter"][1] == ("01-12-2026" if language == "da" else "1\xa0Dec\xa02026")
        assert set(told) == {"kind", "letter", "by_hand"}
    finally:
        translate.use("")


def test_a_word_of_a_later_version_stays_as_it_is() -> None:
    row = PastRow(1, "task", 1, {"status": "whatever"}, {"status": "done"})
    assert past.value(row, "status", "whatever", after=False) == "whatever"
    spoilt = PastRow(1, "wave", 1, {"letter": "i morgen"}, {"letter": "2026-11-20"})
    assert past.value(spoilt, "letter", "i morgen", after=False) == "i morgen"


def test_what_happened_follows_from_before_and_after() -> None:
    there: dict[str, Value] = {"id": 1, "name": "A"}
    assert PastRow(1, "supplier", 1, None, there).happened is Happened.ADDED
    assert PastRow(1, "supplier", 1, there, None).happened is Happened.REMOVED
    assert PastRow(1, "supplier", 1, there, {"id": 1, "name": "B"}).happened is Happened.CHANGED


def test_a_row_without_a_new_column_still_reads() -> None:
    row = PastRow(1, "profile", 1, {"id": 1, "file": "a.csv"}, {"id": 1, "file": "a.csv", "repair": 1})
    assert [one.field for one in past.steps(row)] == ["repair"]
