"""Does merging two copies lose nothing, show every conflict, and change nothing where nothing differs?"""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.merging import Choices, Keyed, Merged, Side, Taken, Values, merge
from desktop.domain.merging_keys import Tables, keyed, rules, under_my_ids

COLUMNS = {
    "supplier": ("id", "number", "name", "cvr", "city"),
    "source": ("id", "kind", "file", "sheet", "rows_in"),
    "decision": ("id", "supplier_id", "subject", "value", "reason", "who", "at"),
    "wave": ("id", "number", "kind", "letter", "reminder", "cut_over", "last_old_ean", "by_hand", "gate_note",
             "gate_by", "gate_at"),
    "task": ("id", "key", "status", "owner", "start", "end", "note", "title", "who", "at"),
}  # fmt: skip
RULES = rules(COLUMNS)
Edit = tuple[str, int, str]


def supplier(key: int, name: str = "", city: str = "By", number: str | None = None) -> Values:
    return (key, str(1000 + key) if number is None else number, name or f"Firma {key}", "", city)


def decision(key: int, of: int, value: str, who: str = "mkh") -> Values:
    return (key, of, "relevance", value, "", who, "2026-11-20")


def plan(*suppliers: Values, decisions: tuple[Values, ...] = ()) -> dict[str, dict[int, Values]]:
    return {
        "supplier": {int(row[0] or 0): row for row in suppliers},
        "decision": {int(row[0] or 0): row for row in decisions},
    }


def merged(mine: Tables, theirs: Tables, base: Tables | None, choices: Choices | None = None) -> Merged:
    other = under_my_ids(theirs, mine, base, RULES)
    return merge(keyed(mine, RULES), other, keyed(base, RULES) if base else None, RULES, choices)


def by_table(found: Merged) -> dict[str, set[Values]]:
    return {name: set(rows.values()) for name, rows in found.rows.items() if rows}


def rows_of(tables: Tables) -> dict[str, set[Values]]:
    return {name: set(rows.values()) for name, rows in tables.items() if rows}


# ------------------------------------------------------------------------------------------ laws

BASE = plan(*(supplier(key) for key in range(1, 6)), decisions=(decision(1, 1, "kp"), decision(2, 2, "kp")))

edits = st.lists(
    st.tuples(
        st.sampled_from(["name", "city", "decide", "remove"]), st.integers(1, 5), st.sampled_from("abc")
    ),
    max_size=6,
)


def edited(base: Tables, steps: list[Edit], *, new_from: int) -> dict[str, dict[int, Values]]:
    """A copy after some edits; ids of new rows count on, as in a program that does not know the other."""
    tables = {name: dict(rows) for name, rows in base.items()}
    fresh = new_from
    for what, key, text in steps:
        row = tables["supplier"].get(key)
        if row is None:
            continue
        if what == "name":
            tables["supplier"][key] = (*row[:2], text, *row[3:])
        elif what == "city":
            tables["supplier"][key] = (*row[:4], text)
        elif what == "remove":
            del tables["supplier"][key]
            gone = [one for one, told in tables["decision"].items() if told[1] == key]
            for one in gone:
                del tables["decision"][one]
        else:
            there = [one for one, told in tables["decision"].items() if told[1] == key]
            at = there[0] if there else fresh
            fresh += not there
            tables["decision"][at] = decision(at, key, text)
    return tables


@given(edits)
def test_merging_with_oneself_changes_nothing(steps: list[Edit]) -> None:
    mine = edited(BASE, steps, new_from=10)
    for base in (BASE, None):
        found = merged(mine, mine, base)
        assert by_table(found) == rows_of(mine)
        assert found.conflicts == ()
        assert not any(any(counts.values()) for counts in found.taken.values())


@given(edits)
def test_an_unchanged_copy_brings_nothing_and_takes_everything(steps: list[Edit]) -> None:
    mine = edited(BASE, steps, new_from=10)
    assert by_table(merged(mine, BASE, BASE)) == rows_of(mine)
    found = merged(BASE, mine, BASE)
    assert found.conflicts == ()
    assert {row[1:] for row in found.rows["decision"].values()} == {
        row[1:] for row in mine["decision"].values()
    }
    assert set(found.rows["supplier"].values()) == set(mine["supplier"].values())


