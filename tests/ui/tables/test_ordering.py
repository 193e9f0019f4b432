"""Do names stand where a Danish reader looks for them?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.tables.ordering import danish_key, identifier_key


def test_danish_letters_stand_last_and_double_a_counts_as_aa() -> None:
    names = ["Åse", "Zebra", "Østerbro", "Aage", "Ærø", "Ada", "Åbo"]
    assert sorted(names, key=danish_key) == ["Ada", "Zebra", "Ærø", "Østerbro", "Åbo", "Aage", "Åse"]


def test_marks_on_other_letters_do_not_move_them() -> None:
    names = ["Ernst", "Émile", "Eva", "Zoë", "Zofia", "Müller", "Myer"]
    assert sorted(names, key=danish_key) == ["Émile", "Ernst", "Eva", "Myer", "Müller", "Zoë", "Zofia"]


def test_foreign_letters_stand_with_their_danish_sisters() -> None:
    assert danish_key("Gräs") == danish_key("græs")
    assert danish_key("Söder") == danish_key("SØDER")


@given(st.text())
def test_case_never_decides(name: str) -> None:
    assert danish_key(name) == danish_key(name.casefold())


@given(st.lists(st.integers(0, 10**12), max_size=30))
def test_numbers_as_text_stand_by_value(values: list[int]) -> None:
    texts = [str(value) for value in values]
    assert sorted(texts, key=identifier_key) == [str(value) for value in sorted(values)]


def test_letters_before_a_number_keep_its_value() -> None:
    assert sorted(["K-10", "K-9", "K-100"], key=identifier_key) == ["K-9", "K-10", "K-100"]
