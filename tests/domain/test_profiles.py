"""Is next month's file known again, and never a file that is another one?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import DateOrder
from desktop.domain.imports import ColumnMatch, Field, SourceKind, TableChoices, TablePreview
from desktop.domain.profiles import Profile, column_keys, fingerprint_of, pattern_of, profile_of, remember

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HEADINGS = ("Kreditornr", "Navn", "Beløb", "Bemærkning")
FIELDS = (Field.SUPPLIER_NO, Field.NAME, Field.AMOUNT, None)

words = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=12)
headings = st.lists(st.text(max_size=8), min_size=1, max_size=8)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MONTHS = "januar februar marts april maj juni juli august september oktober november december".split()


def table(
    *columns: str, fields: tuple[Field | None, ...] = (), file: str = "Liste oktober.csv", sheet: str = ""
) -> TablePreview:
    """A table with these headings, and what they were taken for."""
    taken = fields or (None,) * len(columns)
    matches = tuple(
        ColumnMatch(place, heading, field, 1.0)
        for place, (heading, field) in enumerate(zip(columns, taken, strict=True))
    )
    return TablePreview(file, sheet, False, "", "", 1, matches, (), 0, False)


def profile(preview: TablePreview, choices: TableChoices = TableChoices(), days_ago: int = 0) -> Profile:  # noqa: B008
    """What is remembered of a table."""
    return profile_of(preview, choices, kind=SourceKind.SUPPLIERS, at=NOON - timedelta(days=days_ago))


LAST = profile(
    table(*HEADINGS, fields=FIELDS),
    TableChoices(decimal_mark=".", date_order=DateOrder.MDY, encoding="cp850"),
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kreditorliste oktober 2026.csv", "KREDITORLISTE_November_2026.csv"),
        ("udtræk 2026-10-05.xlsx", "udtræk 05.11.26.xlsx"),
        ("Leverandører.csv", "Leverandører (2).csv"),
        ("202610.csv", "202611.csv"),
        ("Fakturaer okt. 2025 - sep. 2026.xlsx", "Fakturaer nov. 2025 - okt. 2026.xlsx"),
    ],
)
def test_the_same_name_of_another_month(one: str, other: str) -> None:
    assert pattern_of(one) == pattern_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kreditorer.csv", "Fakturaer.csv"),
        ("Kreditorer.csv", "Kreditorer.xlsx"),
        ("Kreditorer aktive.csv", "Kreditorer.csv"),
        ("Maja.csv", "Maj.csv"),
    ],
)
def test_other_names(one: str, other: str) -> None:
    assert pattern_of(one) != pattern_of(other)


@given(words, days, days)
def test_a_date_never_tells_two_files_apart(name: str, one: date, other: date) -> None:
    for form in ("{name} {day:%Y-%m-%d}.csv", "{name}{day:%Y%m}.csv", "{day:%d.%m.%y} {name}.csv"):
        assert pattern_of(form.format(name=name, day=one)) == pattern_of(form.format(name=name, day=other))
    months = [f"{name} {MONTHS[day.month - 1]} {day.year}.csv" for day in (one, other)]
    assert pattern_of(months[0]) == pattern_of(months[1])


@given(st.text(max_size=40))
def test_the_pattern_of_any_name_is_its_own_pattern(name: str) -> None:
    assert pattern_of(pattern_of(name)) == pattern_of(name)


@given(headings)
def test_every_column_has_a_key_of_its_own(found: list[str]) -> None:
    assert len(set(column_keys(found))) == len(found)


@given(st.permutations(HEADINGS))
def test_the_order_of_plain_headings_does_not_matter(found: list[str]) -> None:
    assert fingerprint_of(found) == fingerprint_of(HEADINGS)
    last = remember([LAST], file="Liste.csv", sheet="", columns=table(*found).columns)
    assert last is not None
    assert last.exact
    for field, place in last.choices.mapping:
        if place:
            assert found[int(place[1:]) - 1] == HEADINGS[FIELDS.index(field)]


@given(st.lists(words, min_size=1, max_size=6), st.lists(words, min_size=1, max_size=6))
def test_other_headings_are_another_fingerprint(one: list[str], other: list[str]) -> None:
    assert (fingerprint_of(one) == fingerprint_of(other)) == (
        sorted(column_keys(one)) == sorted(column_keys(other))
    )


def test_the_same_headings_are_read_as_last_time() -> None:
    found = table("KREDITOR-NR.", "navn", "Beløb", "bemærkning").columns
    last = remember([LAST], file="Liste november.csv", sheet="", columns=found)
    assert last is not None
    assert last.exact
    told = dict(last.choices.mapping)
    assert {field: place for field, place in told.items() if place} == {
        Field.SUPPLIER_NO: "#1",
        Field.NAME: "#2",
        Field.AMOUNT: "#3",
    }
    # A column that was left unused stays unused, whatever the program would make of it.
    assert set(told) == set(Field)
    # There is no column of dates to which the answer about dates could belong.
    assert (last.choices.decimal_mark, last.choices.date_order) == (".", None)
    assert (last.fresh, last.missing) == ((), ())


def test_other_headings_are_a_proposal_that_says_what_is_different() -> None:
    found = table("Kreditornr", "Leverandørnavn", "Beløb").columns
    last = remember([LAST], file="Liste november.csv", sheet="", columns=found)
    assert last is not None
    assert not last.exact
    assert dict(last.choices.mapping) == {Field.SUPPLIER_NO: "#1", Field.AMOUNT: "#3"}
    assert last.fresh == (1,)
    assert [column.heading for column in last.missing] == ["Navn"]
    assert last.choices.decimal_mark == "."
    assert last.choices.date_order is None


def test_an_answer_is_not_carried_to_another_column() -> None:
    last = remember([LAST], file="Liste.csv", sheet="", columns=table("Kreditornr", "Navn", "Sum").columns)
    assert last is not None
    assert last.choices.decimal_mark is None


def test_a_table_with_little_in_common_is_a_new_one() -> None:
    columns = table("Fakturanr", "Dato", "Navn").columns
    assert remember([LAST], file="Liste.csv", sheet="", columns=columns) is None


def test_another_file_or_sheet_is_a_new_one() -> None:
    columns = table(*HEADINGS).columns
    assert remember([LAST], file="Fakturaer.csv", sheet="", columns=columns) is None
    assert remember([LAST], file="Liste.csv", sheet="Ark1", columns=columns) is None
    assert remember([], file="Liste.csv", sheet="", columns=columns) is None


def test_the_same_headings_win_over_a_newer_table_that_is_only_alike() -> None:
    newer = profile(table("Kreditornr", "Navn", "Sum", fields=(Field.SUPPLIER_NO, Field.NAME, Field.AMOUNT)))
    older = profile(table(*HEADINGS, fields=FIELDS), days_ago=90)
    last = remember([newer, older], file="Liste.csv", sheet="", columns=table(*HEADINGS).columns)
    assert last is not None
    assert last.exact
    assert last.profile is older


def test_columns_of_one_heading_are_known_by_their_place() -> None:
    last = profile(table("Navn", "Navn", fields=(Field.NAME, Field.NAME_2)))
    found = remember([last], file="Liste.csv", sheet="", columns=table("Navn", "Navn").columns)
    assert found is not None
    assert {field: place for field, place in found.choices.mapping if place} == {
        Field.NAME: "#1",
        Field.NAME_2: "#2",
    }