@given(edits, edits)
def test_edits_of_different_suppliers_both_survive(ours: list[Edit], others: list[Edit]) -> None:
    mine = edited(BASE, [one for one in ours if one[1] in (1, 2)], new_from=10)
    theirs = edited(BASE, [one for one in others if one[1] in (3, 4)], new_from=10)
    found = merged(mine, theirs, BASE)
    assert found.conflicts == ()
    suppliers = {row[0]: row for row in found.rows["supplier"].values()}
    for side, keys in ((mine, (1, 2)), (theirs, (3, 4))):
        assert {key: suppliers.get(key) for key in keys} == {key: side["supplier"].get(key) for key in keys}
        told = {row[1:] for row in found.rows["decision"].values() if row[1] in keys}
        assert told == {row[1:] for row in side["decision"].values() if row[1] in keys}
    ids = [row[0] for row in found.rows["decision"].values()]
    assert len(ids) == len(set(ids))


@settings(max_examples=200)
@given(edits, edits)
def test_every_value_of_either_copy_is_there_or_is_told(ours: list[Edit], others: list[Edit]) -> None:
    """What one copy changed since the common past is in the merged plan, or stands in a conflict."""
    mine, theirs = edited(BASE, ours, new_from=10), edited(BASE, others, new_from=20)
    found = merged(mine, theirs, BASE)
    suppliers = {row[0]: row for row in found.rows["supplier"].values()}
    disputed = {
        (told.get("id") if one.table == "supplier" else told.get("supplier_id"), column)
        for one in found.conflicts
        for told in (one.mine or one.theirs or {},)
        for column in (one.columns or ("*",))
    }
    gone = {key for key, column in disputed if column == "*"}
    for side in (mine, theirs):
        for key, row in side["supplier"].items():
            base = BASE["supplier"][key]
            for at, column in ((2, "name"), (4, "city")):
                if row[at] != base[at] and key not in gone and (key, column) not in disputed:
                    assert suppliers[key][at] == row[at]
        for row in side["decision"].values():
            was = next((one for one in BASE["decision"].values() if one[1] == row[1]), None)
            if (was is None or was[3] != row[3]) and row[1] not in gone and (row[1], "value") not in disputed:
                assert row[3] in {one[3] for one in found.rows["decision"].values() if one[1] == row[1]}


@settings(max_examples=200)
@given(edits, edits)
def test_preferring_theirs_mirrors_preferring_mine(ours: list[Edit], others: list[Edit]) -> None:
    mine, theirs = edited(BASE, ours, new_from=10), edited(BASE, others, new_from=10)
    one = merged(mine, theirs, BASE, Choices(prefer=Side.THEIRS))
    other = merged(theirs, mine, BASE, Choices(prefer=Side.MINE))
    assert set(one.rows["supplier"].values()) == set(other.rows["supplier"].values())
    assert {row[1:5] for row in one.rows["decision"].values()} == {
        row[1:5] for row in other.rows["decision"].values()
    }
    assert len(one.conflicts) == len(other.conflicts)


@settings(max_examples=200)
@given(edits, edits)
def test_no_row_is_left_without_its_supplier(ours: list[Edit], others: list[Edit]) -> None:
    mine, theirs = edited(BASE, ours, new_from=10), edited(BASE, others, new_from=10)
    for prefer in Side:
        found = merged(mine, theirs, BASE, Choices(prefer=prefer))
        there = {row[0] for row in found.rows["supplier"].values()}
        assert all(row[1] in there for row in found.rows["decision"].values())


# ------------------------------------------------------------------------------------------ cases


def test_the_same_field_changed_in_both_is_a_conflict_that_a_person_decides() -> None:
    base = plan(supplier(1, city="Aarhus"))
    mine, theirs = plan(supplier(1, city="Odense")), plan(supplier(1, city="Vejle"))
    found = merged(mine, theirs, base)
    (conflict,) = found.conflicts
    assert (conflict.table, conflict.columns) == ("supplier", ("city",))
    assert conflict.mine
    assert conflict.theirs
    assert conflict.base
    assert (conflict.mine["city"], conflict.theirs["city"], conflict.base["city"]) == (
        "Odense",
        "Vejle",
        "Aarhus",
    )
    assert set(found.rows["supplier"].values()) == set(mine["supplier"].values())
    decided = merged(mine, theirs, base, Choices({conflict.id: Side.THEIRS}))
    assert set(decided.rows["supplier"].values()) == set(theirs["supplier"].values())


def test_a_supplier_removed_here_that_got_something_new_there_is_a_conflict() -> None:
    base = plan(supplier(1), supplier(2))
    mine = plan(supplier(1))
    theirs = plan(supplier(1), supplier(2), decisions=(decision(1, 2, "kp"),))
    found = merged(mine, theirs, base)
    (conflict,) = found.conflicts
    assert (conflict.table, conflict.columns, conflict.mine) == ("supplier", (), None)
    assert by_table(found) == rows_of(mine)
    back = merged(mine, theirs, base, Choices(prefer=Side.THEIRS))
    assert by_table(back) == rows_of(theirs)


