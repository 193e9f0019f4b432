"""Do search, filter and order together always show the right rows?"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from desktop.texts.numbers import whole
from desktop.ui.tables.columns import Column, identifier_column, number_column, text_column
from desktop.ui.tables.ordering import danish_key
from desktop.ui.tables.rows import ShownRows


@dataclass(frozen=True, slots=True)
class Clinic:
    number: str
    name: str
    invoices: int | None = None


def _columns() -> list[Column[Clinic]]:
    return [
        identifier_column("number", "No.", lambda clinic: clinic.number),
        text_column("name", "Name", lambda clinic: clinic.name),
        number_column(
            "invoices", "Invoices", lambda clinic: clinic.invoices, lambda count: whole(int(count))
        ),
    ]


ROWS = [
    Clinic("10", "Ørstads Tandklinik", 5),
    Clinic("9", "Aabenraa Fodklinik", None),
    Clinic("100", "Zebra Tandlæger", 1200),
    Clinic("2", "Ærø apotek", 5),
]


def _content() -> ShownRows[Clinic]:
    content = ShownRows(_columns())
    content.replace(ROWS)
    return content


def _names(content: ShownRows[Clinic]) -> list[str]:
    return [content.rows[at].name.split()[0] for at in content.shown]


def test_every_row_is_shown_as_it_came_at_first() -> None:
    assert _names(_content()) == ["Ørstads", "Aabenraa", "Zebra", "Ærø"]


def test_search_finds_upper_and_lower_case_danish_letters() -> None:
    content = _content()
    content.search("ØRSTADS")
    assert _names(content) == ["Ørstads"]
    content.search("ærø")
    assert _names(content) == ["Ærø"]


def test_letters_typed_as_two_code_points_are_found() -> None:
    content = _content()
    content.search("aa\u0062enraa")
    assert _names(content) == ["Aabenraa"]


def test_every_word_must_stand_somewhere_but_in_any_column() -> None:
    content = _content()
    content.search("tand 100")
    assert _names(content) == ["Zebra"]
    content.search("tand apotek")
    assert _names(content) == []


def test_no_word_is_found_across_two_cells() -> None:
    content = _content()
    content.search("10ørstads")
    assert _names(content) == []


def test_deleting_letters_brings_rows_back() -> None:
    content = _content()
    for query in ("tand", "tandl", "tandlæger", "tand", ""):
        content.search(query)
    assert len(content.shown) == len(ROWS)


def test_figures_are_not_searched_unless_the_column_says_so() -> None:
    content = _content()
    content.search("1.200")
    assert _names(content) == []


def test_sort_is_by_value_and_missing_values_stand_last_both_ways() -> None:
    content = _content()
    content.sort(2)
    assert _names(content) == ["Ørstads", "Ærø", "Zebra", "Aabenraa"]
    content.sort(2, descending=True)
    assert _names(content) == ["Zebra", "Ørstads", "Ærø", "Aabenraa"]


def test_names_sort_in_danish_and_numbers_by_value() -> None:
    content = _content()
    content.sort(1)
    assert _names(content) == ["Zebra", "Ærø", "Ørstads", "Aabenraa"]
    content.sort(0)
    assert _names(content) == ["Ærø", "Aabenraa", "Ørstads", "Zebra"]


def test_filter_search_and_order_hold_over_new_rows() -> None:
    content = _content()
    content.sort(1)
    content.keep(lambda clinic: clinic.invoices is not None)
    content.search("tand")
    assert _names(content) == ["Zebra", "Ørstads"]
    content.replace([*ROWS, Clinic("7", "Brønderslev Tandklinik", 1), Clinic("8", "Tand uden tal")])
    assert _names(content) == ["Brønderslev", "Zebra", "Ørstads"]


def test_rows_renewed_elsewhere_catch_up_with_what_was_asked_meanwhile() -> None:
    content = _content()
    content.sort(1)
    content.search("tand")
    renewed = content.renewed([*ROWS, Clinic("7", "Brønderslev Tandklinik", 1)])
    assert _names(content) == ["Zebra", "Ørstads"]
    assert _names(renewed) == ["Brønderslev", "Zebra", "Ørstads"]
    content.sort(2, descending=True)
    content.keep(lambda clinic: (clinic.invoices or 0) > 1)
    content.search("")
    renewed.catch_up(content)
    assert _names(renewed) == ["Zebra", "Ørstads", "Ærø"]


_clinics = st.lists(
    st.builds(
        Clinic,
        number=st.text("0123456789", min_size=1, max_size=4),
        name=st.text("abæøå ABÆ", max_size=6),
        invoices=st.none() | st.integers(-5, 5),
    ),
    max_size=20,
)


@given(
    rows=_clinics,
    queries=st.lists(st.text("abæøå 1", max_size=4), max_size=5),
    column=st.none() | st.integers(0, 2),
    descending=st.booleans(),
    least=st.none() | st.integers(-5, 5),
)
def test_what_is_shown_is_what_a_plain_filter_would_show(
    rows: list[Clinic], queries: list[str], column: int | None, descending: bool, least: int | None
) -> None:
    content = ShownRows(_columns())
    content.replace(rows)
    content.sort(column, descending=descending)
    content.keep(None if least is None else lambda clinic: (clinic.invoices or 0) >= least)
    for query in queries:
        content.search(query)
    words = (queries[-1] if queries else "").casefold().split()
    expected = {
        at
        for at, clinic in enumerate(rows)
        if (least is None or (clinic.invoices or 0) >= least)
        and all(word in clinic.number or word in clinic.name.casefold() for word in words)
    }
    assert set(content.shown) == expected
    assert len(content.shown) == len(expected)
    if column == 1:
        keys = [danish_key(rows[at].name) for at in content.shown if rows[at].name]
        assert keys == sorted(keys, reverse=descending)