def test_without_a_common_past_nothing_is_removed_and_gaps_are_filled() -> None:
    mine = plan(supplier(1, city=""), supplier(2))
    theirs = plan(
        (7, "1001", "Firma 1", "12345674", "Vejle"), (8, "", "Ny", "", ""), decisions=(decision(1, 7, "kp"),)
    )
    found = merged(mine, theirs, None)
    assert found.conflicts == ()
    rows = {row[0]: row for row in found.rows["supplier"].values()}
    assert rows[1] == (1, "1001", "Firma 1", "12345674", "Vejle")
    assert rows[2] == supplier(2)
    assert rows[3] == (3, "", "Ny", "", "")
    assert [row[1] for row in found.rows["decision"].values()] == [1]
    assert found.taken["supplier"] == {Taken.ADDED: 1, Taken.CHANGED: 1}


def test_suppliers_with_different_numbers_are_two_even_with_one_cvr() -> None:
    mine = plan((1, "100", "Kæden", "31442871", ""))
    theirs = plan((1, "200", "Kæden", "31442871", ""))
    assert len(merged(mine, theirs, None).rows["supplier"]) == 2


def test_new_suppliers_of_both_copies_that_got_the_same_id_stay_two() -> None:
    base = plan(supplier(1))
    mine = plan(supplier(1), supplier(2, "Min"), decisions=(decision(1, 2, "kp"),))
    theirs = plan(supplier(1), (2, "9", "Deres", "", ""), decisions=(decision(1, 2, "outside"),))
    found = merged(mine, theirs, base)
    assert found.conflicts == ()
    names = {row[0]: row[2] for row in found.rows["supplier"].values()}
    assert {names[row[1]]: row[3] for row in found.rows["decision"].values()} == {
        "Min": "kp",
        "Deres": "outside",
    }


def test_who_and_when_follow_the_decision_and_make_no_conflict() -> None:
    base = plan(supplier(1), decisions=(decision(1, 1, "kp"),))
    theirs = plan(supplier(1), decisions=(decision(1, 1, "outside", "pia"),))
    found = merged(base, theirs, base)
    assert [row[3:6] for row in found.rows["decision"].values()] == [("outside", "", "pia")]
    same = plan(supplier(1), decisions=(decision(1, 1, "kp", "pia"),))
    assert merged(base, same, base).conflicts == ()


def test_two_people_s_own_tasks_of_one_key_are_two_tasks() -> None:
    def with_task(title: str) -> Mapping[str, Mapping[int, Values]]:
        return {"task": {1: (1, "own-1", "open", "", "", "", "", title, "mkh", "2026-11-20")}}

    found = merged(with_task("Ring"), with_task("Skriv"), None)
    assert found.conflicts == ()
    tasks = list(found.rows["task"].values())
    assert {row[7] for row in tasks} == {"Ring", "Skriv"}
    assert len({row[1] for row in tasks}) == len({row[0] for row in tasks}) == 2


def test_a_task_that_was_taken_in_before_is_not_taken_in_again() -> None:
    """Two people who merge every week keep one of each."""

    def tasks(*titles: str) -> Mapping[str, Mapping[int, Values]]:
        return {
            "task": {
                number: (number, f"own-{number}", "open", "", "", "", "", title, "mkh", "2026-11-20")
                for number, title in enumerate(titles, 1)
            }
        }

    theirs = tasks("Skriv", "Skriv")
    once = merged(tasks("Ring"), theirs, None)
    mine = {name: {int(row[0] or 0): row for row in rows.values()} for name, rows in once.rows.items()}
    again = merged(mine, theirs, None)
    assert again.conflicts == ()
    assert sorted(str(row[7]) for row in again.rows["task"].values()) == ["Ring", "Skriv", "Skriv"]


def test_a_wave_s_dates_belong_together() -> None:
    def wave(letter: str, cut: str) -> Keyed:
        return {"wave": {1: (1, 1, "pilot", letter, "", cut, "", 0, "", "", "")}}

    found = merged(wave("2027-01-01", "2027-02-02"), wave("2027-01-08", "2027-02-01"), wave("a", "b"))  # type: ignore[arg-type]
    (conflict,) = found.conflicts
    assert conflict.columns[:1] == ("letter",)
    assert "cut_over" in conflict.columns
